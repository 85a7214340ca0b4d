using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Storage;

namespace CryptoRun.Worker.Markets;

/// <summary>
/// Writes closed candles to the store and to memory as one step. Between the instant of knowledge, the store's commit and the series in memory nothing else happens, so that a
/// snapshot taken in between two steps is exactly what the store gives back as of its instant.
/// </summary>
/// <param name="venue">Venue of all candles.</param>
/// <param name="store">Store.</param>
/// <param name="market">Market time.</param>
/// <param name="lookBackHours">Hours that a scan looks at.</param>
internal sealed class CandleLedger(string venue, ICandleStore store, MarketClock market, int lookBackHours) : IDisposable
{
    /// <summary>Hours kept beyond the look-back, so that a scan of an instant a few days ago still finds its whole window.</summary>
    private const int Spare = 168;

    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly KnownAtSequence _knownAt = new(market);

    /// <summary>Beats whenever closed candles have been added.</summary>
    public Pulse Changed { get; } = new();

    /// <summary>Stores what is closed of a symbol. Returns how many candles that were.</summary>
    /// <param name="symbol">The symbol.</param>
    /// <param name="settled">See <see cref="SymbolCandles.Closable"/>.</param>
    /// <param name="cancellationToken">Heeded before the step, never within it.</param>
    public async Task<int> CloseAsync(SymbolCandles symbol, DateTimeOffset settled, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            var closed = symbol.Closable(market.GetUtcNow(), settled);
            if (closed.Count == 0) return 0;

            var end = symbol.Closed?.End ?? DateTimeOffset.MinValue;
            await CorrectAsync(symbol, [.. closed.Where(c => c.OpenTime < end)]);
            await AppendAsync(symbol, [.. closed.Where(c => c.OpenTime >= end)]);
            symbol.Trim(lookBackHours + Spare);
            return closed.Count;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Whether it was stored is not known: memory is read anew before the symbol counts again.
            symbol.IsStale = true;
            symbol.Repair.Open(recheckFrom: null);
            throw;
        }
        finally
        {
            _gate.Release();
            Changed.Beat();
        }
    }

    /// <summary>Takes what the store has as a symbol's closed candles.</summary>
    public async Task LoadAsync(SymbolCandles symbol, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            await ReadAsync(symbol, _knownAt.Next());
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Reads memory between two steps.</summary>
    /// <param name="read">Reads; gets no instant, because the instant comes after it.</param>
    /// <param name="cancellationToken">Cancellation.</param>
    /// <returns>What was read, and an instant that is later than everything in it and earlier than everything that will be learnt.</returns>
    public async Task<(T Read, DateTimeOffset KnownAt)> SealAsync<T>(Func<T> read, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            var result = read();
            return (result, _knownAt.Next());
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Does something that is written to the store and to memory as one step.</summary>
    /// <param name="step">Gets the instant from which on it is known. Not cancelled within.</param>
    /// <param name="cancellationToken">Heeded before the step.</param>
    public async Task StepAsync(Func<DateTimeOffset, Task> step, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            await step(_knownAt.Next());
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose() => _gate.Dispose();

    private async Task AppendAsync(SymbolCandles symbol, IReadOnlyList<Candle> newer)
    {
        if (newer.Count == 0) return;

        var knownAt = _knownAt.Next();
        var ingest = await WriteAsync(symbol, newer, knownAt);
        if (ingest.New == newer.Count)
        {
            symbol.Append(newer);
        }
        else
        {
            symbol.Settle(newer);
            await ReadAsync(symbol, knownAt);
        }

        symbol.Repair.Moved();
    }

    /// <summary>Hours before the end: known already, corrected by the venue, or filled where there was a gap.</summary>
    private async Task CorrectAsync(SymbolCandles symbol, IReadOnlyList<Candle> older)
    {
        if (older.Count == 0) return;

        var knownAt = _knownAt.Next();
        var ingest = await WriteAsync(symbol, older, knownAt);
        symbol.Settle(older);
        if (ingest.Equal < older.Count) await ReadAsync(symbol, knownAt);
    }

    private Task<CandleIngest> WriteAsync(SymbolCandles symbol, IReadOnlyList<Candle> candles, DateTimeOffset knownAt) =>
        store.WriteAsync(venue, symbol.Symbol, CandleSeries.BarWidth, candles, knownAt, CancellationToken.None);

    private async Task ReadAsync(SymbolCandles symbol, DateTimeOffset asOf)
    {
        var now = market.GetUtcNow();
        var from = ScanWindow.From(now, lookBackHours + Spare);
        symbol.Load(await store.ReadAsync(venue, symbol.Symbol, CandleSeries.BarWidth, from, now + CandleSeries.BarWidth, asOf, CancellationToken.None));
    }
}
