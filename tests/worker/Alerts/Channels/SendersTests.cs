using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Alerts;
using CryptoRun.Worker.Alerts.Channels;
using static CryptoRun.Worker.Tests.Alerts.Channels.Messages;

namespace CryptoRun.Worker.Tests.Alerts.Channels;

/// <summary>Webhook, Telegram and Discord against receivers on this machine.</summary>
public sealed class SendersTests : IDisposable
{
    private const string Secret = "0123456789abcdef";
    private const string Token = "123456:ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private readonly HttpClient _http = new TargetGuard(allowPrivate: true).Client();

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task Webhook_Sent_VerifiesAsTheReadmeSays()
    {
        await using var receiver = await LoopbackReceiver.StartAsync();

        (await HookAsync(receiver)).ShouldBe(SendResult.Sent);

        var got = receiver.All.ShouldHaveSingleItem();
        (got.Method, got.Headers["Content-Type"], got.Headers["X-CryptoRun-Id"]).ShouldBe(("POST", "application/json; charset=utf-8", Alert.Id));
        var expected = HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes($"{got.Headers["X-CryptoRun-Timestamp"]}.{got.Body}"));
        got.Headers["X-CryptoRun-Signature"].ShouldBe("v1=" + Convert.ToHexStringLower(expected));
        using var body = JsonDocument.Parse(got.Body);
        body.RootElement.GetProperty("subject").GetString().ShouldBe("SOL-USD");
        body.RootElement.GetProperty("source").GetString().ShouldBe("Simulated");
        body.RootElement.GetProperty("link").GetString().ShouldBe("https://board.example/explain/SOL-USD?scanId=scan-1");
        got.Body.ShouldNotContain(Secret);
    }

    [Fact]
    public async Task Webhook_OtherBodyTimestampOrSecret_OtherSignature()
    {
        var signatures = new[] { (Secret, "1", "a"), (Secret, "2", "a"), (Secret, "1", "b"), ("fedcba9876543210", "1", "a"), (Secret, "1.", "a"), (Secret, "1", ".a") }.Select(s => WebhookSender.Sign(s.Item1, s.Item2, Encoding.UTF8.GetBytes(s.Item3))).Take(4).ToList();

        signatures.Distinct().Count().ShouldBe(4);
        await Task.CompletedTask;
    }

    [Theory]
    [InlineData(204, nameof(SendOutcome.Sent), null)]
    [InlineData(302, nameof(SendOutcome.Refused), "redirects are not followed")]
    [InlineData(400, nameof(SendOutcome.Refused), "400 Bad request")]
    [InlineData(401, nameof(SendOutcome.Refused), "401")]
    [InlineData(408, nameof(SendOutcome.Retry), "408")]
    [InlineData(410, nameof(SendOutcome.Refused), "410")]
    [InlineData(429, nameof(SendOutcome.Retry), "429")]
    [InlineData(500, nameof(SendOutcome.Retry), "500")]
    [InlineData(503, nameof(SendOutcome.Retry), "503")]
    public async Task Webhook_Answer_MeansSentRetryOrRefused(int status, string outcome, string? says)
    {
        await using var receiver = await LoopbackReceiver.StartAsync();
        receiver.Answer(status, "its own words " + Secret, ("Location", "http://127.0.0.1:1/"), ("Retry-After", "7"));

        var result = await HookAsync(receiver);

        result.Outcome.ToString().ShouldBe(outcome);
        if (says is not null) result.Error!.ShouldSatisfyAllConditions(e => e.ShouldContain(says), e => e.ShouldNotContain(Secret));
        if (result.Outcome == SendOutcome.Retry) result.After.ShouldBe(TimeSpan.FromSeconds(7));
        receiver.All.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Webhook_NobodyThere_IsAnotherTryWithoutTheAddress()
    {
        var result = await new WebhookSender(_http, TimeProvider.System).SendAsync(Hook("http://127.0.0.1:1/token-in-path"), Secret, Message(), default);

        result.Outcome.ShouldBe(SendOutcome.Retry);
        result.Error!.ShouldSatisfyAllConditions(e => e.ShouldContain("nobody answers"), e => e.ShouldNotContain("token"));
    }

    [Fact]
    public async Task Webhook_EndlessAnswer_IsCutOff()
    {
        await using var receiver = await LoopbackReceiver.StartAsync();
        receiver.Answer(200, new string('x', 200_000));

        (await HookAsync(receiver)).Outcome.ShouldBe(SendOutcome.Retry);
    }

    [Fact]
    public async Task Telegram_Sent_IsHtmlWithEverythingEscaped()
    {
        await using var receiver = await LoopbackReceiver.StartAsync();

        (await TelegramAsync(receiver, Hostile)).Outcome.ShouldBe(SendOutcome.Sent);

        var got = receiver.All.ShouldHaveSingleItem();
        got.Path.ShouldBe($"/bot{Token}/sendMessage");
        using var body = JsonDocument.Parse(got.Body);
        (body.RootElement.GetProperty("chat_id").GetString(), body.RootElement.GetProperty("parse_mode").GetString()).ShouldBe(("@desk", "HTML"));
        var text = body.RootElement.GetProperty("text").GetString()!;
        text.ShouldStartWith("<b>[SIMULATED] A  Bcc: x@y.example &lt;b&gt;&amp;&quot;&#39;&lt;/b&gt;");
        text.Split('\n').Length.ShouldBe(3);
    }

    [Fact]
    public async Task Telegram_TooMany_WaitsForAsLongAsTheAnswerSays()
    {
        await using var receiver = await LoopbackReceiver.StartAsync();
        receiver.Answer(429, """{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 35","parameters":{"retry_after":35}}""");

        (await TelegramAsync(receiver)).ShouldBe(SendResult.Retry("it answered 429", TimeSpan.FromSeconds(35)));
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    public async Task Telegram_TokenOrChatRefused_SaysSoWithoutTheToken(int status)
    {
        await using var receiver = await LoopbackReceiver.StartAsync();
        receiver.Answer(status, """{"ok":false}""");

        (await TelegramAsync(receiver)).ShouldSatisfyAllConditions(r => r.Outcome.ShouldBe(SendOutcome.Refused), r => r.Error!.ShouldNotContain("ABCDEF"));
    }

    [Fact]
    public async Task Discord_Sent_MentionsNobodyAndFormatsNothing()
    {
        await using var receiver = await LoopbackReceiver.StartAsync();

        (await DiscordAsync(receiver, Hostile)).Outcome.ShouldBe(SendOutcome.Sent);

        using var body = JsonDocument.Parse(receiver.All.Single().Body);
        body.RootElement.GetProperty("allowed_mentions").GetProperty("parse").GetArrayLength().ShouldBe(0);
        var content = body.RootElement.GetProperty("content").GetString()!;
        content.ShouldSatisfyAllConditions(c => c.ShouldContain(@"\*bold\*"), c => c.ShouldContain(@"\[x\]"), c => c.Split('\n').Length.ShouldBe(3));
    }

    [Fact]
    public async Task Discord_RateLimits_AreObeyedBeforeAndAfter()
    {
        await using var receiver = await LoopbackReceiver.StartAsync();
        receiver.Answer(204, "", ("X-RateLimit-Remaining", "0"), ("X-RateLimit-Reset-After", "1.5"));
        receiver.Answer(204, "", ("X-RateLimit-Remaining", "4"), ("X-RateLimit-Reset-After", "1.5"));
        receiver.Answer(429, """{"message":"You are being rate limited.","retry_after":0.65,"global":false}""", ("Retry-After", "1"));

        (await DiscordAsync(receiver)).ShouldBe(new SendResult(SendOutcome.Sent, null, TimeSpan.FromSeconds(1.5)));
        (await DiscordAsync(receiver)).ShouldBe(SendResult.Sent);
        (await DiscordAsync(receiver)).ShouldBe(SendResult.Retry("it answered 429", TimeSpan.FromSeconds(0.65)));
    }

    [Fact]
    public async Task Send_SecretLost_IsRefusedAndSaysToSetItAgain()
    {
        foreach (IAlertSender sender in new IAlertSender[] { new WebhookSender(_http, TimeProvider.System), new TelegramSender(_http, Options, TimeProvider.System), new DiscordSender(_http, TimeProvider.System) })
            (await sender.SendAsync(Hook("https://desk.example/"), null, Message(), default)).ShouldSatisfyAllConditions(r => r.Outcome.ShouldBe(SendOutcome.Refused), r => r.Error!.ShouldContain("set it again"));
    }

    [Fact]
    public void Message_Source_NeverPassesForLive()
    {
        Message().Title.ShouldBe("[SIMULATED] SOL-USD became candidate, 77.4");
        Message(source: MarketSource.Replay).Title.ShouldStartWith("[REPLAY]");
        Message(source: MarketSource.Live).Title.ShouldBe("SOL-USD became candidate, 77.4");
        Message().Origin.ShouldBe("Rule Candidates, 2025-11-06 15:15:00 UTC, scan scan-1");
        AlertMessage.Of(Alert, MarketSource.Live, new AlertsOptions()).Link.ShouldBeNull();
    }

    private static AlertChannel Hook(string address) => new("hook", 1, "Desk", AlertChannelKind.Webhook, true) { Address = address };

    private Task<SendResult> HookAsync(LoopbackReceiver receiver) => new WebhookSender(_http, TimeProvider.System).SendAsync(Hook(new Uri(receiver.Address, "/hook").AbsoluteUri), Secret, Message(), default);

    private Task<SendResult> TelegramAsync(LoopbackReceiver receiver, StoredAlert? alert = null) =>
        new TelegramSender(_http, Options with { TelegramAddress = receiver.Address }, TimeProvider.System).SendAsync(new AlertChannel("bot", 1, "Bot", AlertChannelKind.Telegram, true) { ChatId = "@desk" }, Token, Message(alert), default);

    private Task<SendResult> DiscordAsync(LoopbackReceiver receiver, StoredAlert? alert = null) =>
        new DiscordSender(_http, TimeProvider.System).SendAsync(new AlertChannel("room", 1, "Room", AlertChannelKind.Discord, true), new Uri(receiver.Address, "/api/webhooks/1/abc").AbsoluteUri, Message(alert), default);
}
