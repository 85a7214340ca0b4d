using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Numerics;

namespace CryptoRun.Domain.Factors;

/// <summary>
/// The last closed hour's change of open interest in USD beyond what the price explains: <c>change - beta x price change</c>, price change as a fraction, beta
/// by least squares (with a constant) over the hours of the last 7 days, the last one included. Under ten hours or an R2 of 0.1 the change stays raw.
/// </summary>
/// <remarks>
/// A venue's open interest at a full hour is its newest reading at or before it, at most an hour old. An hour's change is summed over the venues that have a
/// reading at its beginning and at its end: a venue that joins or falls silent is no flow. Hours beside a gap of the candles are left out of the fit.
/// </remarks>
public static class OpenInterestResidual
{
    /// <summary>Measures a coin.</summary>
    /// <param name="closed">Its closed candles, more than the window.</param>
    /// <param name="perpetuals">Its perpetuals, readings oldest first.</param>
    /// <param name="options">Parameters.</param>
    public static OpenInterestMeasure Measure(CandleSeries closed, IReadOnlyList<PerpetualFeed> perpetuals, DerivativesOptions options)
    {
        var hours = Math.Min(options.WindowHours, closed.Count - 1);
        Span<double> change = stackalloc double[hours];
        Span<int> venues = stackalloc int[hours];
        change.Clear();
        venues.Clear();
        DateTimeOffset? oldest = null;
        var names = new List<string>();
        foreach (var feed in perpetuals)
        {
            if (Add(feed.OpenInterest, closed.End, change, venues) is not { } time) continue;
            names.Add(feed.Venue);
            oldest = oldest is null || time < oldest ? time : oldest;
        }

        if (oldest is null) return OpenInterestMeasure.Absent("no open interest at both ends of the last hour");

        Span<double> x = stackalloc double[hours];
        Span<double> y = stackalloc double[hours];
        var count = 0;
        var close = closed.Close[^(hours + 1)..];
        var filled = closed.Filled[^(hours + 1)..];
        for (var i = 0; i < hours; i++)
        {
            if (venues[i] == 0 || filled[i] || filled[i + 1]) continue;
            (x[count], y[count]) = ((close[i + 1] / close[i]) - 1, change[i]);
            count++;
        }

        var fit = SimpleRegression.Of(x[..count], y[..count]);
        var isUsed = count >= options.FewestHours && fit?.RSquared >= options.LeastRSquared;
        var beta = isUsed ? fit!.Value.Slope : 0;
        var price = (close[^1] / close[^2]) - 1;
        var residual = change[^1] - (beta * price);
        return double.IsFinite(residual)
            ? new OpenInterestMeasure(residual, change[^1], price, beta, fit?.RSquared ?? 0, count, IsRaw: !isUsed, names, oldest, null)
            : OpenInterestMeasure.Absent("not a finite number");
    }

    /// <summary>Adds a venue's hourly changes; the time of its reading at the end of the last hour, or null where it has none for that hour.</summary>
    private static DateTimeOffset? Add(IReadOnlyList<OpenInterest> readings, DateTimeOffset end, Span<double> change, Span<int> venues)
    {
        var (next, before) = (0, double.NaN);
        for (var b = 0; b <= change.Length; b++)
        {
            var hour = end - (CandleSeries.BarWidth * (change.Length - b));
            while (next < readings.Count && readings[next].Time <= hour) next++;
            var now = next > 0 && readings[next - 1].Time > hour - CandleSeries.BarWidth ? DecimalCrossing.ToDouble(readings[next - 1].Usd) : double.NaN;
            if (b > 0 && !double.IsNaN(now - before))
            {
                change[b - 1] += now - before;
                venues[b - 1]++;
                if (b == change.Length) return readings[next - 1].Time;
            }

            before = now;
        }

        return null;
    }
}

/// <summary>What <see cref="OpenInterestResidual"/> measured; NaN where there is none.</summary>
/// <param name="ResidualUsd">Change beyond the price's, USD.</param>
/// <param name="ChangeUsd">The last hour's change, USD.</param>
/// <param name="PriceChange">The last hour's price change, fraction.</param>
/// <param name="BetaUsd">USD of open interest per 100 % of price; 0 where raw.</param>
/// <param name="RSquared">Share of the changes that the price explains; 0 without a fit.</param>
/// <param name="Hours">Hours in the fit.</param>
/// <param name="IsRaw">Whether the change was left as it is.</param>
/// <param name="Venues">Venues in the last hour's change.</param>
/// <param name="Time">Oldest reading in it, UTC.</param>
/// <param name="Why">Why there is none; null when there is.</param>
public sealed record OpenInterestMeasure(
    double ResidualUsd, double ChangeUsd, double PriceChange, double BetaUsd, double RSquared, int Hours, bool IsRaw, IReadOnlyList<string> Venues, DateTimeOffset? Time, string? Why)
{
    internal static OpenInterestMeasure Absent(string why) => new(double.NaN, double.NaN, double.NaN, 0, 0, 0, IsRaw: true, [], null, why);
}
