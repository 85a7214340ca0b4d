using System.Net;
using System.Text.Json;
using CryptoRun.Web.Identity;
using CryptoRun.Web.Security;
using CryptoRun.Web.Tests.Identity;
using CryptoRun.Worker.Auditing;
using CryptoRun.Worker.Live;
using Microsoft.Extensions.DependencyInjection;

namespace CryptoRun.Web.Tests.Board;

public sealed class BoardHubTests(PublishedWeb shared) : IClassFixture<PublishedWeb>
{
    private const string Negotiate = "/hubs/board/negotiate?negotiateVersion=1";
    private readonly WebFixture _web = shared.Web;

    [Fact]
    public async Task Stream_ConnectAndChange_SaysWhatTheEventStreamSaysByteForByte()
    {
        using var events = await EventReader.OpenAsync(_web, query: "?alerts=1");
        using var hub = await HubReader.OpenAsync(_web.Server);
        Announce("stood");
        await hub.StreamAsync("null,1");

        (await hub.NextAsync(static _ => true)).Name.ShouldBe("heartbeat");
        (await hub.NextAsync(static _ => true)).ShouldBe(await events.NextAsync("snapshot"));
        (await hub.NextAsync("alert")).ShouldBe(await events.NextAsync("alert"));
        Change();
        (await hub.NextAsync("delta")).ShouldBe(await events.NextAsync("delta"));
        Announce("news");
        (await hub.NextAsync("alert")).ShouldBe(await events.NextAsync("alert"));
    }

    [Fact]
    public async Task Stream_ResumedWithTheVersionBefore_SendsADelta()
    {
        var before = _web.Live.Current.Board!.Version;
        Change();
        using var hub = await HubReader.OpenAsync(_web.Server);
        await hub.StreamAsync($"{before},null");

        (await hub.NextAsync("delta")).ShouldBe(new ServerEvent("delta", $"{_web.Live.Current.Board.Version}", _web.Live.Current.DeltaUtf8.ToArray()));
        (await hub.NextAsync(static _ => true)).Name.ShouldBe("regime");
    }

    [Fact]
    public async Task Stream_SecondOnAConnection_IsRefusedUntilTheFirstIsCancelled()
    {
        using var hub = await HubReader.OpenAsync(_web.Server);
        await hub.StreamAsync();
        await hub.NextAsync("snapshot");
        await hub.StreamAsync(id: "2");
        (await hub.ErrorAsync()).ShouldContain("This connection has a stream already.");

        await hub.SendAsync("""{"type":5,"invocationId":"1"}""");
        (await hub.ErrorAsync()).ShouldBeEmpty();
        await hub.StreamAsync(id: "3");
        await hub.NextAsync("snapshot");
    }

    [Theory]
    [InlineData("""{"type":1,"invocationId":"1","target":"OnConnectedAsync","arguments":[]}""")]
    [InlineData("""{"type":1,"invocationId":"1","target":"Nothing","arguments":[]}""")]
    [InlineData("""{"type":4,"invocationId":"1","target":"Stream","arguments":["x",true]}""")]
    [InlineData(null)]
    public async Task Hub_WhatItDoesNotTake_AnswersAnErrorWithoutDetail(string? message)
    {
        using var hub = await HubReader.OpenAsync(_web.Server);
        await hub.SendAsync(message ?? $$"""{"type":4,"invocationId":"1","target":"Stream","arguments":["{{new string('x', 5_000)}}",null]}""");

        var error = await hub.ErrorAsync();
        error.ShouldNotBeEmpty();
        error.ShouldNotContain("CryptoRun");
        error.ShouldNotContain(" at ");
        error.ShouldNotContain("JsonException");
    }

    [Theory]
    [InlineData("Origin", "https://elsewhere.example")]
    [InlineData("Origin", "null")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    public async Task Hub_FromAnotherSite_IsRefused(string header, string value)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Negotiate);
        request.Headers.Add(header, value);
        using var answer = await shared.Http.SendAsync(request);
        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await answer.TextAsync()).ShouldContain("Another site cannot listen here");

        (await Should.ThrowAsync<InvalidOperationException>(() => HubReader.OpenAsync(_web.Server, r => r.Headers[header] = value))).Message.ShouldContain("403");
    }

    [Fact]
    public async Task Hub_FromThisSite_NegotiatesWebSocketsAlone()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Negotiate);
        request.Headers.Add("Origin", "http://localhost");
        using var answer = await shared.Http.SendAsync(request);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var document = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        document.RootElement.GetProperty("availableTransports").EnumerateArray().Select(static t => t.GetProperty("transport").GetString()).ShouldBe(["WebSockets"]);
        using var hub = await HubReader.OpenAsync(_web.Server, static r => r.Headers.Origin = "http://localhost");
    }

    [Fact]
    public async Task Hub_OneTooMany_IsRefusedAtNegotiationAndConnection()
    {
        using var web = new PeopleWeb("true", ("Limits:StreamsPerReader", "1"));
        using var http = web.Browser();
        using var kept = await HubReader.OpenAsync(web.Server);

        using (var refused = await http.PostAsync(Negotiate, null)) refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        using (var refused = await http.GetAsync("/api/v1/stream", HttpCompletionOption.ResponseHeadersRead)) refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        (await Should.ThrowAsync<InvalidOperationException>(() => HubReader.OpenAsync(web.Server))).Message.ShouldContain("429");
    }

    [Fact]
    public async Task Hub_ByRight_OpensToKeysAndUsersUntilTheyLoseIt()
    {
        using var web = new PeopleWeb();
        using var nobody = web.Browser();
        using (var refused = await nobody.PostAsync(Negotiate, null)) refused.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await Should.ThrowAsync<InvalidOperationException>(() => HubReader.OpenAsync(web.Server))).Message.ShouldContain("401");

        await web.MakeAsync("okafor", Roles.Admin);
        var (user, cookie) = await web.CookieAsync("ortiz", Roles.Viewer);
        var secret = await ApiKeyTests.SecretAsync(web, Roles.Viewer);
        using var person = await HubReader.OpenAsync(web.Server, r => r.Headers.Cookie = cookie);
        using var program = await HubReader.OpenAsync(web.Server, r => r.Headers.Authorization = $"Bearer {secret}");
        await person.StreamAsync();
        await program.StreamAsync();
        await person.NextAsync("heartbeat");
        await program.NextAsync("heartbeat");

        await using (var scope = web.Services.CreateAsyncScope())
        {
            var keys = scope.ServiceProvider.GetRequiredService<ApiKeys>();
            (await keys.RevokeAsync(AuditActor.Program, (await keys.ListAsync(default)).Single().Id, default)).ShouldBeNull();
        }

        (await web.WithAsync(a => a.SetDisabledAsync(AuditActor.Program, user.Id, true, default))).ShouldBeNull();
        var open = web.Services.GetRequiredService<OpenConnections>();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (web.Services.GetRequiredService<LiveBoard>().Viewers > 0)
        {
            web.Wall.Advance(ReaderWatch.Look);
            await Task.Delay(20, limit.Token);
        }

        await person.EndAsync();
        await program.EndAsync();
        while (open.Of(ConnectionKind.Stream, $"user {user.Id}") > 0) await Task.Delay(20, limit.Token);
    }

    private void Announce(string id)
    {
        _web.Live.Announce([new BoardAlert($"{id}-{_web.Wall.GetUtcNow():O}", _web.Wall.GetUtcNow(), BoardAlertKind.Entry, "AR-USD", "became candidate", "/explain/AR-USD")]);
        _web.Wall.Advance(LiveBoard.Interval);
    }

    private void Change()
    {
        _web.Live.Update(static b => b! with { Candidates = [.. b.Candidates.Select(static r => r with { Rank = r.Rank + 1 })] });
        _web.Wall.Advance(LiveBoard.Interval);
    }
}
