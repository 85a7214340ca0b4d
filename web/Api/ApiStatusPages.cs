using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;

namespace CryptoRun.Web.Api;

/// <summary>Errors without a body: a page for people, problem details for programs.</summary>
internal static class ApiStatusPages
{
    /// <summary>Pages get <paramref name="page"/>, everything under <c>/api</c> and <c>/health</c> gets problem details.</summary>
    public static void UseStatusPages(this WebApplication app, string page)
    {
        app.UseStatusCodePagesWithReExecute(page, createScopeForStatusCodePages: true);
        app.Use(async (context, next) =>
        {
            if (IsPage(context.Request.Path))
            {
                await next(context);
                return;
            }

            if (context.Features.Get<IStatusCodePagesFeature>() is { } pages) pages.Enabled = false;
            await next(context);
            var response = context.Response;
            if (response is { HasStarted: false, StatusCode: >= 400, ContentLength: null, ContentType: null })
                await Results.Problem(Problem(context)).ExecuteAsync(context);
        });
    }

    private static ProblemDetails Problem(HttpContext context) => new()
    {
        Status = context.Response.StatusCode,
        Detail = context.Response.StatusCode == StatusCodes.Status404NotFound ? $"There is nothing at {context.Request.Path}. The list is at /api." : null,
    };

    private static bool IsPage(PathString path) => !path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase) && !path.StartsWithSegments("/health", StringComparison.OrdinalIgnoreCase);
}
