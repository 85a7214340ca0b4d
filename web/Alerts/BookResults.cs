using System.Globalization;
using CryptoRun.Web.Api;
using CryptoRun.Worker.Alerts;

namespace CryptoRun.Web.Alerts;

/// <summary>How a change of a rule or channel is answered.</summary>
internal static class BookResults
{
    /// <summary>Of a change: 201 for a new one, 200, 400, 404 or 409.</summary>
    public static IResult Of<T>(HttpRequest request, BookAnswer<T> answer, string what, string? id, Func<T, int> version, T? sent = null)
        where T : class
    {
        if (answer is not { Outcome: BookOutcome.Done, Item: { } item }) return Problem(answer, what, id, version, sent);
        request.HttpContext.Response.Headers.ETag = Versions.Tag(version(item));
        return id is null ? Results.Json(item, statusCode: StatusCodes.Status201Created) : Results.Ok(item);
    }

    /// <summary>Of a deletion: 204, 400, 404 or 409.</summary>
    public static IResult Deleted<T>(BookAnswer<T> answer, string what, string id, Func<T, int> version)
        where T : class => answer.Outcome == BookOutcome.Done ? Results.NoContent() : Problem(answer, what, id, version);

    /// <summary>404.</summary>
    public static IResult None(string what, string? id) => ApiProblem.NotFound($"No such {what}", $"There is no {what} {id}.");

    private static IResult Problem<T>(BookAnswer<T> answer, string what, string? id, Func<T, int> version, T? sent = null)
        where T : class => answer.Outcome switch
        {
            BookOutcome.Invalid => ApiProblem.Bad([.. answer.Problems.Select(static p => new BadParameter(p.Field, p.Value, p.Allowed))]),
            BookOutcome.Conflict => Results.Problem(
                statusCode: StatusCodes.Status409Conflict, title: "Changed by somebody else", detail: $"The {what} is at version {(answer.Item is { } now ? version(now) : 0)} by now: read it and change that.",
                extensions: new Dictionary<string, object?>(StringComparer.Ordinal) { ["current"] = answer.Item, ["sent"] = sent }),
            _ => None(what, id),
        };
}

/// <summary>Versions as entity tags.</summary>
internal static class Versions
{
    /// <summary>The tag.</summary>
    public static string Tag(int version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    /// <summary>The version that If-Match names; null when it names none.</summary>
    public static int? Of(HttpRequest request) => request.Headers.IfMatch is [{ Length: > 2 } tag] && int.TryParse(tag.Trim().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : null;

    /// <summary>428.</summary>
    public static IResult Wanted() => Results.Problem(statusCode: StatusCodes.Status428PreconditionRequired, title: "Which version?", detail: "Send If-Match with the version that was read, such as \"3\", so that nobody's change is lost.");
}
