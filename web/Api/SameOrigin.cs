namespace CryptoRun.Web.Api;

/// <summary>
/// Lets only programs and this site's own pages change something or open a connection that stays: a browser says where a request comes from, and another site's is refused. Bodies are JSON, which another site cannot
/// send without asking first.
/// </summary>
internal static class SameOrigin
{
    /// <summary>Guards an endpoint that changes something.</summary>
    public static RouteHandlerBuilder FromHereOnly(this RouteHandlerBuilder endpoint) => endpoint.AddEndpointFilter(static (context, next) =>
        IsForeign(context.HttpContext.Request)
            ? ValueTask.FromResult<object?>(ApiProblem.Forbidden("Another site cannot change this", "Ask from this site's own pages, or from a program that sends no Origin."))
            : next(context));

    /// <summary>Guards a connection that a page of another site could open in its reader's name: a browser sends cookies with a web socket and asks nobody first.</summary>
    public static void UseFromHereOnly(this WebApplication app, PathString path) => app.UseWhen(c => c.Request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase), static b => b.Use(static (context, next) =>
        IsForeign(context.Request)
            ? ApiProblem.Forbidden("Another site cannot listen here", "Connect from this site's own pages, or from a program that sends no Origin.").ExecuteAsync(context)
            : next(context)));

    private static bool IsForeign(HttpRequest request)
    {
        if (request.Headers["Sec-Fetch-Site"] is [{ Length: > 0 } site] && site is not ("same-origin" or "none")) return true;
        return request.Headers.Origin is [{ Length: > 0 } origin] && !string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);
    }
}
