using System.Text;
using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Events;
using CryptoRun.Worker.Markets;
using CryptoRun.Worker.Tests.Exchanges;

namespace CryptoRun.Worker.Tests.Events;

/// <summary>A feed of a document that a test writes; time is manual.</summary>
internal sealed class DocumentBench<T> : IDocument
    where T : class
{
    public static readonly DateTimeOffset Start = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    public DocumentBench(DocumentKind<T> kind)
    {
        Market = new MarketClock(Wall, null, 1);
        Feed = new DocumentFeed<T>(kind, this, new EventsOptions { Source = "x" }, Market, Wall, Log);
    }

    public ManualTime Wall { get; } = new(Start);

    public MarketClock Market { get; }

    public CapturedLog<DocumentFeed<T>> Log { get; } = new();

    public DocumentFeed<T> Feed { get; }

    public string Name => "doc";

    public int Taken { get; private set; }

    private DocumentAnswer Next { get; set; } = DocumentAnswer.Unchanged;

    public Task<DocumentAnswer> ReadAsync(CancellationToken cancellationToken) => Task.FromResult(Next);

    public void Accepted() => Taken++;

    /// <summary>The document is this now, and is read; a minute passes.</summary>
    public Task ReadAsync(string body) => ReadAsync(new DocumentAnswer(Encoding.UTF8.GetBytes(body)));

    public async Task ReadAsync(DocumentAnswer answer)
    {
        Next = answer;
        await Feed.ReadAsync(CancellationToken.None);
        Wall.Advance(TimeSpan.FromMinutes(1));
    }

    public IReadOnlyList<T>? Now(string symbol = "BTC-USD") => Feed.At(Market.GetUtcNow(), symbol);
}

/// <summary>Benches of the three kinds.</summary>
internal static class DocumentBench
{
    public static DocumentBench<CatalystEvent> Events() => new(DocumentKinds.Events);
}
