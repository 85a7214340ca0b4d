using CryptoRun.Web.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace CryptoRun.Web.Tests.Identity;

public sealed class CanaryTests
{
    private const string Mistyped = "canary-mistyped-9f4 in the wrong field";

    [Fact]
    public async Task Log_OfEverythingThatPeopleDo_HasNoSecret()
    {
        using var web = new PeopleWeb();
        using var browser = web.Browser();
        await browser.GetStringAsync("/setup");
        var code = web.SetupCode;
        (await browser.SubmitAsync("/setup", "setup", ("Form.Code", code), ("Form.Name", "ortiz"), ("Form.Password", PeopleWeb.Password), ("Form.Again", PeopleWeb.Password))).Dispose();
        (await web.Browser().SubmitAsync("/sign-in", "sign-in", ("Form.Name", Mistyped), ("Form.Password", Mistyped))).Dispose();
        using var again = web.Browser();
        using var signedIn = await again.SubmitAsync("/sign-in", "sign-in", ("Form.Name", "ortiz"), ("Form.Password", PeopleWeb.Password));
        var cookie = signedIn.Headers.GetValues("Set-Cookie").Single(static c => c.StartsWith("cryptorun.user=", StringComparison.Ordinal)).Split('=', ';')[1];
        using var begun = await again.SubmitAsync("/account", "begin", ("Factor.Current", PeopleWeb.Password));
        using var program = await ApiKeyTests.ProgramAsync(web, Roles.Viewer);
        (await program.GetAsync("/api/v1/alerts/rules")).Dispose();
        string factor;
        await using (var scope = web.Services.CreateAsyncScope())
        {
            var users = scope.ServiceProvider.GetRequiredService<Microsoft.AspNetCore.Identity.UserManager<User>>();
            factor = (await users.GetAuthenticatorKeyAsync((await users.FindByNameAsync("ortiz"))!))!;
        }

        web.Log.ShouldNotBeEmpty();
        foreach (var secret in (string[])[PeopleWeb.Password, Mistyped, code, code.Replace("-", "", StringComparison.Ordinal), cookie, factor, program.DefaultRequestHeaders.Authorization!.Parameter!])
            web.Log.Where(l => l.Contains(secret, StringComparison.OrdinalIgnoreCase)).ShouldBeEmpty();
    }
}
