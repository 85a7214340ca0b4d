using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using CryptoRun.Worker.Markets;
using CryptoRun.Worker.Simulation;
using CryptoRun.Worker.Simulation.Kraken;

namespace CryptoRun.Worker.Tests.Simulation.Kraken;

/// <summary>A loopback Kraken on time that moves when told, with a client.</summary>
internal sealed class Loopback : IAsyncDisposable
{
    private Loopback(IMarketTape tape, ManualTime time, double speed)
    {
        (Tape, Time) = (tape, time);
        Clock = new MarketClock(time, null, speed);
        Venue = new LoopbackKraken(tape, Clock, time);
    }

    public IMarketTape Tape { get; }

    public ManualTime Time { get; }

    public MarketClock Clock { get; }

    public LoopbackKraken Venue { get; }

    public HttpClient Http { get; private set; } = null!;

    public static async Task<Loopback> StartAsync(IMarketTape? tape = null, DateTimeOffset? now = null, double speed = 1)
    {
        var loopback = new Loopback(tape ?? new SimulatedMarket(42, 10), new ManualTime(now ?? new DateTimeOffset(2025, 11, 6, 15, 20, 30, TimeSpan.Zero)), speed);
        await loopback.Venue.StartAsync(TestContext.Current.CancellationToken);
        loopback.Http = new HttpClient { BaseAddress = loopback.Venue.RestBaseAddress };
        return loopback;
    }

    public async Task<JsonElement> GetAsync(string path) => JsonDocument.Parse(await Http.GetByteArrayAsync(path, TestContext.Current.CancellationToken)).RootElement;

    public async Task<SocketClient> ConnectAsync()
    {
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(Venue.WebSocketAddress, TestContext.Current.CancellationToken);
        return new SocketClient(socket);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Venue.DisposeAsync();
    }
}

/// <summary>A WebSocket client that reads frames one by one.</summary>
internal sealed class SocketClient(ClientWebSocket socket) : IDisposable
{
    private readonly byte[] _buffer = new byte[1 << 20];

    public ClientWebSocket Socket => socket;

    public Task SendAsync(string text) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, TestContext.Current.CancellationToken);

    public async Task<string> ReadTextAsync()
    {
        var length = 0;
        while (true)
        {
            var received = await socket.ReceiveAsync(_buffer.AsMemory(length), TestContext.Current.CancellationToken);
            length += received.Count;
            if (received.EndOfMessage) return Encoding.UTF8.GetString(_buffer, 0, length);
        }
    }

    public async Task<JsonElement> ReadAsync() => JsonDocument.Parse(await ReadTextAsync()).RootElement;

    /// <summary>The next frame of a channel; others before it are passed over.</summary>
    public async Task<JsonElement> ReadAsync(string channel, string type)
    {
        while (true)
        {
            var frame = await ReadAsync();
            if (frame.TryGetProperty("channel", out var c) && c.GetString() == channel && frame.TryGetProperty("type", out var t) && t.GetString() == type) return frame;
        }
    }

    /// <summary>Subscribes and reads the acknowledgements, one per symbol.</summary>
    public async Task<List<JsonElement>> SubscribeAsync(string channel, params string[] symbols)
    {
        var interval = channel == "ohlc" ? """, "interval": 60""" : "";
        await SendAsync($$"""{"method":"subscribe","params":{"channel":"{{channel}}","symbol":{{JsonSerializer.Serialize(symbols)}}{{interval}}},"req_id":7}""");
        List<JsonElement> answers = [];
        while (answers.Count < symbols.Length)
        {
            var frame = await ReadAsync();
            if (frame.TryGetProperty("method", out _)) answers.Add(frame);
        }

        return answers;
    }

    public void Dispose() => socket.Dispose();
}
