using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Options;

namespace CryptoRun.Web.Identity;

/// <summary>The certificates that seal the keys of cookies where they are stored, so that a copy of the database is not enough to make a cookie.</summary>
internal static class KeySeal
{
    private const string Key = "Identity:KeySeal";
    private const string Allowed = "allowed is a PFX file, or a PEM file with certificate and private key, of RSA; several with ; between";

    /// <summary>The first seals, all open; none where nothing is configured.</summary>
    /// <param name="options">Files and their password.</param>
    /// <exception cref="OptionsValidationException">A file cannot be used. The message has no password.</exception>
    public static IReadOnlyList<X509Certificate2> Read(PeopleOptions options) =>
        [.. (options.KeySeal ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(path => Read(path, options.KeySealPassword))];

    private static X509Certificate2 Read(string path, string? password)
    {
        X509Certificate2 certificate;
        try
        {
            var bytes = File.ReadAllBytes(path);
            certificate = bytes.AsSpan().IndexOf("-----BEGIN "u8) >= 0 ? OfPem(File.ReadAllText(path), password) : X509CertificateLoader.LoadPkcs12(bytes, password);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Problem(path, e.Message.TrimEnd('.'));
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw Problem(path, $"it cannot be read as one, or {Key}Password is wrong");
        }

        using var key = certificate.GetRSAPrivateKey();
        return key is null ? throw Problem(path, "it has no RSA private key") : certificate;
    }

    private static X509Certificate2 OfPem(string pem, string? password) =>
        pem.Contains("ENCRYPTED PRIVATE KEY", StringComparison.Ordinal) ? X509Certificate2.CreateFromEncryptedPem(pem, pem, password) : X509Certificate2.CreateFromPem(pem, pem);

    private static OptionsValidationException Problem(string path, string reason) => new(Key, typeof(PeopleOptions), [$"{Key} is \"{path}\": {reason}; {Allowed}."]);
}
