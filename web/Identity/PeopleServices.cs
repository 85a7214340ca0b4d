using CryptoRun.Web.Api;
using CryptoRun.Worker.Storage;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace CryptoRun.Web.Identity;

/// <summary>Who may do what.</summary>
internal static class PeopleServices
{
    /// <summary>Rounds of PBKDF2 with SHA-512, as OWASP asks.</summary>
    public const int HashRounds = 210_000;

    private static readonly TimeSpan CookieBelieved = TimeSpan.FromSeconds(10);

    private const string EitherScheme = "CryptoRun";

    /// <summary>Policies, users, sign-in.</summary>
    public static IServiceCollection AddPeople(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(static p => PeopleOptions.Read(p.GetRequiredService<IConfiguration>()));
        services.AddSingleton<Access>().AddSingleton<FirstUser>().AddSingleton<SignInLimits>().AddSingleton<KeyRing>().AddSingleton<ReaderWatch>();
        services.AddSingleton(static _ => new SetupCode(Console.Out));
        services.AddScoped<SignIns>().AddScoped<Accounts>().AddScoped<ApiKeys>().AddScoped<Permission>();
        services.AddDbContext<PeopleContext>(static (p, o) =>
        {
            var store = p.GetRequiredService<StoreConnection>();
            if (store.Provider == StoreProvider.Postgres) o.UseNpgsql(store.ConnectionString);
            else o.UseSqlite(store.ConnectionString);
        });
        services.AddUsers();
        services.AddAuthorization(Policies.Add);
        services.AddAuthentication(EitherScheme).AddPolicyScheme(EitherScheme, null, static o => o.ForwardDefaultSelector = static c => KeyScheme.Has(c.Request) ? KeyScheme.Name : IdentityConstants.ApplicationScheme)
            .AddScheme<AuthenticationSchemeOptions, KeyScheme>(KeyScheme.Name, null).AddIdentityCookies();
        services.AddCookies();
        services.AddCascadingAuthenticationState();
        services.AddScoped<AuthenticationStateProvider, CircuitReader>();
        var protection = services.AddDataProtection().SetApplicationName("CryptoRun");
        if (KeySeal.Read(PeopleOptions.Read(configuration)) is [var seals, ..] certificates) protection.ProtectKeysWithCertificate(seals).UnprotectKeysWithAnyCertificate([.. certificates]);
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(static p => new ConfigureOptions<KeyManagementOptions>(o => o.XmlRepository = new StoredKeys(p.GetRequiredService<IServiceScopeFactory>())));
        // A form here has a few short fields.
        services.Configure<FormOptions>(static o => (o.ValueCountLimit, o.KeyLengthLimit, o.ValueLengthLimit, o.BufferBodyLengthLimit) = (32, 256, 16 * 1024, 64 * 1024));
        return services;
    }

    /// <summary>Says who asks, then whether they may.</summary>
    public static void UsePeople(this WebApplication app)
    {
        // Whoever reads an embedded store sits at the machine; a server is read by more, and copied.
        if (app.Services.GetRequiredService<PeopleOptions>().KeySeal is null && app.Services.GetRequiredService<CryptoRun.Worker.WorkerSettings>().Store.Provider == StoreProvider.Postgres)
            IdentityLog.KeysUnsealed(app.Services.GetRequiredService<ILogger<StoredKeys>>());
        app.UseAuthentication();
        app.Use(static async (context, next) =>
        {
            // A key that is none is not taken for nobody: whoever shows one wants to be told.
            if (context.User.Identity is not { IsAuthenticated: true } && !KeyScheme.Has(context.Request))
            {
                var hasUsers = await context.RequestServices.GetRequiredService<FirstUser>().ExistsAsync(context.RequestAborted);
                context.User = context.RequestServices.GetRequiredService<Access>().Nobody(hasUsers, context);
            }

            await next(context);
        });
        app.Use(KeyScheme.LimitAsync);
        app.UseAuthorization();
        app.Lifetime.ApplicationStarted.Register(() => _ = ShowSetupAsync(app));
    }

    /// <summary>Sign-out; the pages map themselves.</summary>
    public static void MapPeople(this IEndpointRouteBuilder app) => app.MapPost("/sign-out", static async (SignInManager<User> signIn) =>
    {
        await signIn.SignOutAsync();
        return Results.LocalRedirect("/sign-in");
    }).FromHereOnly().AllowAnonymous().ExcludeFromDescription();

    /// <summary>Pages that say nothing need the right to look; those that do need only what they say.</summary>
    public static void RequireViewElse(this RazorComponentsEndpointConventionBuilder pages) => pages.Add(static b =>
    {
        if (!b.Metadata.Any(static m => m is IAuthorizeData or IAllowAnonymous)) b.Metadata.Add(new AuthorizeAttribute(Policies.View));
    });

    private static void AddUsers(this IServiceCollection services)
    {
        services.AddIdentityCore<User>(static o =>
        {
            o.Password.RequiredLength = PasswordRules.Shortest;
            (o.Password.RequireDigit, o.Password.RequireLowercase, o.Password.RequireUppercase, o.Password.RequireNonAlphanumeric, o.Password.RequiredUniqueChars) = (false, false, false, false, 1);
            (o.Lockout.MaxFailedAccessAttempts, o.Lockout.DefaultLockoutTimeSpan, o.Lockout.AllowedForNewUsers) = (8, TimeSpan.FromMinutes(10), true);
            o.User.AllowedUserNameCharacters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._";
        }).AddUserStore<PeopleStore>().AddSignInManager().AddClaimsPrincipalFactory<ReaderClaims>().AddTokenProvider<TotpProvider>(TokenOptions.DefaultAuthenticatorProvider);

        // One rule instead of the framework's: its words are ours, and it is told once.
        services.RemoveAll<IPasswordValidator<User>>().AddScoped<IPasswordValidator<User>, PasswordRules>();
        services.Configure<PasswordHasherOptions>(static o => o.IterationCount = HashRounds);
        services.Configure<SecurityStampValidatorOptions>(static o => o.ValidationInterval = CookieBelieved);
    }

    private static void AddCookies(this IServiceCollection services)
    {
        services.Configure<CookieAuthenticationOptions>(IdentityConstants.ApplicationScheme, static o =>
        {
            (o.Cookie.Name, o.Cookie.HttpOnly, o.Cookie.SameSite, o.Cookie.SecurePolicy) = ("cryptorun.user", true, SameSiteMode.Lax, CookieSecurePolicy.SameAsRequest);
            (o.ExpireTimeSpan, o.SlidingExpiration) = (TimeSpan.FromHours(12), true);
            o.Events.OnRedirectToLogin = static c => Refusal.SignInAsync(c.HttpContext);
            o.Events.OnRedirectToAccessDenied = static c => Refusal.NoRightAsync(c.HttpContext);
        });
        services.Configure<CookieAuthenticationOptions>(IdentityConstants.TwoFactorUserIdScheme, static o =>
            (o.Cookie.Name, o.Cookie.HttpOnly, o.Cookie.SameSite, o.Cookie.SecurePolicy, o.ExpireTimeSpan) = ("cryptorun.half", true, SameSiteMode.Lax, CookieSecurePolicy.SameAsRequest, TimeSpan.FromMinutes(5)));
    }

    private static async Task ShowSetupAsync(WebApplication app)
    {
        // Where one may look without a user, the code waits until somebody asks for it on /setup.
        if (app.Services.GetRequiredService<Access>().RoleOf(hasUsers: false, isFromElsewhere: false) is not null) return;
        if (!app.Services.GetRequiredService<CryptoRun.Worker.NodeOptions>().Serves) return; // it has no page to type a code in
        if (!await app.Services.GetRequiredService<FirstUser>().ExistsAsync(app.Lifetime.ApplicationStopping)) app.Services.GetRequiredService<SetupCode>().Show();
    }
}
