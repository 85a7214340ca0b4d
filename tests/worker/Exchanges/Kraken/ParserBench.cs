using System.Text;
using CryptoRun.Worker.Exchanges;
using CryptoRun.Worker.Exchanges.Kraken;

namespace CryptoRun.Worker.Tests.Exchanges.Kraken;

/// <summary>Parser and frames with their counts.</summary>
internal sealed class ParserBench
{
    public ParserBench()
    {
        Anomalies = new WireAnomalies("kraken", Log);
        Parser = new KrakenParser(Symbols, Anomalies);
        Frames = new KrakenFrames(Symbols, Parser);
        Hot = new KrakenHotFrames(Symbols);
    }

    public static DateTimeOffset Now { get; } = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    public CapturedLog<ParserBench> Log { get; } = new();

    public KrakenSymbols Symbols { get; } = new();

    public WireAnomalies Anomalies { get; }

    public KrakenParser Parser { get; }

    public KrakenFrames Frames { get; }

    public KrakenHotFrames Hot { get; }

    public (KrakenMessage Message, List<MarketEvent> Events) Read(string frame, DateTimeOffset? receivedAt = null)
    {
        List<MarketEvent> events = [];
        return (Frames.Read(Encoding.UTF8.GetBytes(frame), receivedAt ?? Now, events), events);
    }

    /// <summary>What a frame says of books.</summary>
    public IReadOnlyList<KrakenBookChange> Changes(string frame)
    {
        Read(frame);
        return Frames.Changes;
    }

    public static byte[] Rest(string result) => Encoding.UTF8.GetBytes($$"""{"error":[],"result":{{result}}}""");
}
