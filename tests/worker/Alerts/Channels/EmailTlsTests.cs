using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CryptoRun.Worker.Alerts;
using CryptoRun.Worker.Alerts.Channels;
using static CryptoRun.Worker.Tests.Alerts.Channels.Messages;

namespace CryptoRun.Worker.Tests.Alerts.Channels;

/// <summary>E-mail over TLS, with an authority and certificates made here.</summary>
public sealed class EmailTlsTests : IDisposable
{
    private const string Password = "canary-password";
    private readonly X509Certificate2 _authority = Authority();

    public void Dispose() => _authority.Dispose();

    [Theory]
    [InlineData(SmtpSecurity.StartTls)]
    [InlineData(SmtpSecurity.Tls)]
    public async Task Email_CertificateOfATrustedAuthority_ArrivesAndNoPasswordInTheClear(SmtpSecurity security)
    {
        using var certificate = Certificate(static names => names.AddIpAddress(IPAddress.Loopback));
        await using var server = Server(certificate, security);

        (await SendAsync(server, security, Trusts)).ShouldBe(SendResult.Sent);

        server.Mails.ShouldHaveSingleItem().ShouldContain("Subject: [SIMULATED] SOL-USD became candidate, 77.4\r\n");
        server.Heard.ShouldContain(h => h.StartsWith("AUTH", StringComparison.Ordinal));
        server.Heard.Take(server.HeardInTheClear).ShouldBe(security == SmtpSecurity.Tls ? [] : [server.Heard[0], "STARTTLS"]);
    }

    [Theory]
    [InlineData(SmtpSecurity.StartTls)]
    [InlineData(SmtpSecurity.Tls)]
    public async Task Email_CertificateOfAnUnknownAuthority_IsToldNothing(SmtpSecurity security)
    {
        using var certificate = Certificate(static names => names.AddIpAddress(IPAddress.Loopback));
        await using var server = Server(certificate, security);

        Refuses(await SendAsync(server, security, isTrusted: null), server);
    }

    [Fact]
    public async Task Email_CertificateOfAnotherServer_IsToldNothing()
    {
        using var certificate = Certificate(static names => names.AddDnsName("smtp.elsewhere.example"));
        await using var server = Server(certificate, SmtpSecurity.Tls);

        Refuses(await SendAsync(server, SmtpSecurity.Tls, Trusts), server);
    }

    private static void Refuses(SendResult result, LoopbackMail server)
    {
        result.ShouldBe(SendResult.Retry("no secure connection: its certificate is not trusted, or it speaks no TLS here"));
        server.Mails.ShouldBeEmpty();
        server.Heard.ShouldNotContain(h => h.StartsWith("AUTH", StringComparison.Ordinal) || h.StartsWith("MAIL", StringComparison.Ordinal));
    }

    private static LoopbackMail Server(X509Certificate2 certificate, SmtpSecurity security) => new() { Certificate = certificate, IsImplicit = security == SmtpSecurity.Tls };

    private static Task<SendResult> SendAsync(LoopbackMail server, SmtpSecurity security, RemoteCertificateValidationCallback? isTrusted) =>
        new EmailSender(new TargetGuard(true), TimeProvider.System, isTrusted).SendAsync(
            new AlertChannel("mail", 1, "Mail", AlertChannelKind.Email, true) { Host = "127.0.0.1", Port = server.Port, Security = security, User = "desk", From = "alerts@desk.example", To = ["trader@desk.example"] },
            Password,
            Message(),
            default);

    /// <summary>As the system would, had it this authority.</summary>
    private bool Trusts(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        using var own = new X509Chain();
        own.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        own.ChainPolicy.CustomTrustStore.Add(_authority);
        own.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return !errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch) && own.Build((X509Certificate2)certificate!);
    }

    private static X509Certificate2 Authority()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Loopback authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(2));
    }

    private X509Certificate2 Certificate(Action<SubjectAlternativeNameBuilder> name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var names = new SubjectAlternativeNameBuilder();
        name(names);
        var request = new CertificateRequest("CN=Loopback mail", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(names.Build());
        using var signed = request.Create(_authority, DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddHours(1), RandomNumberGenerator.GetBytes(8));
        return signed.CopyWithPrivateKey(key);
    }
}
