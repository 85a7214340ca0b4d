using System.Net;
using CryptoRun.Web.Identity;
using CryptoRun.Web.Security;
using CryptoRun.Web.Tests.Identity;
using CryptoRun.Worker.Auditing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CryptoRun.Web.Tests.Security;

public sealed class OpenConnectionsTests
{
    private const string Stream = "/api/v1/stream";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public void Enter_UpToTheLimits_ThenSaysWhose()
    {
        var open = new OpenConnections(new ConnectionLimits { Streams = 3, StreamsPerReader = 2 });
        using var first = open.Enter(ConnectionKind.Stream, "a").Lease!;
        var second = open.Enter(ConnectionKind.Stream, "a").Lease!;

        open.Enter(ConnectionKind.Stream, "a").ShouldBe(new ConnectionPlace(null, "reader", 2));
        using var other = open.Enter(ConnectionKind.Stream, "b").Lease.ShouldNotBeNull();
        open.Enter(ConnectionKind.Stream, "c").ShouldBe(new ConnectionPlace(null, "all", 3));
        second.Dispose();
        second.Dispose();
        open.Of(ConnectionKind.Stream, "a").ShouldBe(1);
        open.Enter(ConnectionKind.Stream, "c").Lease.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("10.0.0.7", "10.0.0.8", false)]
    [InlineData("2001:db8:1:2::7", "2001:db8:1:2:ffff::8", true)]
    [InlineData("2001:db8:1:2::7", "2001:db8:1:3::7", false)]
    [InlineData("::ffff:10.0.0.7", "10.0.0.7", true)]
    public void ReaderOf_Addresses_AreOneReaderByNetwork(string one, string other, bool same) =>
        string.Equals(OpenConnections.ReaderOf(From(one)), OpenConnections.ReaderOf(From(other)), StringComparison.Ordinal).ShouldBe(same);

    [Theory]
    [InlineData("Limits:StreamsPerReader", HttpStatusCode.TooManyRequests, "reader")]
    [InlineData("Limits:Streams", HttpStatusCode.ServiceUnavailable, "all")]
    public async Task Stream_OneTooMany_IsRefusedInWordsAndCounted(string setting, HttpStatusCode status, string reached)
    {
        await using var web = new WebFixture().WithWebHostBuilder(b => b.UseSetting(setting, "1"));
        using var http = web.CreateClient();
        using var kept = await http.GetAsync(Stream, HttpCompletionOption.ResponseHeadersRead);

        using (var refused = await http.GetAsync(Stream, HttpCompletionOption.ResponseHeadersRead))
        {
            refused.StatusCode.ShouldBe(status);
            refused.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
            refused.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(10));
        }

        (await http.GetStringAsync("/metrics")).Split('\n').ShouldContain(l => l.StartsWith($"cryptorun_connections_refused_total{{kind=\"stream\",reached=\"{reached}\"}} ", StringComparison.Ordinal));
        kept.Dispose();
        var open = web.Services.GetRequiredService<OpenConnections>();
        await UntilAsync(() => open.Of(ConnectionKind.Stream, "") == 0);
        using var again = await http.GetAsync(Stream, HttpCompletionOption.ResponseHeadersRead);
        again.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Socket_OneTooMany_IsRefusedAndSoAreReadersWhoDropThem()
    {
        await using var web = new WebFixture().WithWebHostBuilder(static b => b.UseSetting("Limits:CircuitsPerReader", "1"));
        using var http = web.CreateClient();
        using var kept = await web.Server.CreateWebSocketClient().ConnectAsync(new Uri("ws://localhost/_blazor"), default);

        (await Should.ThrowAsync<InvalidOperationException>(() => web.Server.CreateWebSocketClient().ConnectAsync(new Uri("ws://localhost/_blazor"), default))).Message.ShouldContain("429");

        var open = web.Services.GetRequiredService<OpenConnections>();
        using var one = open.Enter(ConnectionKind.Circuit, "").Lease;
        using (var still = await http.PostAsync("/_blazor/negotiate?negotiateVersion=1", null)) still.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var two = open.Enter(ConnectionKind.Circuit, "").Lease;
        using var refused = await http.PostAsync("/_blazor/negotiate?negotiateVersion=1", null);
        refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
    }

    [Theory]
    [InlineData("revoked")]
    [InlineData("expired")]
    public async Task Stream_OfAKeyThatIsNoMore_Ends(string how)
    {
        using var web = new PeopleWeb();
        using var program = await ApiKeyTests.ProgramAsync(web, Roles.Viewer, days: 1);
        using var stream = await program.GetAsync(Stream, HttpCompletionOption.ResponseHeadersRead);
        using var body = await stream.Content.ReadAsStreamAsync();
        web.Wall.Advance(ReaderWatch.Look);

        if (how == "expired")
        {
            web.Wall.Advance(TimeSpan.FromDays(1));
        }
        else
        {
            await using var scope = web.Services.CreateAsyncScope();
            var keys = scope.ServiceProvider.GetRequiredService<ApiKeys>();
            (await keys.RevokeAsync(AuditActor.Program, (await keys.ListAsync(default)).Single().Id, default)).ShouldBeNull();
            web.Wall.Advance(ReaderWatch.Look);
        }

        await EndsAsync(body);
    }

    [Theory]
    [InlineData("disabled")]
    [InlineData("demoted")]
    public async Task Connections_OfAUserWhoseRightsChange_End(string how)
    {
        using var web = new PeopleWeb();
        await web.MakeAsync("okafor", Roles.Admin);
        var (user, cookie) = await web.CookieAsync("ortiz", Roles.Admin);
        using var browser = web.Browser();
        browser.DefaultRequestHeaders.Add("Cookie", cookie);
        using var stream = await browser.GetAsync(Stream, HttpCompletionOption.ResponseHeadersRead);
        using var body = await stream.Content.ReadAsStreamAsync();
        var sockets = web.Server.CreateWebSocketClient();
        sockets.ConfigureRequest = r => r.Headers.Cookie = cookie;
        using var socket = await sockets.ConnectAsync(new Uri("ws://localhost/_blazor"), default);
        web.Services.GetRequiredService<OpenConnections>().Of(ConnectionKind.Socket, $"user {user.Id}").ShouldBe(1);

        (await web.WithAsync(a => how == "disabled" ? a.SetDisabledAsync(AuditActor.Program, user.Id, true, default) : a.SetRoleAsync(AuditActor.Program, user.Id, Roles.Viewer, default))).ShouldBeNull();
        web.Wall.Advance(ReaderWatch.Look);
        await EndsAsync(body);

        // A page is told first; what is still there at a later look is cut.
        await UntilAsync(() =>
        {
            web.Wall.Advance(ReaderWatch.Look);
            return web.Services.GetRequiredService<OpenConnections>().Of(ConnectionKind.Socket, $"user {user.Id}") == 0;
        });
    }

    [Theory]
    [InlineData("Streams", "0", "Limits:Streams is \"0\"; allowed is a whole number from 1 to 100000.")]
    [InlineData("CircuitsPerReader", "many", "Limits:CircuitsPerReader is \"many\"; allowed is a whole number from 1 to 20000.")]
    public void Read_NotAllowed_NamesKeyValueAndRange(string key, string value, string problem) =>
        Should.Throw<OptionsValidationException>(() => ConnectionLimits.Read(new ConfigurationBuilder().AddInMemoryCollection([new($"Limits:{key}", value)]).Build())).Message.ShouldBe(problem);

    [Fact]
    public void Server_Limits_AreSetAndSlowClientsEnded()
    {
        using var web = new WebFixture();

        var server = web.Services.GetRequiredService<IOptions<KestrelServerOptions>>().Value;

        server.AddServerHeader.ShouldBeFalse();
        server.Limits.ShouldSatisfyAllConditions(
            static l => l.RequestHeadersTimeout.ShouldBe(TimeSpan.FromSeconds(15)),
            static l => l.MaxRequestBodySize.ShouldBe(256 * 1024),
            static l => l.MinRequestBodyDataRate!.BytesPerSecond.ShouldBe(240),
            static l => l.MinResponseDataRate!.BytesPerSecond.ShouldBe(240),
            static l => l.MaxConcurrentConnections.ShouldBe(50_000));
    }

    private static DefaultHttpContext From(string address) => new() { Connection = { RemoteIpAddress = IPAddress.Parse(address) } };

    private static async Task EndsAsync(Stream body)
    {
        using var limit = new CancellationTokenSource(Patience);
        var buffer = new byte[16 * 1024];
        while (await body.ReadAsync(buffer, limit.Token) > 0)
        {
            // What was sent before.
        }
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (!condition()) await Task.Delay(20, limit.Token);
    }
}
