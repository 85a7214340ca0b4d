using CryptoRun.Domain.Markets;

namespace CryptoRun.Worker.Exchanges;

/// <summary>Trades of one message made to events: neighbours of one symbol are one event.</summary>
/// <param name="events">Where the events go.</param>
internal sealed class TradeRuns(ICollection<MarketEvent> events)
{
    private readonly List<Trade> _run = [];
    private string? _symbol;

    /// <summary>Takes the next trade of the message, received at a market time.</summary>
    public void Add(DateTimeOffset receivedAt, string symbol, in Trade trade)
    {
        if (symbol != _symbol) Close(receivedAt);
        _symbol = symbol;
        _run.Add(trade);
    }

    /// <summary>The message is over.</summary>
    public void Close(DateTimeOffset receivedAt)
    {
        if (_symbol is { } symbol && _run.Count > 0) events.Add(new TradeUpdate(receivedAt, symbol, [.. _run]));
        Clear();
    }

    /// <summary>Forgets a message that has been given up.</summary>
    public void Clear()
    {
        _run.Clear();
        _symbol = null;
    }
}
