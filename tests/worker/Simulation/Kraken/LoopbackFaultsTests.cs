using System.Net;
using System.Net.WebSockets;
using System.Text.Json;
using CryptoRun.Worker.Simulation;

namespace CryptoRun.Worker.Tests.Simulation.Kraken;

public sealed class LoopbackFaultsTests
{
    [Fact]
    public async Task FailNext_TwoKinds_HappenInOrderAndThenAllIsWell()
    {
        await using var loopback = await Loopback.StartAsync();
        loopback.Venue.Faults.FailNext(VenueFault.TooManyRequests, 1, TimeSpan.FromSeconds(7));
        loopback.Venue.Faults.FailNext(VenueFault.ServerError, 2);

        var first = await GetAsync(loopback);
        HttpStatusCode[] others = [(await GetAsync(loopback)).StatusCode, (await GetAsync(loopback)).StatusCode, (await GetAsync(loopback)).StatusCode];

        first.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        first.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(7));
        others.ShouldBe([HttpStatusCode.InternalServerError, HttpStatusCode.InternalServerError, HttpStatusCode.OK]);
    }

    [Fact]
    public async Task FailNext_WrongJsonAndLimitCode_AreA200()
    {
        await using var loopback = await Loopback.StartAsync();
        loopback.Venue.Faults.FailNext(VenueFault.WrongJson);
        loopback.Venue.Faults.FailNext(VenueFault.LimitCode);

        var cut = await loopback.Http.GetStringAsync("0/public/Time", TestContext.Current.CancellationToken);
        var limit = await loopback.GetAsync("0/public/Time");

        Should.Throw<JsonException>(() => JsonDocument.Parse(cut));
        limit.GetProperty("error")[0].GetString().ShouldBe("EAPI:Rate limit exceeded");
    }

    [Fact]
    public async Task FailNext_Hang_LastsUntilTheCallerGivesUpAndOthersAreServed()
    {
        await using var loopback = await Loopback.StartAsync();
        loopback.Venue.Faults.FailNext(VenueFault.Hang);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

        var hanging = loopback.Http.GetAsync("0/public/Time", patience.Token);
        // The fault belongs to the first call to arrive, so the second is only sent when the first has it.
        while (loopback.Venue.Faults.IsRestFaultWaiting) await Task.Yield();
        var served = await GetAsync(loopback);
        hanging.IsCompleted.ShouldBeFalse();
        await patience.CancelAsync();

        served.StatusCode.ShouldBe(HttpStatusCode.OK);
        await Should.ThrowAsync<OperationCanceledException>(() => hanging);
    }

    [Fact]
    public async Task DropSockets_Connected_BreaksAllWithoutAGoodbye()
    {
        await using var loopback = await Loopback.StartAsync();
        using var one = await loopback.ConnectAsync();
        using var two = await loopback.ConnectAsync();
        await one.ReadAsync();
        await two.ReadAsync();

        loopback.Venue.Faults.DropSockets();

        await Should.ThrowAsync<WebSocketException>(one.ReadAsync);
        await Should.ThrowAsync<WebSocketException>(two.ReadAsync);
        using var three = await loopback.ConnectAsync();
        (await three.ReadAsync()).GetProperty("channel").GetString().ShouldBe("status");
    }

    [Fact]
    public async Task TruncateNextFrame_Once_OneFrameIsNoJsonAndTheNextIs()
    {
        await using var loopback = await Loopback.StartAsync(now: new DateTimeOffset(2025, 11, 6, 15, 59, 59, TimeSpan.Zero));
        using var client = await loopback.ConnectAsync();
        await client.SubscribeAsync("ohlc", "BTC/USD");
        await client.ReadAsync("ohlc", "snapshot");

        loopback.Venue.Faults.TruncateNextFrame();
        loopback.Time.Advance(TimeSpan.FromSeconds(1));
        var cut = "";
        while (!cut.Contains("update", StringComparison.Ordinal)) cut = await client.ReadTextAsync();

        Should.Throw<JsonException>(() => JsonDocument.Parse(cut));
        (await client.ReadAsync("ohlc", "update")).GetProperty("data").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task Post_ClientThatDoesNotRead_IsDisconnectedAndTheOthersAreNot()
    {
        await using var loopback = await Loopback.StartAsync();
        using var deaf = await loopback.ConnectAsync();
        using var good = await loopback.ConnectAsync();
        // Many large answers that nobody takes: the socket's buffers fill, then the queue, then patience ends.
        var flood = Task.Run(async () =>
        {
            while (deaf.Socket.State == WebSocketState.Open && !TestContext.Current.CancellationToken.IsCancellationRequested)
                await deaf.SendAsync("""{"method":"subscribe","params":{"channel":"instrument"}}""");
        });

        await Should.ThrowAsync<Exception>(() => flood);
        await good.SendAsync("""{"method":"ping"}""");

        (await good.ReadTextAsync()).ShouldContain("status");
        (await good.ReadTextAsync()).ShouldContain("pong");
    }

    private static async Task<HttpResponseMessage> GetAsync(Loopback loopback) => await loopback.Http.GetAsync("0/public/Time", TestContext.Current.CancellationToken);
}
