using System.Text.Json;
using CryptoRun.Worker.Markets;

namespace CryptoRun.Worker.Simulation.Kraken;

/// <summary>What a client of the WebSocket may ask: subscribe, unsubscribe, ping. One answer per symbol, as Kraken does.</summary>
internal sealed class LoopbackRequests(IMarketTape tape, MarketClock clock, LoopbackFeed feed)
{
    /// <summary>Candles in the snapshot of <c>ohlc</c>, the forming one included.</summary>
    public const int SnapshotCandles = 12;

    /// <summary>Takes one message.</summary>
    public void Handle(LoopbackSocket socket, ReadOnlyMemory<byte> message)
    {
        var received = clock.GetUtcNow();
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(message);
        }
        catch (JsonException)
        {
            socket.Post(Refusal("subscribe", "Malformed request", null, received, null));
            return;
        }

        using (document)
        {
            var root = document.RootElement;
            var method = Text(root, "method");
            var requestId = root.ValueKind == JsonValueKind.Object && root.TryGetProperty("req_id", out var id) && id.TryGetInt64(out var number) ? number : (long?)null;
            switch (method)
            {
                case "ping":
                    socket.Post(LoopbackJson.Write(w => End(w, "pong", received, requestId)));
                    break;
                case "subscribe" or "unsubscribe" when root.TryGetProperty("params", out var parameters) && parameters.ValueKind == JsonValueKind.Object:
                    lock (feed.Gate) Change(socket, method, parameters, received, requestId);
                    break;
                default:
                    socket.Post(Refusal(method ?? "subscribe", "Unsupported method or missing params", null, received, requestId));
                    break;
            }
        }
    }

    private void Change(LoopbackSocket socket, string method, JsonElement parameters, DateTimeOffset received, long? requestId)
    {
        var channel = Text(parameters, "channel");
        var snapshot = !parameters.TryGetProperty("snapshot", out var flag) || flag.ValueKind != JsonValueKind.False;
        if (channel == "instrument")
        {
            socket.HearsListings = method == "subscribe";
            socket.Post(Acceptance(method, channel, null, snapshot, received, requestId));
            if (socket.HearsListings && snapshot) socket.Post(LoopbackFrames.Instruments("snapshot", tape.InstrumentsAt(received)));
            return;
        }

        if (Problem(channel, parameters) is { } problem)
        {
            socket.Post(Refusal(method, problem, null, received, requestId));
            return;
        }

        var accepted = Symbols(socket, method, channel!, parameters, snapshot, received, requestId);
        if (method == "subscribe" && snapshot) SendSnapshot(socket, channel!, accepted);
    }

    private static string? Problem(string? channel, JsonElement parameters) =>
        channel is not ("ticker" or "ohlc" or "book" or "trade") ? "Channel name is invalid"
        : !parameters.TryGetProperty("symbol", out var symbols) || symbols.ValueKind != JsonValueKind.Array ? "Symbol field must be an array"
        : channel == "ohlc" && !(parameters.TryGetProperty("interval", out var interval) && interval.TryGetInt32(out var minutes) && minutes == 60) ? "Subscription ohlc interval not supported"
        : channel == "book" && Depth(parameters) is not (10 or 25 or 100 or 500 or 1000) ? "Subscription depth not supported"
        : null;

    private List<TapeInstrument> Symbols(LoopbackSocket socket, string method, string channel, JsonElement parameters, bool snapshot, DateTimeOffset received, long? requestId)
    {
        var known = tape.InstrumentsAt(received).ToDictionary(i => i.StreamName, StringComparer.Ordinal);
        var depth = Depth(parameters);
        List<TapeInstrument> accepted = [];
        foreach (var element in parameters.GetProperty("symbol").EnumerateArray())
        {
            var name = element.ToString();
            var error = !known.TryGetValue(name, out var instrument) ? $"Currency pair not supported {name}"
                : method == "subscribe" ? (socket.Subscribed(ChannelOf(channel)).TryAdd(instrument.Symbol, depth) ? null : "Already subscribed")
                : socket.Subscribed(ChannelOf(channel)).Remove(instrument.Symbol) ? null : "Subscription Not Found";
            if (error is null) accepted.Add(instrument!);
            socket.Post(error is null ? Acceptance(method, channel, name, snapshot, received, requestId, channel == "book" ? depth : null) : Refusal(method, error, name, received, requestId));
        }

        return accepted;
    }

    private static LoopbackChannel ChannelOf(string channel) => channel switch
    {
        "ticker" => LoopbackChannel.Ticker,
        "ohlc" => LoopbackChannel.Candles,
        "trade" => LoopbackChannel.Trades,
        _ => LoopbackChannel.Book,
    };

    private static int Depth(JsonElement parameters) => !parameters.TryGetProperty("depth", out var depth) ? 10 : depth.TryGetInt32(out var levels) ? levels : 0;

    private void SendSnapshot(LoopbackSocket socket, string channel, List<TapeInstrument> instruments)
    {
        var now = clock.GetUtcNow();
        if (channel == "trade") return;
        if (channel == "book")
        {
            foreach (var instrument in instruments) feed.SendBook(socket, instrument, now);
            return;
        }

        List<byte[]> items = [];
        foreach (var instrument in instruments)
        {
            if (channel == "ticker")
            {
                if (tape.PriceAt(now, instrument.Symbol) is { } price) items.Add(LoopbackFrames.Ticker(instrument, price, DayFigures.At(tape, now, instrument, price.Last)));
                continue;
            }

            foreach (var candle in tape.CandlesAt(now, instrument.Symbol, now.AddHours(-SnapshotCandles), now)) items.Add(LoopbackFrames.Ohlc(instrument, candle));
            if (tape.FormingAt(now, instrument.Symbol) is { } forming) items.Add(LoopbackFrames.Ohlc(instrument, forming));
        }

        foreach (var frame in LoopbackFrames.Data(channel, "snapshot", now, items)) socket.Post(frame);
    }

    private byte[] Acceptance(string method, string channel, string? symbol, bool snapshot, DateTimeOffset received, long? requestId, int? depth = null) => LoopbackJson.Write(w =>
    {
        w.WriteStartObject();
        w.WriteString("method", method);
        w.WriteStartObject("result");
        w.WriteString("channel", channel);
        if (channel == "ohlc") w.WriteNumber("interval", 60);
        if (depth is { } levels) w.WriteNumber("depth", levels);
        if (method == "subscribe") w.WriteBoolean("snapshot", snapshot);
        if (symbol is not null) w.WriteString("symbol", symbol);
        if (channel == "ohlc")
        {
            w.WriteStartArray("warnings");
            w.WriteStringValue("timestamp is deprecated, use interval_begin");
            w.WriteEndArray();
        }

        w.WriteEndObject();
        w.WriteBoolean("success", true);
        Times(w, received, requestId);
    });

    private byte[] Refusal(string method, string error, string? symbol, DateTimeOffset received, long? requestId) => LoopbackJson.Write(w =>
    {
        w.WriteStartObject();
        w.WriteString("error", error);
        w.WriteString("method", method);
        w.WriteBoolean("success", false);
        if (symbol is not null) w.WriteString("symbol", symbol);
        Times(w, received, requestId);
    });

    private void End(Utf8JsonWriter w, string method, DateTimeOffset received, long? requestId)
    {
        w.WriteStartObject();
        w.WriteString("method", method);
        Times(w, received, requestId);
    }

    private void Times(Utf8JsonWriter w, DateTimeOffset received, long? requestId)
    {
        if (requestId is { } id) w.WriteNumber("req_id", id);
        w.WriteString("time_in", LoopbackFrames.Microseconds(received));
        w.WriteString("time_out", LoopbackFrames.Microseconds(clock.GetUtcNow()));
        w.WriteEndObject();
    }

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
