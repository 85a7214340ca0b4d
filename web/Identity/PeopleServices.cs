using CryptoRun.Web.Api;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace CryptoRun.Web.Identity;

/// <summary>Who may do what.</summary>
internal static class PeopleServices
{
    /// <summary>Policies, sign-in.</summary>
    public static IServiceCollection AddPeople(this IServiceCollection services)
    {
        services.AddSingleton(static p => PeopleOptions.Read(p.GetRequiredService<IConfiguration>()));
        services.AddSingleton<Access>();
        services.AddAuthorization(Policies.Add);
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(static o =>
        {
            o.Events.OnRedirectToLogin = static c => RefuseAsync(c.HttpContext, StatusCodes.Status401Unauthorized);
            o.Events.OnRedirectToAccessDenied = static c => RefuseAsync(c.HttpContext, StatusCodes.Status403Forbidden);
        });
        services.AddCascadingAuthenticationState();
        return services;
    }

    /// <summary>Says who asks, then whether they may.</summary>
    public static void UsePeople(this WebApplication app)
    {
        _ = app.Services.GetRequiredService<PeopleOptions>(); // read, so that a wrong value is told at the start
        app.UseAuthentication();
        app.Use(static (context, next) =>
        {
            if (context.User.Identity is not { IsAuthenticated: true }) context.User = context.RequestServices.GetRequiredService<Access>().Nobody(hasUsers: false, context);
            return next(context);
        });
        app.UseAuthorization();
    }

    private static Task RefuseAsync(HttpContext context, int status)
    {
        var problem = status == StatusCodes.Status401Unauthorized
            ? Results.Problem(statusCode: status, title: "Sign in", detail: "Looking without signing in is switched off here.")
            : ApiProblem.Forbidden("Not for this role", "Ask an admin for the right.");
        return problem.ExecuteAsync(context);
    }
}
