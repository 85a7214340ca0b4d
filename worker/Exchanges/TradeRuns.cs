using CryptoRun.Domain.Markets;

namespace CryptoRun.Worker.Exchanges;

/// <summary>Trades of one message made to events: neighbours of one symbol are one event.</summary>
/// <param name="receivedAt">Market time of receipt.</param>
/// <param name="events">Where the events go.</param>
internal sealed class TradeRuns(DateTimeOffset receivedAt, ICollection<MarketEvent> events)
{
    private readonly List<Trade> _run = [];
    private string? _symbol;

    /// <summary>Takes the next trade of the message.</summary>
    public void Add(string symbol, in Trade trade)
    {
        if (symbol != _symbol) Close();
        _symbol = symbol;
        _run.Add(trade);
    }

    /// <summary>The message is over.</summary>
    public void Close()
    {
        if (_symbol is { } symbol && _run.Count > 0) events.Add(new TradeUpdate(receivedAt, symbol, [.. _run]));
        _run.Clear();
        _symbol = null;
    }
}
