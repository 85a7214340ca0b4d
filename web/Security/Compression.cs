using System.IO.Compression;
using CryptoRun.Web.Api;
using Microsoft.AspNetCore.ResponseCompression;

namespace CryptoRun.Web.Security;

/// <summary>
/// Pages and answers of the API leave compressed when the viewer can read it; files are compressed when the program is published. Over HTTPS too: an attacker learns a secret from the length of an answer only
/// if the same secret stands in many of them, and what is secret in a page (descriptors of the circuit, tokens against forgery, the nonce) is made anew for each. What many ask is compressed once (<see cref="EncodedAnswer"/>).
/// </summary>
internal static class Compression
{
    public static IServiceCollection AddCompression(this IServiceCollection services)
    {
        services.AddResponseCompression(static o =>
        {
            o.EnableForHttps = true;
            o.MimeTypes = ["text/html", "application/json", "application/problem+json", "text/csv"];
            o.Providers.Add<BrotliCompressionProvider>();
            o.Providers.Add<GzipCompressionProvider>();
        });
        // What is made for one viewer is sent once: the fastest level leaves a sixth, the best an eighth at many times the cost.
        services.Configure<BrotliCompressionProviderOptions>(static o => o.Level = CompressionLevel.Fastest);
        services.Configure<GzipCompressionProviderOptions>(static o => o.Level = CompressionLevel.Fastest);
        return services;
    }

    /// <summary>Streams are left alone: their bytes are encoded once for all viewers, and each event must leave at once; and so are endpoints that compress by themselves.</summary>
    public static void UseCompression(this WebApplication app) =>
        app.UseWhen(static c => !IsStream(c.Request.Path) && !EncodedAnswer.IsOf(c.GetEndpoint()), static b => b.UseResponseCompression());

    private static bool IsStream(PathString path) =>
        path.StartsWithSegments("/api/v1/stream", StringComparison.OrdinalIgnoreCase) || path.StartsWithSegments("/hubs", StringComparison.OrdinalIgnoreCase) || path.StartsWithSegments("/_blazor", StringComparison.OrdinalIgnoreCase);
}
