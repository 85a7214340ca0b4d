using Microsoft.AspNetCore.Mvc;

namespace CryptoRun.Web.Api;

/// <summary>Problem details (RFC 9457) that say what was wrong, with what, and what may be sent instead.</summary>
internal static class ApiProblem
{
    private const string MediaType = "application/problem+json";

    /// <summary>400: parameters that cannot be used.</summary>
    public static IResult Bad(IReadOnlyCollection<BadParameter> parameters) => Results.Problem(new ProblemDetails
    {
        Status = StatusCodes.Status400BadRequest,
        Title = parameters.Count == 1 ? "A parameter cannot be used" : "Parameters cannot be used",
        Detail = string.Join(" ", parameters.Select(p => $"{p.Parameter}={p.Value} cannot be used: send {p.Allowed}.")),
        Extensions = { ["parameters"] = parameters },
    });

    /// <summary>400: one parameter.</summary>
    public static IResult Bad(string parameter, string value, string allowed) => Bad([new BadParameter(parameter, value, allowed)]);

    /// <summary>403.</summary>
    public static IResult Forbidden(string title, string detail) => Results.Problem(new ProblemDetails { Status = StatusCodes.Status403Forbidden, Title = title, Detail = detail });

    /// <summary>404.</summary>
    public static IResult NotFound(string title, string detail, IReadOnlyList<string>? suggestions = null)
    {
        var problem = new ProblemDetails { Status = StatusCodes.Status404NotFound, Title = title, Detail = detail };
        if (suggestions is not null) problem.Extensions["suggestions"] = suggestions;
        return Results.Problem(problem);
    }

    /// <summary>503 with a word on when to come back.</summary>
    public static IResult NotYet(string title, string detail) => Results.Problem(new ProblemDetails { Status = StatusCodes.Status503ServiceUnavailable, Title = title, Detail = detail });

    /// <summary>Problem details for every error of the API, with the correlation id that is also in the log.</summary>
    public static IServiceCollection AddApiProblems(this IServiceCollection services) => services.AddProblemDetails(o => o.CustomizeProblemDetails = c =>
    {
        c.ProblemDetails.Instance ??= c.HttpContext.Request.Path;
        c.ProblemDetails.Extensions["correlationId"] = Correlation.Of(c.HttpContext);
    });

    /// <summary>Documents the problem responses of an endpoint.</summary>
    public static RouteHandlerBuilder ProducesProblems(this RouteHandlerBuilder endpoint, params int[] statuses)
    {
        foreach (var status in statuses) endpoint.ProducesProblem(status, MediaType);
        return endpoint;
    }
}
