using CryptoRun.Web.Api;

namespace CryptoRun.Web.Identity;

/// <summary>What somebody gets who may not: a person is led to where they can sign in, a program is told.</summary>
internal static class Refusal
{
    private static readonly string[] Programs = ["/api", "/hubs", "/health", "/openapi", "/_blazor", "/_framework", "/metrics"];

    /// <summary>Nobody has signed in.</summary>
    public static async Task SignInAsync(HttpContext context)
    {
        if (IsProgram(context.Request))
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
            await Results.Problem(statusCode: StatusCodes.Status401Unauthorized, title: "Sign in", detail: "Looking without signing in is switched off here. Programs send a key: Authorization: Bearer cr_....").ExecuteAsync(context);
            return;
        }

        var hasUsers = await context.RequestServices.GetRequiredService<FirstUser>().ExistsAsync(context.RequestAborted);
        context.Response.Redirect(hasUsers ? ReturnAddress.SignIn(context.Request.Path + context.Request.QueryString.Value) : "/setup");
    }

    /// <summary>Somebody has, but the role is another.</summary>
    public static Task NoRightAsync(HttpContext context)
    {
        if (IsProgram(context.Request)) return ApiProblem.Forbidden("Not for this role", "An admin gives the right.").ExecuteAsync(context);
        context.Response.Redirect(context.User.HasClaim(static c => c.Type == ReaderClaims.MustChange) ? "/account" : "/no-right");
        return Task.CompletedTask;
    }

    /// <summary>Whether a path is the programs': what a key opens.</summary>
    public static bool IsOfApi(PathString path) => path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase) || path.StartsWithSegments("/hubs", StringComparison.OrdinalIgnoreCase) || path.StartsWithSegments("/openapi", StringComparison.OrdinalIgnoreCase) || path.StartsWithSegments("/metrics", StringComparison.OrdinalIgnoreCase);

    private static bool IsProgram(HttpRequest request) =>
        !HttpMethods.IsGet(request.Method) && !HttpMethods.IsPost(request.Method)
        || Programs.Any(p => request.Path.StartsWithSegments(p, StringComparison.OrdinalIgnoreCase) && !(p == "/api" && request.Path.Value!.Length <= 5));
}
