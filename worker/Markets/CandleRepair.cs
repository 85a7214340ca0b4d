using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Exchanges;
using Microsoft.Extensions.Logging;

namespace CryptoRun.Worker.Markets;

/// <summary>Fetches from REST what a symbol lacks: everything at the start, the last hours after a gap. Several symbols in flight; a symbol that fails is tried again later.</summary>
/// <param name="client">REST; paces the calls.</param>
/// <param name="ledger">Store and memory.</param>
/// <param name="market">Market time.</param>
/// <param name="concurrency">Symbols in flight.</param>
/// <param name="logger">Log.</param>
internal sealed class CandleRepair(IMarketDataClient client, CandleLedger ledger, MarketClock market, int concurrency, ILogger logger)
{
    /// <summary>Hours that the venue keeps.</summary>
    private const int VenueHours = 720;

    private volatile bool _answers;

    /// <summary>Whether the venue's REST interface answered when it was last asked.</summary>
    public bool VenueAnswers => _answers;

    /// <summary>The venue's REST interface was asked, here or elsewhere.</summary>
    /// <param name="failure">Why it did not give what it was asked for; null when it did. A refusal is an answer.</param>
    public void Asked(VenueFailure? failure) => _answers = failure?.Kind is null or VenueFailureKind.UnknownSymbol or VenueFailureKind.Refused;

    /// <summary>Repairs what is wanted. Returns how many symbols failed.</summary>
    /// <param name="symbols">Candidates; those without need are passed over.</param>
    /// <param name="done">Called after each symbol.</param>
    /// <param name="cancellationToken">Cancellation.</param>
    public async Task<int> RunAsync(IEnumerable<SymbolCandles> symbols, Action<SymbolCandles> done, CancellationToken cancellationToken)
    {
        var failures = 0;
        var options = new ParallelOptions { MaxDegreeOfParallelism = concurrency, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(symbols, options, async (symbol, token) =>
        {
            if (!await TryRepairAsync(symbol, token)) Interlocked.Increment(ref failures);
            done(symbol);
        });
        return failures;
    }

    private async Task<bool> TryRepairAsync(SymbolCandles symbol, CancellationToken cancellationToken)
    {
        if (!symbol.Repair.IsWanted) return true;

        try
        {
            if (await RepairAsync(symbol, cancellationToken) is not { } failure) return true;
            symbol.Repair.Failed(failure.Message);
            if (failure.Kind != VenueFailureKind.CircuitOpen) logger.RepairFailed(symbol.Symbol, failure.Message);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            symbol.Repair.Failed(e.Message);
            logger.RepairBroken(e, symbol.Symbol);
        }

        return false;
    }

    private async Task<VenueFailure?> RepairAsync(SymbolCandles symbol, CancellationToken cancellationToken)
    {
        var (recheckFrom, token) = symbol.Repair.Begin();
        if (symbol.IsStale) await ledger.LoadAsync(symbol, cancellationToken);

        var hour = ScanWindow.To(market.GetUtcNow());
        if (MissingFrom(symbol.Closed, hour, recheckFrom) is { } missing)
        {
            var since = missing == DateTimeOffset.MinValue ? (DateTimeOffset?)null : missing;
            var answer = await client.GetCandlesAsync(symbol.Symbol, CandleSeries.BarWidth, since, cancellationToken);
            Asked(answer.Failure);
            if (answer.Value is not { } candles) return answer.Failure;

            symbol.Offer(candles);
            await ledger.CloseAsync(symbol, hour, cancellationToken);
        }

        symbol.Repair.Done(token, lagging: symbol.Closed is null || symbol.Closed.End < hour);
        return null;
    }

    /// <summary>From which hour on REST must be asked, one hour of overlap included; <see cref="DateTimeOffset.MinValue"/> for all it has, null for nothing.</summary>
    private static DateTimeOffset? MissingFrom(CandleSeries? closed, DateTimeOffset hour, DateTimeOffset? recheckFrom)
    {
        if (closed is null) return DateTimeOffset.MinValue;

        var first = closed.End < hour ? closed.End : hour;
        if (recheckFrom < first) first = recheckFrom.Value;

        var reach = hour - (CandleSeries.BarWidth * VenueHours);
        for (var i = (int)Math.Max(0, (reach - closed.Start) / CandleSeries.BarWidth); i < closed.Count; i++)
        {
            var open = closed.Start + (CandleSeries.BarWidth * i);
            if (open >= first) break;
            if (closed.Filled[i]) first = open;
        }

        return first == hour ? null : first - CandleSeries.BarWidth;
    }
}
