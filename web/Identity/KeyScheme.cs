using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace CryptoRun.Web.Identity;

/// <summary>Programs show a key: <c>Authorization: Bearer cr_...</c>. It is good for the API alone; a page takes no key.</summary>
internal sealed class KeyScheme(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, KeyRing ring) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string Name = "CryptoRun.Key";

    /// <summary>Claim with the key's id.</summary>
    public const string Key = "cryptorun:key";

    /// <summary>Claim with how often it may ask, a minute.</summary>
    public const string PerMinute = "cryptorun:per-minute";

    private const string Bearer = "Bearer ";
    private const int WrongPerAddress = 60;

    /// <summary>Whether a request comes with a key rather than with a cookie.</summary>
    public static bool Has(HttpRequest request) => request.Headers.Authorization is [{ } text] && text.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) && Refusal.IsOfApi(request.Path);

    /// <summary>Counts a request of a key and says so; what is beyond is refused.</summary>
    public static async Task LimitAsync(HttpContext context, Func<Task> next)
    {
        if (context.User.FindFirstValue(Key) is not { } id)
        {
            await next();
            return;
        }

        var most = int.Parse(context.User.FindFirstValue(PerMinute)!, System.Globalization.CultureInfo.InvariantCulture);
        var answer = context.RequestServices.GetRequiredService<KeyRing>().Asked.Take(id, most);
        var headers = context.Response.Headers;
        (headers["RateLimit-Limit"], headers["RateLimit-Remaining"], headers["RateLimit-Reset"]) = ($"{answer.Most}", $"{answer.Left}", $"{answer.ResetSeconds}");
        if (answer.IsAllowed) await next();
        else await TooOftenAsync(context, answer, $"This key may ask {answer.Most} times a minute.");
    }

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!Has(Request)) return AuthenticateResult.NoResult();
        if (await ring.FindAsync(Request.Headers.Authorization.ToString()[Bearer.Length..].Trim(), Context.RequestAborted) is not { } key) return AuthenticateResult.Fail("No such key.");
        var identity = new ClaimsIdentity([new(ClaimTypes.Name, $"key:{key.Name}"), new(ClaimTypes.Role, key.Role), new(Key, key.Id), new(PerMinute, $"{key.PerMinute}")], Name);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Name));
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var wrong = ring.Asked.Take($"wrong {Context.Connection.RemoteIpAddress}", WrongPerAddress);
        if (!wrong.IsAllowed)
        {
            await TooOftenAsync(Context, wrong, "Too many keys that are none came from this address.");
            return;
        }

        Response.Headers.WWWAuthenticate = "Bearer error=\"invalid_token\"";
        await Results.Problem(statusCode: StatusCodes.Status401Unauthorized, title: "This key is not good", detail: "It is none, it has expired or it was revoked. An admin makes another.").ExecuteAsync(Context);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => Refusal.NoRightAsync(Context);

    private static Task TooOftenAsync(HttpContext context, RateAnswer answer, string detail)
    {
        context.Response.Headers.RetryAfter = $"{answer.ResetSeconds}";
        return Results.Problem(statusCode: StatusCodes.Status429TooManyRequests, title: "Too often", detail: $"{detail} Ask again in {answer.ResetSeconds} s.").ExecuteAsync(context);
    }
}
