using System.Text;
using System.Text.Json;
using CryptoRun.Worker.Exchanges;
using CryptoRun.Worker.Exchanges.Kraken;
using CryptoRun.Worker.Markets;

namespace CryptoRun.Worker.Tests.Exchanges.Kraken;

public sealed class KrakenStreamTests : IAsyncLifetime
{
    private const string Ack = """{"method":"subscribe","result":{"channel":"ticker","snapshot":true,"symbol":"BTC/USD"},"success":true}""";
    private readonly ManualTime _wall = new();
    private readonly CapturedLog<KrakenStream> _log = new();
    private readonly CancellationTokenSource _stop = new();
    private VenueSockets _venue = null!;
    private IAsyncEnumerator<MarketEvent> _events = null!;

    public async ValueTask InitializeAsync()
    {
        _venue = await VenueSockets.StartAsync();
        Open(["BTC-USD", "DOGE-USD", "SOL-USD"]);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _events.DisposeAsync();
        await _venue.DisposeAsync();
        _stop.Dispose();
    }

    [Fact]
    public async Task Read_Connected_SubscribesInBatchesByVersionTwoNames()
    {
        var next = NextAsync();
        var socket = await _venue.AcceptAsync();

        List<JsonElement> asked = [];
        for (var i = 0; i < 7; i++) asked.Add(JsonDocument.Parse(await socket.NextAsync()).RootElement.GetProperty("params"));
        await socket.SendAsync(Ack);

        asked.Select(p => p.GetProperty("channel").GetString()).ShouldBe(["instrument", "ticker", "ohlc", "book", "ticker", "ohlc", "book"]);
        asked[1].GetProperty("symbol").EnumerateArray().Select(s => s.GetString()).ShouldBe(["BTC/USD", "DOGE/USD"]);
        asked[2].GetProperty("interval").GetInt32().ShouldBe(60);
        asked[3].GetProperty("depth").GetInt32().ShouldBe(1000);
        asked[5].GetProperty("symbol").EnumerateArray().Select(s => s.GetString()).ShouldBe(["SOL/USD"]);
        (await next).ShouldBeOfType<StreamConnected>().Connection.ShouldBe(1);
    }

    [Fact]
    public async Task Read_FrameInOneByteFragments_IsOneFrame()
    {
        var socket = await ConnectAsync();
        var bytes = Encoding.UTF8.GetBytes(Ticker(7));
        for (var i = 0; i < bytes.Length; i++) await socket.SendAsync([bytes[i]], end: i == bytes.Length - 1);

        (await NextAsync()).ShouldBeOfType<QuoteUpdate>().Quote.Last.ShouldBe(7);
    }

    [Fact]
    public async Task Read_TruncatedAndOversizedFrames_CostOnlyThemselves()
    {
        var socket = await ConnectAsync();
        await socket.SendAsync(Ticker(1)[..^5]);
        await socket.SendAsync(new string(' ', 5000) + Ticker(2));
        await socket.SendAsync(new string(' ', 4096 - Ticker(3).Length) + Ticker(3));

        (await NextAsync()).ShouldBeOfType<QuoteUpdate>().Quote.Last.ShouldBe(3);
        _log.Lines.ShouldContain(l => l.Text.Contains("was passed over"));
        _log.Lines.ShouldContain(l => l.Text.Contains("(frame)"));
    }

    [Fact]
    public async Task Read_TenSecondsOfSilence_ReconnectsAndSubscribesAgain()
    {
        await ConnectAsync();

        var lost = (await NextAsync().WithTime(_wall, TimeSpan.FromSeconds(1))).ShouldBeOfType<StreamLost>();
        var next = NextAsync().WithTime(_wall);
        var second = await _venue.AcceptAsync();

        lost.Reason.ShouldBe("silent for 10 s.");
        (await second.NextAsync()).ShouldContain("instrument");
        (await second.NextAsync()).ShouldContain("BTC/USD");
        await second.SendAsync(Ack);
        (await next).ShouldBeOfType<StreamConnected>().Connection.ShouldBe(2);
        await second.SendAsync(Ticker(9));
        (await NextAsync()).ShouldBeOfType<QuoteUpdate>().Quote.Last.ShouldBe(9);
    }

    [Fact]
    public async Task Read_HeartbeatsOnly_StaysConnected()
    {
        var socket = await ConnectAsync();
        for (var i = 0; i < 5; i++)
        {
            // The marker behind the heartbeat shows that both were taken.
            await socket.SendAsync("""{"channel":"heartbeat"}""");
            await socket.SendAsync($$"""{"channel":"status","type":"update","data":[{"system":"online {{i}}"}]}""");
            await Until(() => _log.Lines.Any(l => l.Text.EndsWith($"online {i}.", StringComparison.Ordinal)));
            _wall.Advance(TimeSpan.FromSeconds(9));
        }

        await socket.SendAsync(Ticker(5));
        (await NextAsync()).ShouldBeOfType<QuoteUpdate>().Quote.Last.ShouldBe(5);
        _venue.Waiting.ShouldBe(0);
    }

    [Fact]
    public async Task Read_VenueCloses_SaysSoAndReconnects()
    {
        var socket = await ConnectAsync();
        await socket.CloseAsync();

        (await NextAsync()).ShouldBeOfType<StreamLost>().Reason.ShouldBe("closed by the venue (EndpointUnavailable maintenance).");
        var next = NextAsync().WithTime(_wall);
        await (await _venue.AcceptAsync()).SendAsync(Ack);
        (await next).ShouldBeOfType<StreamConnected>().Connection.ShouldBe(2);
    }

    [Fact]
    public async Task Read_ConnectionTorn_SaysSoAndReconnects()
    {
        var socket = await ConnectAsync();
        socket.Abort();

        (await NextAsync()).ShouldBeOfType<StreamLost>();
        var next = NextAsync().WithTime(_wall);
        await (await _venue.AcceptAsync()).SendAsync(Ack);
        (await next).ShouldBeOfType<StreamConnected>();
    }

    [Fact]
    public async Task Read_OneSubscriptionRejected_IsLoggedAndTheOthersGoOn()
    {
        var socket = await ConnectAsync();
        await socket.SendAsync("""{"error":"Currency pair not supported SOL/USD","method":"subscribe","success":false,"symbol":"SOL/USD"}""");
        await socket.SendAsync(Ticker(4));

        (await NextAsync()).ShouldBeOfType<QuoteUpdate>();
        _log.Lines.ShouldContain(l => l.Text.Contains("SOL/USD") && l.Text.Contains("Currency pair not supported"));
    }

    [Fact]
    public async Task Read_NobodyThere_KeepsTryingUntilCancelled()
    {
        await _events.DisposeAsync();
        Open(["BTC-USD"], new Uri("ws://127.0.0.1:1/v2"));

        for (var i = 0; i < 3; i++) (await NextAsync().WithTime(_wall)).ShouldBeOfType<StreamLost>().Reason.ShouldNotBeNullOrWhiteSpace();
        var next = NextAsync();
        await _stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => next);
    }

    private static string Ticker(decimal last) => $$"""{"channel":"ticker","type":"update","data":[{"symbol":"BTC/USD","last":{{last}}}]}""";

    private static async Task Until(Func<bool> condition)
    {
        for (var i = 0; i < 5000 && !condition(); i++) await Task.Delay(1);
        condition().ShouldBeTrue();
    }

    private void Open(IReadOnlyList<string> symbols, Uri? address = null)
    {
        var endpoints = new KrakenEndpoints { WebSocketAddress = address ?? _venue.Address, MaxFrameBytes = 4096, SymbolsPerSubscription = 2 };
        var stream = new KrakenStream(endpoints, new KrakenSymbols(), new MarketClock(_wall, null, 1), _wall, new VenueMonitors(_wall), _log);
        _events = stream.ReadAsync(symbols, StreamChannels.Quotes | StreamChannels.Candles | StreamChannels.Books, _stop.Token).GetAsyncEnumerator();
    }

    private async Task<VenueSocket> ConnectAsync()
    {
        var next = NextAsync();
        var socket = await _venue.AcceptAsync();
        await socket.SendAsync(Ack);
        (await next).ShouldBeOfType<StreamConnected>();
        return socket;
    }

    private async Task<MarketEvent> NextAsync()
    {
        (await _events.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20))).ShouldBeTrue();
        return _events.Current;
    }
}
