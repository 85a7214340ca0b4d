using Microsoft.Extensions.Logging;

namespace CryptoRun.Worker.Exchanges.Okx;

/// <summary>One connection to OKX. A book whose chain of messages breaks is subscribed again alone.</summary>
/// <param name="wanted">Symbols and channels.</param>
/// <param name="requests">What we ask.</param>
/// <param name="frames">What OKX says.</param>
/// <param name="books">The connection's books.</param>
/// <param name="logger">Log.</param>
internal sealed class OkxSession(Wanted wanted, OkxRequests requests, OkxFrames frames, OkxBooks books, ILogger logger) : IStreamSession
{
    private const string InstrumentOf = "instId:";

    /// <inheritdoc />
    public Task SubscribeAsync(CancellationToken cancellationToken)
    {
        books.Asked();
        return requests.SubscribeAsync(wanted, cancellationToken);
    }

    /// <inheritdoc />
    public FrameMeaning Take(ReadOnlySpan<byte> frame, DateTimeOffset now, List<MarketEvent> events)
    {
        var message = frames.Read(frame, now, events);
        KeepBooks(now, events);
        switch (message.Kind)
        {
            case OkxMessageKind.Rejected:
                logger.RequestRejected(message.Text ?? "");
                if (Named(message.Text) is { } name) books.GivenUp(name);
                return FrameMeaning.Other;
            case OkxMessageKind.Subscribed:
                logger.Subscribed(message.Symbol ?? "?", message.Channel ?? "?");
                return FrameMeaning.Open;
            case OkxMessageKind.Notice:
                logger.Notice(message.Text ?? "");
                return FrameMeaning.Other;
            default:
                return message.Kind switch { OkxMessageKind.Unusable => FrameMeaning.Unusable, OkxMessageKind.Data => FrameMeaning.Open, _ => FrameMeaning.Other };
        }
    }

    /// <inheritdoc />
    public void Break(DateTimeOffset now) => books.Break(now);

    /// <inheritdoc />
    public async Task TendAsync(bool isIdle, CancellationToken cancellationToken)
    {
        if (isIdle) await requests.PingAsync(cancellationToken);
        foreach (var symbol in books.Due()) await requests.RenewBookAsync(symbol, cancellationToken);
    }

    /// <inheritdoc />
    public void Lose(DateTimeOffset now) => books.Lose(now);

    /// <summary>The instrument that OKX does not have, out of its sentence: there is no field for it.</summary>
    private static string? Named(string? text)
    {
        if (text is null || !text.Contains("doesn't exist", StringComparison.Ordinal) || text.IndexOf(InstrumentOf, StringComparison.Ordinal) is not (>= 0 and var at)) return null;
        var name = text.AsSpan(at + InstrumentOf.Length);
        return name[..(name.IndexOfAny(' ', ',') is >= 0 and var end ? end : name.Length)].ToString();
    }

    /// <summary>A book is kept here, where its messages come in order; who reads it gets the book, not its messages.</summary>
    private void KeepBooks(DateTimeOffset now, List<MarketEvent> events)
    {
        for (var i = 0; i < events.Count; i++)
        {
            if (events[i] is not OkxBookChange change) continue;
            if (books.Take(change) is { } opened) events[i] = new BookOpened(now, opened);
            else events.RemoveAt(i--);
        }
    }
}
