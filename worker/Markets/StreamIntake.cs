using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Exchanges;
using Microsoft.Extensions.Logging;

namespace CryptoRun.Worker.Markets;

/// <summary>Takes what the stream says: quotes and order books to their keepers, candles to their symbols and, once closed, to the ledger. After a reconnect it opens the gaps that REST has to repair.</summary>
/// <param name="venue">Venue.</param>
/// <param name="symbols">Symbols.</param>
/// <param name="ledger">Store and memory.</param>
/// <param name="quotes">Quotes.</param>
/// <param name="books">Order books.</param>
/// <param name="trades">Trades.</param>
/// <param name="link">State of the stream.</param>
/// <param name="market">Market time.</param>
/// <param name="grace">How late an update may be, wall time.</param>
/// <param name="logger">Log.</param>
internal sealed class StreamIntake(
    string venue, FeedSymbols symbols, CandleLedger ledger, QuoteBook quotes, OrderBookKeeper books, TradeTape trades, FeedLink link, MarketClock market, TimeSpan grace, ILogger logger)
{
    private long _refused;

    /// <summary>Beats when REST has something to repair.</summary>
    public Pulse RepairWanted { get; } = new();

    /// <summary>Takes one event.</summary>
    public async Task TakeAsync(MarketEvent marketEvent, CancellationToken cancellationToken)
    {
        if (marketEvent is StreamConnected or StreamLost or TradeUpdate) trades.Listener?.Invoke(marketEvent);
        switch (marketEvent)
        {
            case StreamConnected:
                Connected();
                break;
            case StreamLost lost:
                link.Down(lost);
                ledger.Changed.Beat();
                break;
            case QuoteUpdate update:
                link.Data(update.ReceivedAt);
                Take(update.Quote, update.ReceivedAt);
                break;
            case TradeUpdate update:
                trades.Add(venue, update);
                break;
            case CandleUpdate update when update.Interval == CandleSeries.BarWidth && symbols.Find(update.Symbol) is { } symbol:
                link.Data(update.ReceivedAt);
                symbol.Update(update.Candle);
                await CloseAsync(symbol, DateTimeOffset.MinValue, cancellationToken);
                break;
            case BookOpened opened:
                books.Open(opened.Book);
                ledger.Changed.Beat();
                break;
            case InstrumentUpdate update:
                symbols.Take(update.Instrument);
                break;
        }
    }

    /// <summary>An hour is over and late updates have had their time: closes what is still open, and asks REST for what did not come.</summary>
    public async Task HourOverAsync(DateTimeOffset hour, CancellationToken cancellationToken)
    {
        var connected = link.IsConnected;
        foreach (var symbol in symbols.Active)
        {
            if (connected) await CloseAsync(symbol, hour, cancellationToken);
            var behind = symbol.Closed is null || symbol.Closed.End < hour;
            if (behind && !(connected && symbol.Repair.IsLagging)) symbol.Repair.Want();
        }

        RepairWanted.Beat();
    }

    /// <summary>Takes a quote, of the stream or of REST, unless its price cannot be one of the symbol.</summary>
    public void Take(Quote quote, DateTimeOffset receivedAt)
    {
        if (symbols.Find(quote.Symbol)?.Refuses(quote.Last) != true) quotes.Put(quote, receivedAt);
        else if (Interlocked.Increment(ref _refused) == 1) logger.PriceRefused(venue, quote.Symbol, quote.Last);
    }

    private void Connected()
    {
        var lastData = link.Up();
        var hour = ScanWindow.To(market.GetUtcNow());
        var gaps = 0;
        foreach (var symbol in symbols.Active)
        {
            if (lastData is { } last)
            {
                symbol.Repair.Open(ScanWindow.To(last - (grace * market.Speed)));
                gaps++;
            }
            else if (symbol.Closed is { } closed && closed.End < hour && !symbol.Repair.IsLagging)
            {
                symbol.Repair.Want();
            }
        }

        logger.StreamUp(venue, gaps);
        RepairWanted.Beat();
        ledger.Changed.Beat();
    }

    private async Task CloseAsync(SymbolCandles symbol, DateTimeOffset settled, CancellationToken cancellationToken)
    {
        // In a gap the last candle before it may be a torn one; the repair closes it.
        if (symbol.Repair.HasGap || !symbol.HasClosable(market.GetUtcNow(), settled)) return;

        try
        {
            await ledger.CloseAsync(symbol, settled, cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            logger.CloseFailed(e, symbol.Symbol);
            RepairWanted.Beat();
        }
    }
}
