using System.Text;
using CryptoRun.Worker.Exchanges;
using CryptoRun.Worker.Exchanges.Okx;
using Microsoft.Extensions.Logging.Abstractions;

namespace CryptoRun.Worker.Tests.Exchanges.Okx;

/// <summary>Parser and frames with their counts, and a connection without a socket.</summary>
internal sealed class OkxBench
{
    public static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    public OkxBench(params string[] wanted)
    {
        var (wall, endpoints) = (new ManualTime(), new OkxEndpoints());
        Monitor = new VenueMonitor(OkxParser.Venue, wall);
        Anomalies = Monitor.Anomalies(NullLogger.Instance);
        Parser = new OkxParser(Symbols, Anomalies);
        Frames = new OkxFrames(Symbols, Parser);
        var requests = new OkxRequests(
            (text, _) =>
            {
                Sent.Add(Encoding.UTF8.GetString(text.Span));
                return Task.CompletedTask;
            },
            Symbols,
            endpoints);
        Session = new OkxSession(new Wanted(wanted, (StreamChannels)15), requests, Frames, new OkxBooks(wanted, endpoints.BookDepth, Parser, Monitor, wall), NullLogger.Instance);
        Wall = wall;
    }

    public ManualTime Wall { get; }

    public OkxSymbols Symbols { get; } = new();

    public VenueMonitor Monitor { get; }

    public WireAnomalies Anomalies { get; }

    public OkxParser Parser { get; }

    public OkxFrames Frames { get; }

    public OkxSession Session { get; }

    public List<string> Sent { get; } = [];

    public (OkxMessage Message, List<MarketEvent> Events) Read(string frame, DateTimeOffset? now = null)
    {
        List<MarketEvent> events = [];
        return (Frames.Read(Encoding.UTF8.GetBytes(frame), now ?? Now, events), events);
    }

    public (FrameMeaning Meaning, List<MarketEvent> Events) Take(string frame)
    {
        List<MarketEvent> events = [];
        return (Session.Take(Encoding.UTF8.GetBytes(frame), Now, events), events);
    }
}
