using System.Net.WebSockets;
using System.Text.Json;
using CryptoRun.Worker.Markets;
using CryptoRun.Worker.Simulation;
using CryptoRun.Worker.Simulation.Coinbase;
using CryptoRun.Worker.Tests.Simulation.Kraken;

namespace CryptoRun.Worker.Tests.Simulation.Coinbase;

/// <summary>A loopback Coinbase on time that moves when told, with a client.</summary>
internal sealed class CoinbaseStage : IAsyncDisposable
{
    private CoinbaseStage(IMarketTape tape, DateTimeOffset now)
    {
        (Tape, Time) = (tape, new ManualTime(now));
        Clock = new MarketClock(Time, null, 1);
        Venue = new LoopbackCoinbase(tape, Clock, Time);
    }

    public static DateTimeOffset Now { get; } = new(2025, 11, 6, 15, 20, 30, TimeSpan.Zero);

    public IMarketTape Tape { get; }

    public ManualTime Time { get; }

    public MarketClock Clock { get; }

    public LoopbackCoinbase Venue { get; }

    public HttpClient Http { get; private set; } = null!;

    public static async Task<CoinbaseStage> StartAsync(IMarketTape? tape = null, DateTimeOffset? now = null)
    {
        var stage = new CoinbaseStage(tape ?? new SimulatedMarket(42, 10).Through(SimulatedVenue.Coinbase), now ?? Now);
        await stage.Venue.StartAsync(TestContext.Current.CancellationToken);
        stage.Http = new HttpClient { BaseAddress = stage.Venue.RestBaseAddress };
        stage.Http.DefaultRequestHeaders.UserAgent.ParseAdd("test/1.0");
        return stage;
    }

    public async Task<JsonElement> GetAsync(string path) => JsonDocument.Parse(await Http.GetByteArrayAsync(path, TestContext.Current.CancellationToken)).RootElement;

    public async Task<(int Status, string? Message)> RefusedAsync(string path)
    {
        using var response = await Http.GetAsync(path, TestContext.Current.CancellationToken);
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, JsonDocument.Parse(body).RootElement.GetProperty("message").GetString());
    }

    public async Task<SocketClient> ConnectAsync(params string[] channels)
    {
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(Venue.WebSocketAddress, TestContext.Current.CancellationToken);
        var client = new SocketClient(socket);
        if (channels.Length > 0) await client.SendAsync($$"""{"type":"subscribe","product_ids":["BTC-USD"],"channels":{{JsonSerializer.Serialize(channels)}}}""");
        return client;
    }

    /// <summary>The next message, of a type; time runs a quarter of a second before each one that is not it.</summary>
    public async Task<JsonElement> NextAsync(SocketClient client, string? type = null)
    {
        while (true)
        {
            var reading = client.ReadAsync();
            while (!reading.IsCompleted)
            {
                await Task.WhenAny(reading, Task.Delay(5, TestContext.Current.CancellationToken));
                if (!reading.IsCompleted) Time.Advance(TimeSpan.FromMilliseconds(250));
            }

            var message = await reading;
            if (type is null || message.GetProperty("type").GetString() == type) return message;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Venue.DisposeAsync();
    }
}
