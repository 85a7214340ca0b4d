using System.Collections.Frozen;
using System.Text.Json;
using CryptoRun.Worker.Markets;

namespace CryptoRun.Worker.Simulation.Coinbase;

/// <summary>What a client of the WebSocket may ask: subscribe and unsubscribe, answered as a whole: one product that is not known refuses the request.</summary>
internal sealed class CoinbaseSubscriptions(IMarketTape tape, MarketClock clock, LoopbackFeed feed, CoinbaseNumbers numbers)
{
    private static readonly FrozenDictionary<string, LoopbackChannel> Channels = new Dictionary<string, LoopbackChannel>
    {
        ["ticker"] = LoopbackChannel.Ticker,
        ["matches"] = LoopbackChannel.Trades,
        ["level2_batch"] = LoopbackChannel.Book,
        ["heartbeat"] = LoopbackChannel.Heartbeat,
    }.ToFrozenDictionary();

    private static readonly FrozenSet<string> WithKey = FrozenSet.Create("level2", "level3", "full", "user");

    /// <summary>Takes one message.</summary>
    public void Handle(LoopbackSocket socket, ReadOnlyMemory<byte> message)
    {
        try
        {
            using var document = JsonDocument.Parse(message);
            lock (feed.Gate) Take(socket, document.RootElement, clock.GetUtcNow());
        }
        catch (JsonException)
        {
            socket.Post(CoinbaseMessages.Error("Malformed JSON", "the message could not be read"));
        }
    }

    private void Take(LoopbackSocket socket, JsonElement request, DateTimeOffset now)
    {
        var type = Text(request, "type");
        if (type is not ("subscribe" or "unsubscribe"))
        {
            socket.Post(CoinbaseMessages.Error("Type has to be either subscribe or unsubscribe", type ?? ""));
            return;
        }

        var known = tape.InstrumentsAt(now).ToDictionary(static i => i.Symbol, StringComparer.Ordinal);
        var (asked, problem) = Asked(request, known);
        if (problem is not null)
        {
            socket.Post(CoinbaseMessages.Error($"Failed to {type}", problem));
            return;
        }

        List<(LoopbackChannel Channel, TapeInstrument Instrument)> added = [];
        foreach (var (channel, instrument) in asked)
        {
            if (type == "unsubscribe") socket.Subscribed(channel).Remove(instrument.Symbol);
            else if (socket.Subscribed(channel).TryAdd(instrument.Symbol, int.MaxValue)) added.Add((channel, instrument));
        }

        socket.Post(CoinbaseMessages.Subscriptions(Channels.Select(c => (Name(c.Key), Products: socket.Subscribed(c.Value).Keys)).Where(static c => c.Products.Count > 0).Select(static c => (c.Item1, c.Products.AsEnumerable()))));
        foreach (var (channel, instrument) in added) Begin(socket, channel, instrument, now);
    }

    /// <summary>What a channel begins with.</summary>
    private void Begin(LoopbackSocket socket, LoopbackChannel channel, TapeInstrument instrument, DateTimeOffset now)
    {
        switch (channel)
        {
            case LoopbackChannel.Book:
                feed.SendBook(socket, instrument, now);
                break;
            case LoopbackChannel.Ticker when tape.PriceAt(now, instrument.Symbol) is { } price:
                socket.Post(CoinbaseMessages.Ticker(instrument, price, DayFigures.At(tape, now, instrument, price.Last), numbers.Published(instrument.Symbol) ?? 0));
                break;
            case LoopbackChannel.Trades:
                var published = feed.TradesFrom(instrument.Symbol, now);
                var number = numbers.TradeAt(instrument.Symbol, published);
                numbers.Publish(instrument.Symbol, number);
                if (tape.TradesAfter(numbers.OldestAt(published), published, instrument.Symbol) is [.., var last]) socket.Post(CoinbaseMessages.Match("last_match", instrument, last, number));
                break;
        }
    }

    /// <summary>The channels and products of a request, or why it is refused. Products are named beside a channel or beside all of them.</summary>
    private static (List<(LoopbackChannel Channel, TapeInstrument Instrument)> Asked, string? Problem) Asked(JsonElement request, Dictionary<string, TapeInstrument> known)
    {
        List<(LoopbackChannel, TapeInstrument)> asked = [];
        if (!request.TryGetProperty("channels", out var channels) || channels.ValueKind != JsonValueKind.Array || channels.GetArrayLength() == 0) return (asked, "No channels provided");

        foreach (var channel in channels.EnumerateArray())
        {
            var name = channel.ValueKind == JsonValueKind.String ? channel.GetString()! : Text(channel, "name") ?? "";
            if (WithKey.Contains(name)) return (asked, "level2, level3, and full channels now require authentication. https://docs.cdp.coinbase.com/exchange/docs/websocket-auth");
            if (!Channels.TryGetValue(name, out var found)) return (asked, $"{name} is not a valid channel");

            var holder = channel.ValueKind == JsonValueKind.Object && channel.TryGetProperty("product_ids", out _) ? channel : request;
            if (!holder.TryGetProperty("product_ids", out var products) || products.ValueKind != JsonValueKind.Array) return (asked, "No products provided");
            foreach (var product in products.EnumerateArray())
            {
                if (!known.TryGetValue(product.ToString(), out var instrument)) return (asked, $"{product} is not a valid product");
                asked.Add((found, instrument));
            }
        }

        return (asked, null);
    }

    /// <summary>Coinbase calls this channel by another name than it is asked by.</summary>
    private static string Name(string channel) => channel == "level2_batch" ? "level2_50" : channel;

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
