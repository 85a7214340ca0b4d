using System.Collections.Concurrent;
using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Exchanges;
using CryptoRun.Worker.Storage;

namespace CryptoRun.Worker.Markets;

/// <summary>What is new of a perpetual since it was last read: from its ticker where nothing lies between, else from the venue's histories.</summary>
/// <param name="client">The venue.</param>
internal sealed class PerpetualRepair(IDerivativesClient client)
{
    /// <summary>Venues publish a settlement some minutes late; one that is still not there is asked for once an hour.</summary>
    private const int MostAsks = 5;

    private readonly ConcurrentDictionary<string, (DateTimeOffset Begin, DateTimeOffset Hour, int Asks)> _asked = new(StringComparer.Ordinal);

    /// <summary>Learns what is new.</summary>
    /// <param name="ticker">The perpetual now.</param>
    /// <param name="known">What is known; null for nothing.</param>
    /// <param name="candles">The coin's closes: histories may count coins alone.</param>
    /// <param name="now">Market time.</param>
    /// <param name="cancellationToken">Cancellation.</param>
    public async Task<Learnt> LearnAsync(PerpetualTicker ticker, KnownPerpetual? known, SymbolCandles candles, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var hour = ScanWindow.To(ticker.Mark.Time);
        var funding = await FundingAsync(ticker, known?.LastFunding, hour, now, cancellationToken);
        var interest = await InterestAsync(ticker, candles, known?.LastInterest, hour, cancellationToken);
        return new Learnt(new PerpetualPoints(ticker.Symbol, funding.Value ?? [], interest.Value ?? []), funding.Failure ?? interest.Failure);
    }

    // A rate that is fixed stands from its interval's beginning. Where the history before it cannot be had it is not taken either: after it nobody would ask for the gap again.
    private async Task<VenueResult<IReadOnlyList<FundingRate>>> FundingAsync(PerpetualTicker ticker, DateTimeOffset? last, DateTimeOffset hour, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (ticker.Funding is not { } running || last >= running.Begin || running.Begin > now) return Nothing<FundingRate>();
        if (running.Known is { } rate && last == running.Begin.AddHours(-running.IntervalHours)) return new([rate], null);
        if (!running.IsFixed && !MayAsk(ticker.Symbol, running.Begin, hour)) return Nothing<FundingRate>();

        var history = await client.GetFundingAsync(ticker.Symbol, last ?? DerivativesWindow.From(hour), cancellationToken);
        if (history.Value is not { } settled) return history;

        var past = settled.Where(f => f.Time <= now && !(f.Time <= last) && (running.Known is null || f.Time < running.Begin));
        IReadOnlyList<FundingRate> rates = running.Known is { } current ? [.. past, current] : [.. past];
        if (rates is not [.., { Time: var newest }] || newest < running.Begin) Missed(ticker.Symbol, running.Begin, hour);
        return new(rates, null);
    }

    // The first reading of an hour stands for its beginning.
    private async Task<VenueResult<IReadOnlyList<OpenInterest>>> InterestAsync(PerpetualTicker ticker, SymbolCandles candles, DateTimeOffset? last, DateTimeOffset hour, CancellationToken cancellationToken)
    {
        if (last >= hour) return Nothing<OpenInterest>();

        OpenInterest? now = ticker.Contracts is { } contracts ? new OpenInterest(hour, contracts.Usd(ticker.Mark.Price)) : null;
        if (now is { } next && last == hour - CandleSeries.BarWidth) return new([next], null);

        var history = await client.GetOpenInterestAsync(ticker.Symbol, last ?? DerivativesWindow.From(hour), cancellationToken);
        if (history.Value is not { } readings) return new(null, history.Failure);

        List<OpenInterest> hours = [];
        foreach (var reading in readings)
        {
            var time = ScanWindow.To(reading.Time);
            if (time <= (hours is [.., var before] ? before.Time : last) || time > hour || (time == hour && now is not null)) continue;
            if (reading.Unit == OpenInterestUnit.Usd) hours.Add(new OpenInterest(time, reading.Usd(1)));
            else if ((time == hour ? ticker.Mark.Price : CloseAt(candles, time)) is { } price) hours.Add(new OpenInterest(time, reading.Usd(price)));
        }

        if (now is { } current) hours.Add(current);
        return new(hours, null);
    }

    private static VenueResult<IReadOnlyList<T>> Nothing<T>() => new([], null);

    private bool MayAsk(string symbol, DateTimeOffset begin, DateTimeOffset hour) =>
        !_asked.TryGetValue(symbol, out var asked) || asked.Begin != begin || asked.Hour != hour || asked.Asks < MostAsks;

    private void Missed(string symbol, DateTimeOffset begin, DateTimeOffset hour) => _asked.AddOrUpdate(
        symbol,
        static (_, at) => (at.begin, at.hour, 1),
        static (_, asked, at) => asked.Begin == at.begin ? (at.begin, at.hour, Math.Min(MostAsks, asked.Asks + 1)) : (at.begin, at.hour, 1),
        (begin, hour));

    /// <summary>The coin's price at a full hour of the past.</summary>
    private static decimal? CloseAt(SymbolCandles candles, DateTimeOffset hour)
    {
        if (candles.Closed is not { } closed) return null;
        var bar = ((hour - closed.Start) / CandleSeries.BarWidth) - 1;
        return bar >= 0 && bar < closed.Count ? (decimal)closed.Close[(int)bar] : null;
    }
}

/// <summary>What is new of a perpetual.</summary>
/// <param name="Points">Hours.</param>
/// <param name="Failure">Why some are missing; null when none are.</param>
internal readonly record struct Learnt(PerpetualPoints Points, VenueFailure? Failure);
