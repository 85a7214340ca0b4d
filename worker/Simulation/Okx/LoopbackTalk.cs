using System.Text.Json;
using CryptoRun.Worker.Markets;

namespace CryptoRun.Worker.Simulation.Okx;

/// <summary>What a client of the WebSocket may ask: subscribe, unsubscribe, and the text ping. One answer for each channel of each instrument, as OKX does.</summary>
internal sealed class LoopbackTalk(IMarketTape tape, MarketClock clock, LoopbackFeed feed)
{
    private const int Depth = 400;
    private static readonly byte[] Pong = "pong"u8.ToArray();

    /// <summary>Takes one message.</summary>
    public void Handle(LoopbackSocket socket, ReadOnlyMemory<byte> message)
    {
        if (message.Span.SequenceEqual("ping"u8))
        {
            socket.Post(Pong);
            return;
        }

        try
        {
            using var document = JsonDocument.Parse(message);
            var root = document.RootElement;
            if (Text(root, "op") is "subscribe" or "unsubscribe" && root.TryGetProperty("args", out var arguments) && arguments.ValueKind == JsonValueKind.Array)
            {
                var isOn = Text(root, "op") == "subscribe";
                lock (feed.Gate)
                {
                    foreach (var argument in arguments.EnumerateArray()) Change(socket, argument, isOn);
                }

                return;
            }
        }
        catch (JsonException)
        {
            // Answered below, as any request that is none.
        }

        socket.Post(Refusal("60012", "Invalid request"));
    }

    private void Change(LoopbackSocket socket, JsonElement argument, bool isOn)
    {
        var (channel, name, now) = (Text(argument, "channel") ?? "", Text(argument, "instId") ?? "", clock.GetUtcNow());
        if (channel == "instruments" && Text(argument, "instType") == "SPOT")
        {
            socket.HearsListings = isOn;
            socket.Post(Acceptance(isOn, channel, "instType", "SPOT"));
            if (isOn) socket.Post(new OkxVoice().Listed(tape.InstrumentsAt(now)));
            return;
        }

        LoopbackChannel? known = channel switch { "tickers" => LoopbackChannel.Ticker, "trades" => LoopbackChannel.Trades, "books" => LoopbackChannel.Book, _ => null };
        if (known is not { } heard || tape.InstrumentsAt(now).FirstOrDefault(i => i.Symbol == name) is not { } instrument)
        {
            socket.Post(Refusal("60018", $"Wrong URL or channel:{channel},instId:{name} doesn't exist. Please use the correct URL, channel and parameters referring to API document."));
            return;
        }

        var isNew = isOn ? socket.Subscribed(heard).TryAdd(name, Depth) : socket.Subscribed(heard).Remove(name);
        socket.Post(Acceptance(isOn, channel, "instId", name));
        if (!isOn || !isNew) return;

        if (heard == LoopbackChannel.Book) feed.SendBook(socket, instrument, now);
        if (heard == LoopbackChannel.Ticker && tape.PriceAt(now, name) is { } price)
            socket.Post(LoopbackBodies.Frame("tickers", "instId", name, w => LoopbackBodies.Ticker(w, instrument, price, DayFigures.At(tape, now, instrument, price.Last))));
    }

    private static byte[] Acceptance(bool isOn, string channel, string key, string name) => LoopbackJson.Write(w =>
    {
        w.WriteStartObject();
        w.WriteString("event", isOn ? "subscribe" : "unsubscribe");
        w.WriteStartObject("arg");
        w.WriteString("channel", channel);
        w.WriteString(key, name);
        w.WriteEndObject();
        w.WriteString("connId", "a4d3ae55");
        w.WriteEndObject();
    });

    private static byte[] Refusal(string code, string text) => LoopbackJson.Write(w =>
    {
        w.WriteStartObject();
        w.WriteString("event", "error");
        w.WriteString("code", code);
        w.WriteString("msg", text);
        w.WriteString("connId", "a4d3ae55");
        w.WriteEndObject();
    });

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
