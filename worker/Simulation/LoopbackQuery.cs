using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace CryptoRun.Worker.Simulation;

/// <summary>What a call asks for; null for what it does not say, or says so that it means nothing.</summary>
internal static class LoopbackQuery
{
    /// <summary>A whole number without a sign.</summary>
    public static long? Whole(this HttpRequest request, string name) => long.TryParse(request.Query[name], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>An instant in seconds since 1970.</summary>
    public static DateTimeOffset? Seconds(this HttpRequest request, string name) =>
        request.Whole(name) is { } seconds && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds() ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;

    /// <summary>An instant in milliseconds since 1970.</summary>
    public static DateTimeOffset? Milliseconds(this HttpRequest request, string name) =>
        request.Whole(name) is { } milliseconds && milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds() ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : null;

    /// <summary>Records of a page.</summary>
    /// <param name="request">The call.</param>
    /// <param name="usual">Where it does not say.</param>
    /// <param name="most">The venue's most.</param>
    public static int Limit(this HttpRequest request, int usual, int most) => request.Whole("limit") is > 0 and var limit ? (int)Math.Min(limit, most) : usual;
}
