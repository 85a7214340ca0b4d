using Microsoft.Extensions.Logging;

namespace CryptoRun.Worker.Exchanges.Kraken;

/// <summary>One connection to Kraken. A book that fails Kraken's checksum is subscribed again alone.</summary>
/// <param name="wanted">Symbols and channels.</param>
/// <param name="requests">What we ask.</param>
/// <param name="frames">What Kraken says.</param>
/// <param name="books">The connection's books.</param>
/// <param name="logger">Log.</param>
internal sealed class KrakenSession(Wanted wanted, KrakenRequests requests, KrakenFrames frames, KrakenBooks books, ILogger logger) : IStreamSession
{
    private readonly HashSet<string> _wanted = [.. wanted.Symbols];

    /// <inheritdoc />
    public Task SubscribeAsync(CancellationToken cancellationToken)
    {
        if (wanted.Channels.HasFlag(StreamChannels.Books)) books.Asked(wanted.Symbols);
        return requests.SubscribeAsync(wanted, cancellationToken);
    }

    /// <inheritdoc />
    public FrameMeaning Take(ReadOnlySpan<byte> frame, DateTimeOffset now, List<MarketEvent> events)
    {
        var message = frames.Read(frame, now, events);
        KeepBooks(now, events);
        switch (message.Kind)
        {
            case KrakenMessageKind.Rejected:
                logger.SubscriptionRejected(message.Symbol ?? "?", message.Channel ?? "?", message.Text ?? "");
                if (message is { Symbol: { } name, Text: { } reason } && reason.Contains("not supported", StringComparison.Ordinal)) books.GivenUp(name.Replace('/', '-'));
                return FrameMeaning.Other;
            case KrakenMessageKind.Subscribed:
                logger.Subscribed(message.Symbol ?? "all", message.Channel ?? "?");
                return FrameMeaning.Open;
            case KrakenMessageKind.Status:
                logger.SystemState(message.Text ?? "unknown");
                return FrameMeaning.Other;
            default:
                return message.Kind switch { KrakenMessageKind.Unusable => FrameMeaning.Unusable, KrakenMessageKind.Data => FrameMeaning.Open, _ => FrameMeaning.Other };
        }
    }

    /// <inheritdoc />
    public void Break(DateTimeOffset now) => books.Break(now);

    /// <inheritdoc />
    public async Task TendAsync(bool isIdle, CancellationToken cancellationToken)
    {
        foreach (var symbol in books.Due()) await requests.RenewBookAsync(symbol, cancellationToken);
    }

    /// <inheritdoc />
    public void Lose(DateTimeOffset now) => books.Lose(now);

    /// <summary>A book is kept here, where its messages come in order; who reads it gets the book, not its messages.</summary>
    private void KeepBooks(DateTimeOffset now, List<MarketEvent> events)
    {
        for (var i = 0; i < frames.Changes.Count; i++)
        {
            var change = frames.Changes[i];

            // Nobody has asked for another pair's book: one that names a thousand such must not fill our memory.
            if (_wanted.Contains(change.Symbol) && books.Take(change) is { } opened) events.Add(new BookOpened(now, opened));
        }
    }
}
