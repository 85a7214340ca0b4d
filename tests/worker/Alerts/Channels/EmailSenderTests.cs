using CryptoRun.Worker.Alerts;
using CryptoRun.Worker.Alerts.Channels;
using static CryptoRun.Worker.Tests.Alerts.Channels.Messages;

namespace CryptoRun.Worker.Tests.Alerts.Channels;

/// <summary>E-mail against a server on this machine.</summary>
public sealed class EmailSenderTests
{
    private const string Password = "canary-password";

    [Fact]
    public async Task Email_Sent_SaysWhatWhenWhyAndThatItIsNotLive()
    {
        await using var server = new LoopbackMail();

        (await SendAsync(server)).ShouldBe(SendResult.Sent);

        server.Heard.ShouldContain(h => h.StartsWith("MAIL FROM:<alerts@desk.example>", StringComparison.Ordinal));
        server.Heard.Count(h => h.StartsWith("RCPT TO:", StringComparison.Ordinal)).ShouldBe(2);
        var mail = server.Mails.ShouldHaveSingleItem();
        mail.ShouldContain("Subject: [SIMULATED] SOL-USD became candidate, 77.4\r\n");
        mail.ShouldContain($"X-CryptoRun-Id: {Alert.Id}\r\n");
        mail.ShouldContain("https://board.example/explain/SOL-USD?scanId=scan-1");
        mail.ShouldContain("These numbers are simulated, not live.");
        mail.ShouldNotContain(Password);
    }

    [Fact]
    public async Task Email_TextThatTriesToBreakOut_StaysOneSubjectAndOneBody()
    {
        await using var server = new LoopbackMail();

        (await SendAsync(server, Hostile)).ShouldBe(SendResult.Sent);

        var headers = server.Mails.Single().Split("\r\n\r\n")[0].Split("\r\n");
        headers.ShouldNotContain(h => h.StartsWith("Bcc", StringComparison.OrdinalIgnoreCase));
        server.Heard.ShouldNotContain("RSET");
        server.Heard.Count(h => h.StartsWith("RCPT TO:", StringComparison.Ordinal)).ShouldBe(2);
    }

    [Fact]
    public async Task Email_ServerWithoutTls_IsToldNothing()
    {
        await using var server = new LoopbackMail();

        var result = await SendAsync(server, security: SmtpSecurity.StartTls);

        (result.Outcome, server.Mails.Count).ShouldBe((SendOutcome.Refused, 0));
        server.Heard.ShouldAllBe(h => h.StartsWith("EHLO", StringComparison.Ordinal) || h == "QUIT");
    }

    [Theory]
    [InlineData("AUTH", "535 no", nameof(SendOutcome.Refused), "user and password")]
    [InlineData("RCPT", "450 busy", nameof(SendOutcome.Retry), "450")]
    [InlineData("RCPT", "550 no such user", nameof(SendOutcome.Refused), "550")]
    [InlineData("MAIL", "421 later", nameof(SendOutcome.Retry), "421")]
    [InlineData("DATA", "554 no", nameof(SendOutcome.Refused), "554")]
    public async Task Email_Answer_MeansRetryOrRefused(string command, string answer, string outcome, string says)
    {
        await using var server = new LoopbackMail();
        server.Instead[command] = answer;

        var result = await SendAsync(server);

        result.Outcome.ToString().ShouldBe(outcome);
        result.Error!.ShouldSatisfyAllConditions(e => e.ShouldContain(says), e => e.ShouldNotContain(Password));
    }

    [Fact]
    public async Task Email_NobodyThere_IsAnotherTry() =>
        (await new EmailSender(new TargetGuard(true), TimeProvider.System).SendAsync(Channel(1, SmtpSecurity.None), Password, Message(), default)).ShouldBe(SendResult.Retry("nobody answers"));

    [Fact]
    public async Task Email_ServerInside_IsRefused()
    {
        await using var server = new LoopbackMail();

        (await new EmailSender(new TargetGuard(false), TimeProvider.System).SendAsync(Channel(server.Port, SmtpSecurity.None), Password, Message(), default)).Outcome.ShouldBe(SendOutcome.Refused);
        server.Heard.ShouldBeEmpty();
    }

    private static Task<SendResult> SendAsync(LoopbackMail server, StoredAlert? alert = null, SmtpSecurity security = SmtpSecurity.None) =>
        new EmailSender(new TargetGuard(true), TimeProvider.System).SendAsync(Channel(server.Port, security), Password, Message(alert), default);

    private static AlertChannel Channel(int port, SmtpSecurity security) => new("mail", 1, "Mail", AlertChannelKind.Email, true)
    {
        Host = "127.0.0.1",
        Port = port,
        Security = security,
        User = "desk",
        From = "alerts@desk.example",
        To = ["trader@desk.example", "Second <second@desk.example>"],
    };
}
