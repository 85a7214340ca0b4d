using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Regimes;
using CryptoRun.Worker.Markets;
using CryptoRun.Worker.Storage;

namespace CryptoRun.Worker.Regimes;

/// <summary>
/// Keeps the days of the market that second opinions are formed on. The first time all of them are made from the store, a piece of history after the other; from
/// then on only the last two, whose candles may still have been late. One caller at a time.
/// </summary>
/// <param name="store">Candles.</param>
/// <param name="options">Parameters.</param>
internal sealed class MarketDayKeeper(ICandleStore store, RegimeOptions options)
{
    /// <summary>Days made at once: two years of hourly candles of all symbols need not fit into memory.</summary>
    private const int DaysAtOnce = 120;

    /// <summary>Days at the end that are made anew.</summary>
    private const int Unsettled = 2;

    private List<MarketDay> _days = [];

    /// <summary>Full days up to an instant, oldest first.</summary>
    /// <param name="at">The instant, market time.</param>
    /// <param name="snapshot">The venue, what is excluded, and the instant of knowledge.</param>
    /// <param name="cancellationToken">Cancellation.</param>
    public async Task<IReadOnlyList<MarketDay>> UpToAsync(DateTimeOffset at, FeedSnapshot snapshot, CancellationToken cancellationToken)
    {
        var first = at.AddDays(-options.OpinionDays - 1);
        List<MarketDay> days = [.. _days.Where(day => day.Day > first && day.Day.AddDays(1 + Unsettled) <= at)];
        for (var from = days.Count > 0 ? days[^1].Day : first; from < at; from = from.AddDays(DaysAtOnce))
        {
            // A piece has the days that begin after "from" and end by "to".
            var to = from.AddDays(DaysAtOnce + 1) < at ? from.AddDays(DaysAtOnce + 1) : at;
            days.AddRange(MarketDays.Of(to, await ReadAsync(from, to, snapshot, cancellationToken), options, from));
        }

        _days = days;
        return days;
    }

    private async Task<IReadOnlyList<CandleSeries>> ReadAsync(DateTimeOffset from, DateTimeOffset to, FeedSnapshot snapshot, CancellationToken cancellationToken)
    {
        var excluded = snapshot.Excluded.Select(e => e.Symbol).Concat(snapshot.Symbols.Where(s => s.ExcludedBecause is not null).Select(s => s.Candles.Symbol)).ToHashSet(StringComparer.Ordinal);
        List<string> symbols = [.. (await store.SymbolsAsync(snapshot.Venue, CandleSeries.BarWidth, cancellationToken)).Where(s => !excluded.Contains(s))];
        var candles = await store.ReadManyAsync(
            snapshot.Venue, symbols, CandleSeries.BarWidth, from.AddHours(-MarketDays.LeadHours(options)), to, snapshot.KnownAt, cancellationToken);
        return [.. symbols.Where(candles.ContainsKey).Select(s => CandleSeries.FromHourly(s, snapshot.Venue, candles[s]))];
    }
}
