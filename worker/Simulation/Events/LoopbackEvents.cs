using System.Globalization;
using System.Text.Json;
using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Markets;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CryptoRun.Worker.Simulation.Events;

/// <summary>
/// A host on 127.0.0.1 that serves the documents a user would supply: <c>/events.json</c>, <c>/sentiment.json</c>, <c>/etf-flow.json</c>. Of a replay it has none of them: a recording has no calendar, and none is
/// made up.
/// </summary>
internal sealed class LoopbackEvents : LoopbackVenue
{
    private const int SentimentHours = 6;
    private static readonly string[] Funds = ["BTC-USD", "ETH-USD", "SOL-USD"];
    private static readonly TimeSpan Publication = TimeSpan.FromHours(4);

    private readonly IMarketTape _market;
    private readonly TapeEvents _events;

    /// <summary>Builds the host.</summary>
    /// <param name="tape">The market.</param>
    /// <param name="clock">Market time.</param>
    /// <param name="wall">Wall time.</param>
    /// <param name="loggers">Null for silence.</param>
    public LoopbackEvents(IMarketTape tape, MarketClock clock, TimeProvider wall, ILoggerFactory? loggers = null)
        : base("events", tape, clock, wall, loggers) => (_market, _events) = (tape, new TapeEvents(tape));

    /// <inheritdoc />
    public override IReadOnlyList<VenueFault> CanShow => VenueFaults.OfRest;

    /// <inheritdoc />
    protected override LoopbackAnswer TooOften(DateTimeOffset now) => new(StatusCodes.Status429TooManyRequests, "Too Many Requests"u8.ToArray(), "text/plain");

    /// <inheritdoc />
    protected override LoopbackAnswer Answer(HttpRequest request, DateTimeOffset now)
    {
        var body = _market.Source != MarketSource.Simulated ? null : request.Path.Value switch
        {
            "/events.json" => List("events", w => Calendar(w, now)),
            "/sentiment.json" => List("sentiment", w => Sentiment(w, now)),
            "/etf-flow.json" => List("etfFlow", w => Flows(w, now)),
            _ => null,
        };
        return body is null ? new LoopbackAnswer(StatusCodes.Status404NotFound, "Not Found"u8.ToArray(), "text/plain") : new LoopbackAnswer(StatusCodes.Status200OK, body);
    }

    private static byte[] List(string name, Action<Utf8JsonWriter> rows) => LoopbackJson.Write(w =>
    {
        w.WriteStartObject();
        w.WriteStartArray(name);
        rows(w);
        w.WriteEndArray();
        w.WriteEndObject();
    });

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static void Row(Utf8JsonWriter w, string symbol, DateTimeOffset time, string name, decimal value, string source)
    {
        w.WriteStartObject();
        w.WriteString("symbol", symbol);
        w.WriteString("time", Time(time));
        w.WriteNumber(name, value);
        w.WriteString("source", source);
        w.WriteEndObject();
    }

    private void Calendar(Utf8JsonWriter w, DateTimeOffset now)
    {
        foreach (var occasion in _events.At(now))
        {
            w.WriteStartObject();
            w.WriteString("id", occasion.Id);
            w.WriteString("symbol", occasion.Symbol);
            w.WriteString("time", Time(occasion.Time));
            w.WriteString("title", occasion.Title);
            w.WriteString("tier", occasion.Tier switch { EventTier.Major => "major", EventTier.Minor => "minor", _ => "info" });
            w.WriteString("source", "simulated calendar");
            w.WriteString("known_at", Time(occasion.KnownAt));
            w.WriteEndObject();
        }
    }

    private void Sentiment(Utf8JsonWriter w, DateTimeOffset now)
    {
        var hour = now.FullHour();
        foreach (var instrument in _market.InstrumentsAt(now).Where(static i => i is { Quote: "USD", Status: TapeInstrument.Online }))
        {
            for (var back = SentimentHours - 1; back >= 0; back--)
            {
                if (_events.Mood(hour.AddHours(-back), instrument.Symbol) is { } mood) Row(w, instrument.Symbol, hour.AddHours(-back), "value", mood, "simulated mood");
            }
        }
    }

    /// <summary>A day's flow is published some hours after it has ended.</summary>
    private void Flows(Utf8JsonWriter w, DateTimeOffset now)
    {
        var last = now - Publication;
        var midnight = last.Midnight();
        foreach (var symbol in Funds)
        {
            for (var day = midnight.AddDays(-6); day <= midnight; day = day.AddDays(1))
            {
                if (_events.Flow(day, symbol) is { } flow) Row(w, symbol, day + Publication, "net_usd", flow, "simulated funds");
            }
        }
    }
}
