using System.Text.Json;
using CryptoRun.Worker.Live;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CryptoRun.Web.Tests.Board;

/// <summary>The stream as bytes on a connection; the wall moves by hand.</summary>
public sealed class StreamEndpointsTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Stream_Connect_SendsTheSnapshotAndThenADelta()
    {
        await using var web = new WebFixture();
        web.Publish(BoardFixture.Board());
        using var viewer = await EventReader.OpenAsync(web);

        viewer.Headers.CacheControl!.NoCache.ShouldBeTrue();
        viewer.Headers.GetValues("X-Accel-Buffering").ShouldBe(["no"]);
        viewer.MediaType.ShouldBe("text/event-stream");
        var snapshot = await viewer.NextAsync("snapshot");
        snapshot.Id.ShouldBe($"{WebFixture.Version(1)}");
        snapshot.Data.ShouldBe(web.Live.Current.SnapshotUtf8.ToArray());

        Change(web, "ICP-USD", "9.99");
        var delta = await viewer.NextAsync("delta");
        delta.Id.ShouldBe($"{WebFixture.Version(2)}");
        using var document = JsonDocument.Parse(delta.Data);
        document.RootElement.GetProperty("from").GetInt64().ShouldBe(WebFixture.Version(1));
        document.RootElement.GetProperty("upserts").EnumerateArray().Select(r => r.GetProperty("symbol").GetString()).ShouldBe(["ICP-USD"]);

        // Only its price moved: the rest is as the snapshot had it.
        var upsert = document.RootElement.GetProperty("upserts")[0];
        upsert.GetProperty("price").GetString().ShouldBe("9.99");
        string[] heavy = ["contributions", "gates", "sparkline"];
        heavy.Any(name => upsert.TryGetProperty(name, out _)).ShouldBeFalse();
        using var whole = JsonDocument.Parse(snapshot.Data);
        heavy.All(name => whole.RootElement.GetProperty("candidates")[0].TryGetProperty(name, out _)).ShouldBeTrue();
    }

    [Fact]
    public async Task Stream_ViewerTakesGzip_IsToldTheSameInLessThanHalfTheBytes()
    {
        await using var web = new WebFixture();
        web.Publish(BoardFixture.Board());
        using var plain = await EventReader.OpenAsync(web);
        using var gzip = await EventReader.OpenAsync(web, gzip: true);

        plain.Encoding.ShouldBeEmpty();
        gzip.Encoding.ShouldBe(["gzip"]);
        gzip.Headers.Vary.ShouldContain("Accept-Encoding");
        (await gzip.NextAsync("heartbeat")).Data.ShouldBe((await plain.NextAsync("heartbeat")).Data);
        var snapshot = await gzip.NextAsync("snapshot");
        snapshot.ShouldBeEquivalentTo(await plain.NextAsync("snapshot"));
        Change(web, "ICP-USD", "9.99");
        (await gzip.NextAsync("delta")).ShouldBeEquivalentTo(await plain.NextAsync("delta"));

        var encoded = Web.Board.EncodedEvents.Of(web.Live.Current).Snapshot;
        (2 * encoded.Deflated.Length).ShouldBeLessThan(encoded.Plain.Length);
    }

    [Theory]
    [InlineData(2, "delta")]
    [InlineData(1, "snapshot")]
    [InlineData(77, "snapshot")]
    [InlineData(null, "snapshot")]
    public async Task Stream_ResumedWithLastEventId_SendsADeltaOnlyWhereItFits(int? seen, string expected)
    {
        var lastEventId = seen is { } n ? $"{WebFixture.Version(n)}" : "nonsense";
        await using var web = new WebFixture();
        web.Publish(BoardFixture.Board());
        Change(web, "BAT-USD", "1");
        Change(web, "BAT-USD", "2");

        using var viewer = await EventReader.OpenAsync(web, lastEventId);

        var first = await viewer.NextAsync(e => e.Name is "snapshot" or "delta");
        first.Name.ShouldBe(expected);
        first.Id.ShouldBe($"{WebFixture.Version(3)}");
    }

    [Fact]
    public async Task Stream_ResumedWithTheNewestVersion_SendsNothingUntilTheNext()
    {
        await using var web = new WebFixture();
        web.Publish(BoardFixture.Board());
        using var viewer = await EventReader.OpenAsync(web, $"{WebFixture.Version(1)}");
        (await viewer.NextAsync(_ => true)).Name.ShouldBe("heartbeat");

        // But the regime, whose change it may have missed.
        (await viewer.NextAsync(_ => true)).Name.ShouldBe("regime");
        web.Live.Report(BoardFixture.Progress());
        web.Wall.Advance(Second);

        // Had a snapshot been due, it would stand before the progress.
        (await viewer.NextAsync(_ => true)).Name.ShouldBe("progress");
    }

    [Fact]
    public async Task Stream_SlowViewer_SkipsVersionsAndGetsASnapshot()
    {
        var wall = new Worker.Tests.ManualTime();
        var first = wall.GetUtcNow().ToUnixTimeSeconds();
        using var live = new LiveBoard(wall);
        var pipe = new System.IO.Pipelines.Pipe(new(pauseWriterThreshold: 2_000, resumeWriterThreshold: 1_000));
        var writer = new Web.Board.EventWriter(pipe.Writer);
        var viewer = new Web.Board.StreamViewer(writer, wall, wall, null);
        live.Publish(BoardFixture.Board(8), [], null);
        wall.Advance(Second);
        using var stop = new CancellationTokenSource();
        var following = writer.SendAsync(viewer.TurnsAsync(live, stop.Token), stop.Token);

        // The pipe is full with the first snapshot; four versions pass by.
        for (var i = 0; i < 4; i++)
        {
            live.Update(b => b! with { Candidates = [.. b.Candidates.Select(r => r with { Rank = r.Rank + 1 })] });
            wall.Advance(Second);
        }

        var events = new EventReader(pipe.Reader.AsStream());
        (await events.NextAsync("snapshot")).Id.ShouldBe($"{first}");
        var next = await events.NextAsync(e => e.Name is "snapshot" or "delta");
        next.ShouldBe(next with { Name = "snapshot", Id = $"{first + 4}" });

        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(following);
    }

    [Fact]
    public async Task Stream_FifteenSecondsOfSilence_SendsAHeartbeat()
    {
        await using var web = new WebFixture();
        web.Publish(BoardFixture.Board());
        using var viewer = await EventReader.OpenAsync(web);
        (await viewer.NextAsync(_ => true)).Name.ShouldBe("heartbeat");
        await viewer.NextAsync("snapshot");

        // The wall goes on until the viewer has armed its timer and heard it.
        var beat = viewer.NextAsync(_ => true);
        while (!beat.IsCompleted)
        {
            web.Wall.Advance(Second);
            await Task.WhenAny(beat, Task.Delay(5));
        }

        (await beat).Name.ShouldBe("heartbeat");
    }

    [Fact]
    public async Task Stream_RegimeChanged_IsToldOnce()
    {
        await using var web = new WebFixture();
        web.Publish(BoardFixture.Board());
        using var viewer = await EventReader.OpenAsync(web);
        await viewer.NextAsync("snapshot");

        // The same regime in a new object, then another one.
        web.Live.Update(b => b! with { Regime = BoardFixture.Regime(BoardFixture.At) });
        web.Wall.Advance(Second);
        (await viewer.NextAsync(_ => true)).Name.ShouldBe("delta");
        web.Live.Update(b => b! with { Regime = BoardFixture.Regime(BoardFixture.At) with { State = Domain.Regimes.RegimeState.HighVolatility, ScoreThreshold = 80 } });
        web.Wall.Advance(Second);
        (await viewer.NextAsync(_ => true)).Name.ShouldBe("delta");
        var regime = await viewer.NextAsync(_ => true);

        regime.Name.ShouldBe("regime");
        using var document = JsonDocument.Parse(regime.Data);
        document.RootElement.GetProperty("state").GetString().ShouldBe("HighVolatility");
    }

    [Fact]
    public async Task Stream_Alerts_AreToldOnceOldestFirstAndNotThoseThatStood()
    {
        await using var web = new WebFixture();
        web.Live.Announce([Alert("stood", 0)]);
        web.Publish(BoardFixture.Board());
        using var viewer = await EventReader.OpenAsync(web);
        await viewer.NextAsync("snapshot");

        web.Live.Announce([Alert("second", 2), Alert("first", 1)]);
        web.Wall.Advance(Second);
        var first = await viewer.NextAsync(e => e.Name != "heartbeat");
        var second = await viewer.NextAsync(e => e.Name != "heartbeat");
        web.Live.Announce([Alert("third", 3), Alert("first", 1)]);
        web.Wall.Advance(Second);
        var third = await viewer.NextAsync(e => e.Name != "heartbeat");

        new[] { first, second, third }.ShouldAllBe(e => e.Name == "alert" && e.Id == null);
        using var document = JsonDocument.Parse(first.Data);
        var alert = document.RootElement;
        alert.GetProperty("id").GetString().ShouldBe("first");
        alert.GetProperty("at").GetDateTimeOffset().ShouldBe(BoardFixture.At.AddMinutes(1));
        alert.GetProperty("kind").GetString().ShouldBe("entry");
        alert.GetProperty("subject").GetString().ShouldBe("AR-USD");
        alert.GetProperty("href").GetString().ShouldBe("/explain/AR-USD");
        Id(second).ShouldBe("second");
        Id(third).ShouldBe("third");

        static string? Id(ServerEvent told)
        {
            using var document = JsonDocument.Parse(told.Data);
            return document.RootElement.GetProperty("id").GetString();
        }
    }

    [Fact]
    public async Task Stream_Connect_TellsTheMarketsTimeAndAsManyStandingAlertsAsAskedForOldestFirst()
    {
        await using var web = new WebFixture();
        web.Publish(BoardFixture.Board());
        web.Live.Announce([.. Enumerable.Range(0, 4).Select(i => new BoardAlert($"a{i}", BoardFixture.At.AddMinutes(i), BoardAlertKind.Entry, "AR-USD", "became candidate", "/explain/AR-USD"))]);
        web.Wall.Advance(Second);
        using var viewer = await EventReader.OpenAsync(web, query: "?alerts=2");

        using var beat = JsonDocument.Parse((await viewer.NextAsync("heartbeat")).Data);
        beat.RootElement.GetProperty("now").GetDateTimeOffset().ShouldBe(web.Wall.GetUtcNow());
        Id(await viewer.NextAsync("alert")).ShouldBe("a2");
        Id(await viewer.NextAsync("alert")).ShouldBe("a3");
        web.Live.Announce([new BoardAlert("b", BoardFixture.At.AddMinutes(9), BoardAlertKind.Venue, "okx", "degraded", "/venues")]);
        web.Wall.Advance(Second);
        Id(await viewer.NextAsync("alert")).ShouldBe("b");

        static string? Id(ServerEvent alert)
        {
            using var document = JsonDocument.Parse(alert.Data);
            return document.RootElement.GetProperty("id").GetString();
        }
    }

    [Fact]
    public async Task Stream_ViewerGone_LeavesNothingBehind()
    {
        await using var web = new WebFixture();
        web.Publish(BoardFixture.Board());
        var viewer = await EventReader.OpenAsync(web);
        await viewer.NextAsync("snapshot");
        web.Live.Viewers.ShouldBe(1);

        viewer.Dispose();

        await Until(() => web.Live.Viewers == 0);
    }

    [Fact]
    public async Task Stream_ServerStops_Ends()
    {
        await using var web = new WebFixture();
        web.Publish(BoardFixture.Board());
        using var viewer = await EventReader.OpenAsync(web);
        await viewer.NextAsync("snapshot");
        var live = web.Live;

        web.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();

        (await viewer.ReadToEndAsync()).ShouldBeTrue();
        await Until(() => live.Viewers == 0);
    }

    private static BoardAlert Alert(string id, int minute) => new(id, BoardFixture.At.AddMinutes(minute), BoardAlertKind.Entry, "AR-USD", "became candidate, 77.4", "/explain/AR-USD");

    private static void Change(WebFixture web, string symbol, string price)
    {
        web.Live.Update(b => b! with { Candidates = [.. b.Candidates.Select(r => r.Symbol == symbol ? r with { Price = price } : r)] });
        web.Wall.Advance(Second);
    }

    private static async Task Until(Func<bool> reached)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!reached()) await Task.Delay(5, limit.Token);
    }
}
