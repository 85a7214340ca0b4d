using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CryptoRun.Web.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CryptoRun.Web.Tests.Identity;

public sealed class KeySealTests : IDisposable
{
    private const string Secret = "orchard-canary-5521";
    private readonly string _folder = Directory.CreateTempSubdirectory("cryptorun-seal-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Cookie_SealedKeys_OpenAtEveryNodeWithACertificateThatOpensThemAndNowhereElse()
    {
        var (old, renewed) = (Pfx("old"), Pem("new"));
        string cookie;
        using (var web = Web(old))
        {
            (_, cookie) = await web.CookieAsync("ortiz", Roles.Viewer);
            var key = (await KeysAsync(web)).ShouldHaveSingleItem();
            key.ShouldContain("encryptedSecret");
            key.ShouldContain("CipherValue");
            key.ShouldNotContain("masterKey");
            web.Log.ShouldAllBe(static l => !l.Contains(Secret) && !l.StartsWith("Keys of cookies lie unsealed"));
        }

        (await OpensAsync(cookie, old)).ShouldBeTrue();
        (await OpensAsync(cookie, $"{renewed}; {old}")).ShouldBeTrue();
        (await OpensAsync(cookie, null)).ShouldBeFalse();
    }

    [Fact]
    public async Task Cookie_KeyFromBeforeTheSeal_StaysGood()
    {
        string cookie;
        using (var web = Web(null))
        {
            (_, cookie) = await web.CookieAsync("ortiz", Roles.Viewer);
            (await KeysAsync(web)).ShouldHaveSingleItem().ShouldContain("masterKey");
        }

        (await OpensAsync(cookie, Pfx("later"))).ShouldBeTrue();
    }

    [Theory]
    [InlineData("missing.pfx", "Could not find file")]
    [InlineData("text.pfx", "it cannot be read as one, or Identity:KeySealPassword is wrong")]
    [InlineData("curve.pem", "it has no RSA private key")]
    [InlineData("locked.pfx", "Identity:KeySealPassword is wrong")]
    public void Read_FileThatSealsNothing_IsToldWithoutThePassword(string name, string reason)
    {
        File.WriteAllText(Path.Combine(_folder, "text.pfx"), "no certificate");
        using var curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=curve", curve, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        File.WriteAllText(Path.Combine(_folder, "curve.pem"), certificate.ExportCertificatePem() + "\n" + curve.ExportPkcs8PrivateKeyPem());
        File.Copy(Pfx("other"), Path.Combine(_folder, "locked.pfx"));
        var path = Path.Combine(_folder, name);

        var message = Should.Throw<OptionsValidationException>(() => KeySeal.Read(new PeopleOptions(KeySeal: path, KeySealPassword: Secret + "x"))).Message;

        message.ShouldStartWith($"Identity:KeySeal is \"{path}\": ");
        message.ShouldContain(reason);
        message.ShouldEndWith("allowed is a PFX file, or a PEM file with certificate and private key, of RSA; several with ; between.");
        message.ShouldNotContain(Secret);
        $"{new PeopleOptions(KeySeal: path, KeySealPassword: Secret)}".ShouldNotContain(Secret);
    }

    private static async Task<IReadOnlyList<string>> KeysAsync(PeopleWeb web)
    {
        await using var scope = web.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<PeopleContext>().ProtectionKeys.Select(static k => k.Xml).ToListAsync();
    }

    private async Task<bool> OpensAsync(string cookie, string? seal)
    {
        using var web = Web(seal);
        using var browser = web.Browser();
        browser.DefaultRequestHeaders.Add("Cookie", cookie);
        using var answer = await browser.GetAsync("/account");
        return answer.StatusCode == HttpStatusCode.OK;
    }

    private PeopleWeb Web(string? seal) => new("false", [("Store:Directory", Path.Combine(_folder, "store")), .. seal is null ? [] : ((string, string)[])[("Identity:KeySeal", seal), ("Identity:KeySealPassword", Secret)]]);

    private string Pfx(string name)
    {
        using var certificate = Certificate(name, out var key);
        key.Dispose();
        return Written($"{name}.pfx", certificate.Export(X509ContentType.Pfx, Secret));
    }

    private string Pem(string name)
    {
        using var certificate = Certificate(name, out var key);
        using (key) return Written($"{name}.pem", System.Text.Encoding.ASCII.GetBytes(certificate.ExportCertificatePem() + "\n" + key.ExportEncryptedPkcs8PrivateKeyPem(Secret, new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000))));
    }

    private static X509Certificate2 Certificate(string name, out RSA key)
    {
        key = RSA.Create(2048);
        return new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    private string Written(string name, byte[] bytes)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
