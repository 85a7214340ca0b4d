using System.Security.Cryptography;

namespace CryptoRun.Web.Security;

/// <summary>Headers that let a page run only what this server sent. Styles of charts carry the request's nonce; scripts come from files alone.</summary>
public static class SecurityHeaders
{
    private static readonly object NonceKey = new();

    // The API's page brings inline styles of its own; it shows nothing but this server's document.
    private static readonly string OfTheApi = Policy("'unsafe-inline'");

    /// <summary>Puts the headers on every response.</summary>
    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        var headers = context.Response.Headers;
        if (context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase))
        {
            headers.ContentSecurityPolicy = OfTheApi;
        }
        else
        {
            var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
            context.Items[NonceKey] = nonce;
            headers.ContentSecurityPolicy = Policy($"'nonce-{nonce}'");
        }

        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
        if (context.Request.IsHttps) headers.StrictTransportSecurity = "max-age=31536000";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        return next(context);
    });

    // Style attributes carry data (a bar's length) and no markup of others is ever rendered; style elements need the nonce.
    private static string Policy(string styles) =>
        $"default-src 'self'; script-src 'self'; style-src 'self' {styles}; style-src-attr 'unsafe-inline'; img-src 'self' data:; font-src 'self'; " +
        "connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    /// <summary>The nonce of this request's styles.</summary>
    public static string? GetStyleNonce(this HttpContext context) => context.Items[NonceKey] as string;
}
