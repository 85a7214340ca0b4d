using CryptoRun.Worker.Exchanges;
using Microsoft.Extensions.Logging;

namespace CryptoRun.Worker.Markets;

/// <summary>
/// A spot venue beside the one that is scanned: order books, prices and trades of the scanned coins that it lists. It gives no candles and no universe, and whatever fails there costs its own books alone.
/// </summary>
/// <param name="client">The venue's REST: which coins it lists.</param>
/// <param name="stream">The venue's stream.</param>
/// <param name="books">Receives its books.</param>
/// <param name="quotes">Its prices.</param>
/// <param name="trades">Receives its trades.</param>
/// <param name="market">Market time.</param>
/// <param name="wall">Wall time: waiting for networks.</param>
/// <param name="options">Waits.</param>
/// <param name="logger">Log.</param>
internal sealed class SideVenue(
    IMarketDataClient client, IMarketDataStream stream, OrderBookKeeper books, QuoteBook quotes, TradeTape trades, MarketClock market, TimeProvider wall, FeedOptions options, ILogger<SideVenue> logger)
{
    private readonly FeedLink _link = new();
    private volatile IReadOnlyList<string> _listed = [];
    private volatile string? _failure;

    /// <summary>Lower-case name.</summary>
    public string Venue => client.Venue;

    /// <summary>Its REST.</summary>
    public IMarketDataClient Client => client;

    /// <summary>Scanned coins that it lists.</summary>
    public IReadOnlyList<string> Listed => _listed;

    /// <summary>Its newest prices.</summary>
    public QuoteBook Quotes => quotes;

    /// <summary>Whether the stream stands and every listed coin has its book, trusted or not.</summary>
    public bool IsOpen => _link.IsConnected && _listed.All(symbol => books.Has(symbol, Venue));

    /// <summary>What is wrong at the moment, one sentence; null when nothing is.</summary>
    public string? Warning =>
        _failure is { } failure && !_link.IsConnected ? $"{Venue}: which coins it lists could not be read, its books are not used. {failure}"
        : _failure is { } old ? $"{Venue}: the list of its pairs is an old one. {old}"
        : _link is { IsConnected: false, Lost: { } lost } ? $"{Venue}: no stream since {lost.ReceivedAt:u}, {lost.Reason.TrimEnd('.')}; its books are not used."
        : null;

    /// <summary>Reads the venue until it is cancelled.</summary>
    /// <param name="symbols">Who is scanned.</param>
    /// <param name="universeChanged">The next change of it.</param>
    /// <param name="cancellationToken">Cancellation.</param>
    public async Task RunAsync(FeedSymbols symbols, Func<Task> universeChanged, CancellationToken cancellationToken)
    {
        while (true)
        {
            var changed = universeChanged();
            using var session = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            if (!await ListAsync(symbols, cancellationToken) && _listed.Count == 0)
            {
                await Pulse.WaitAsync(changed, options.RetryDelay, wall, cancellationToken);
                continue;
            }

            var reading = _listed.Count == 0 ? Task.Delay(Timeout.Infinite, session.Token) : ReadAsync(session.Token);
            try
            {
                await OtherCoinsAsync(symbols, Task.WhenAny(reading, changed), session.Token);
            }
            finally
            {
                await session.CancelAsync();
                await EndAsync(reading, cancellationToken);
            }
        }
    }

    /// <summary>Completes when the venue lists other coins than before, or there is another reason to begin anew. A list that cannot be read changes nothing: REST may be down while the stream stands.</summary>
    private async Task OtherCoinsAsync(FeedSymbols symbols, Task others, CancellationToken cancellationToken)
    {
        while (!await Pulse.WaitAsync(others, _failure is null ? options.UniverseRefresh : options.RetryDelay, wall, cancellationToken))
        {
            var before = _listed;
            if (await ListAsync(symbols, cancellationToken) && !before.SequenceEqual(_listed, StringComparer.Ordinal)) return;
        }
    }

    private static async Task EndAsync(Task reading, CancellationToken cancellationToken)
    {
        try
        {
            await reading;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Ended by us: other coins are to be read.
        }
    }

    private async Task<bool> ListAsync(FeedSymbols symbols, CancellationToken cancellationToken)
    {
        var answer = await client.GetInstrumentsAsync(cancellationToken);
        _failure = answer.Failure?.Message;
        if (answer.Value is not { } instruments) return false;

        var online = instruments.Where(static i => i.IsOnline).Select(static i => i.Symbol).ToHashSet(StringComparer.Ordinal);
        IReadOnlyList<string> listed = [.. symbols.Scanned.Where(online.Contains)];
        foreach (var gone in _listed.Except(listed, StringComparer.Ordinal)) books.Close(gone, Venue);
        _listed = listed;
        logger.SideVenueListed(Venue, listed.Count, symbols.Scanned.Count);
        return true;
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var marketEvent in stream.ReadAsync(_listed, StreamChannels.Quotes | StreamChannels.Books | StreamChannels.Trades, cancellationToken)) Take(marketEvent);
            throw new InvalidOperationException($"The stream of {Venue} has ended, which it never does by itself.");
        }
        catch (Exception e)
        {
            _link.Down(new StreamLost(market.GetUtcNow(), cancellationToken.IsCancellationRequested ? "other coins are subscribed." : e.Message));
            throw;
        }
    }

    private void Take(MarketEvent marketEvent)
    {
        switch (marketEvent)
        {
            case StreamConnected:
                _link.Up();
                break;
            case StreamLost lost:
                _link.Down(lost);
                break;
            case QuoteUpdate update:
                quotes.Put(update.Quote, update.ReceivedAt);
                break;
            case BookOpened opened:
                books.Open(opened.Book);
                break;
            case TradeUpdate update:
                trades.Add(Venue, update);
                break;
        }
    }
}
