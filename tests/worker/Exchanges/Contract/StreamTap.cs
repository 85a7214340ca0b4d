using CryptoRun.Worker.Exchanges;

namespace CryptoRun.Worker.Tests.Exchanges.Contract;

/// <summary>Reads a stream to its end and keeps what it said, in order.</summary>
internal sealed class StreamTap : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly List<MarketEvent> _events = [];
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private readonly Task _reading;

    public StreamTap(IMarketDataStream stream, IReadOnlyList<string> symbols, StreamChannels channels) => _reading = Task.Run(() => ReadAsync(stream, symbols, channels));

    /// <summary>Everything so far.</summary>
    public IReadOnlyList<MarketEvent> Events
    {
        get
        {
            lock (_gate) return [.. _events];
        }
    }

    /// <summary>Events of one kind so far.</summary>
    public IReadOnlyList<T> Of<T>()
        where T : MarketEvent => [.. Events.OfType<T>()];

    /// <summary>The newest connection's book of a symbol; null before there is one.</summary>
    public LiveBook? Book(string symbol) => Of<BookOpened>().LastOrDefault(b => b.Book.Symbol == symbol)?.Book;

    /// <summary>How many of a kind so far.</summary>
    public int Count<T>()
        where T : MarketEvent => Of<T>().Count;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _reading;
        _stop.Dispose();
    }

    private async Task ReadAsync(IMarketDataStream stream, IReadOnlyList<string> symbols, StreamChannels channels)
    {
        try
        {
            await foreach (var marketEvent in stream.ReadAsync(symbols, channels, _stop.Token))
            {
                lock (_gate) _events.Add(marketEvent);
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }
}
