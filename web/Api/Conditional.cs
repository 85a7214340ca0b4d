using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace CryptoRun.Web.Api;

/// <summary>Conditional answers: an entity tag from what the answer was made of, and 304 when the caller has it already.</summary>
internal static class Conditional
{
    // Versions count from the clock, and a clock can be set back: the tag carries the process too.
    private static readonly string Process = Guid.NewGuid().ToString("N")[..6];

    private static readonly IResult Unchanged = Results.StatusCode(StatusCodes.Status304NotModified);

    /// <summary>Tag of a board's version in a format.</summary>
    public static string VersionTag(long version, string format) => $"\"{version}-{Process}-{format}\"";

    /// <summary>Tag of something that never changes once it is there.</summary>
    public static string FixedTag(params ReadOnlySpan<string> parts) => $"\"{string.Join('-', parts)}\"";

    /// <summary>Sets the headers; true when the caller's copy is still good and a 304 is all there is to say.</summary>
    public static bool IsFresh(HttpContext context, string tag)
    {
        var headers = context.Response.Headers;
        headers.ETag = tag;
        headers.CacheControl = "no-cache";
        headers.Vary = "Accept";
        return Holds(context.Request.Headers.IfNoneMatch, tag);
    }

    /// <summary>304.</summary>
    public static IResult NotModified() => Unchanged;

    private static bool Holds(StringValues ifNoneMatch, string tag) =>
        ifNoneMatch is [{ } one] && string.Equals(one, tag, StringComparison.Ordinal) || EntityTagHeaderValue.TryParseList(ifNoneMatch, out var tags) && tags.Any(t => t.Equals(EntityTagHeaderValue.Any) || string.Equals(t.Tag.Value, tag, StringComparison.Ordinal));
}
