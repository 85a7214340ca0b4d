using Microsoft.Net.Http.Headers;

namespace CryptoRun.Web.Api;

/// <summary>JSON or CSV, by <c>format=</c> for links and by Accept for programs.</summary>
internal static class AnswerFormat
{
    public const string Json = "json";
    public const string Csv = "csv";

    /// <summary>The format asked for; null when there is no such format.</summary>
    public static string? Of(HttpRequest request)
    {
        if (request.Query["format"] is [{ Length: > 0 } format]) return format is Json or Csv ? format : null;
        if (request.Headers.Accept is [] or ["*/*" or "application/json"]) return Json;
        var accepted = request.GetTypedHeaders().Accept.OrderByDescending(a => a.Quality ?? 1);
        foreach (var type in accepted)
        {
            if (type.MatchesAllTypes || type.IsSubsetOf(new MediaTypeHeaderValue("application/json")) || type.MediaType == "application/*") return Json;
            if (type.MediaType == "text/csv") return Csv;
        }

        return Json;
    }
}
