using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Numerics;

namespace CryptoRun.Domain.Factors;

/// <summary>
/// How much the venues disagree on a coin's perpetual: sample sd over at least two venues of <c>mark / spot - 1</c>. Spot is the last close, never the live
/// price. Marks count up to an hour after they were made, and only those near the newest one in time: a price that moved between two marks is no dispersion.
/// </summary>
public static class BasisDispersion
{
    private const int FewestVenues = 2;
    private static readonly TimeSpan OldestMark = TimeSpan.FromHours(1);

    /// <summary>Measures a coin.</summary>
    /// <param name="spot">The last close, USD.</param>
    /// <param name="perpetuals">Its perpetuals.</param>
    /// <param name="at">The instant.</param>
    /// <param name="options">Parameters.</param>
    public static BasisMeasure Measure(double spot, IReadOnlyList<PerpetualFeed> perpetuals, DateTimeOffset at, DerivativesOptions options)
    {
        var newest = DateTimeOffset.MinValue;
        foreach (var feed in perpetuals)
        {
            if (feed.Mark is { } mark && mark.Time > newest) newest = mark.Time;
        }

        if (newest == DateTimeOffset.MinValue) return new BasisMeasure(double.NaN, [], "no mark price");
        if (at - newest > OldestMark) return new BasisMeasure(double.NaN, [], "marks are older than an hour");

        var venues = new List<VenueBasis>(perpetuals.Count);
        Span<double> basis = stackalloc double[perpetuals.Count];
        foreach (var feed in perpetuals)
        {
            if (feed.Mark is not { } mark || (newest - mark.Time).TotalSeconds > options.MaximumMarkSkewSeconds) continue;
            var price = DecimalCrossing.ToDouble(mark.Price);
            basis[venues.Count] = (price / spot) - 1;
            venues.Add(new VenueBasis(feed.Venue, mark.Time, price, basis[venues.Count]));
        }

        if (venues.Count < FewestVenues) return new BasisMeasure(double.NaN, venues, "marks of one venue only");
        var sd = Moments.SampleSd(basis[..venues.Count]);
        return double.IsFinite(sd) ? new BasisMeasure(sd, venues, null) : new BasisMeasure(double.NaN, venues, "not a finite number");
    }
}

/// <summary>What <see cref="BasisDispersion"/> measured.</summary>
/// <param name="Dispersion">Sample sd of the bases, fraction; NaN where there is none.</param>
/// <param name="Venues">Venues whose marks were compared, in order of their names.</param>
/// <param name="Why">Why there is none; null when there is.</param>
public sealed record BasisMeasure(double Dispersion, IReadOnlyList<VenueBasis> Venues, string? Why);

/// <summary>A venue's basis.</summary>
/// <param name="Venue">Venue.</param>
/// <param name="Time">Time of its mark, UTC.</param>
/// <param name="Mark">Mark price, USD.</param>
/// <param name="Basis">Mark over spot, minus 1.</param>
public sealed record VenueBasis(string Venue, DateTimeOffset Time, double Mark, double Basis);
