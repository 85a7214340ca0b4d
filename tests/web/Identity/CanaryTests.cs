using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CryptoRun.Web.Identity;
using CryptoRun.Worker.Auditing;
using CryptoRun.Worker.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace CryptoRun.Web.Tests.Identity;

/// <summary>Secrets of every kind are planted and used; then they are looked for in every line logged at Trace, in addresses, problem details, measures and settings.</summary>
public sealed partial class CanaryTests
{
    private const string Mistyped = "canary-mistyped-9f4 in the wrong field";
    private const string Database = "canary-database-51c";
    private const string Mail = "canary-mail-77aa";
    private const string Hook = "canary-hook-0123456789";

    [Fact]
    public async Task Secret_OfEveryKind_IsNowhereItMustNotBe()
    {
        using var web = new PeopleWeb("false", ("Store:ConnectionString", $"Host=db;Username=scan;Password={Database}"), ("Alerts:AllowPrivateTargets", "true"));
        var said = new List<string>();
        using var browser = web.Browser();
        await browser.GetStringAsync("/setup");
        var code = web.SetupCode;
        await SubmitAsync(browser, "/setup", "setup", ("Form.Code", code), ("Form.Name", "ortiz"), ("Form.Password", PeopleWeb.Password), ("Form.Again", PeopleWeb.Password));
        using (var stranger = web.Browser()) await SubmitAsync(stranger, "/sign-in", "sign-in", ("Form.Name", Mistyped), ("Form.Password", Mistyped));
        using var again = web.Browser();
        using var signedIn = await again.SubmitAsync("/sign-in", "sign-in", ("Form.Name", "ortiz"), ("Form.Password", PeopleWeb.Password));
        var cookie = signedIn.Headers.GetValues("Set-Cookie").Single(static c => c.StartsWith("cryptorun.user=", StringComparison.Ordinal)).Split('=', ';')[1];
        using var begun = await again.SubmitAsync("/account", "begin", ("Factor.Current", PeopleWeb.Password));
        var factor = await FactorAsync(web);
        using var on = await again.SubmitAsync("/account", await begun.TextAsync(), "enable", ("Enable.Code", TotpProvider.Code(factor, TotpProvider.StepOf(web.Wall.GetUtcNow()))));
        var codes = Recovery().Matches(await on.TextAsync()).Select(static m => m.Groups["it"].Value).ToList();
        codes.Count.ShouldBe(10);
        await using (var scope = web.Services.CreateAsyncScope())
            (await scope.ServiceProvider.GetRequiredService<IAuditTrail>().ListAsync(new AuditQuery(), default)).Select(static e => e.Change.Action).ShouldBe(["user.recovery-codes-made", "user.second-factor-on", "user.second-factor-begin", "user.create"]);
        using var program = await ApiKeyTests.ProgramAsync(web, Roles.Admin);
        foreach (var channel in (string[])
        [
            $$"""{"name":"Mail","kind":"email","host":"127.0.0.1","port":9,"security":"tls","user":"desk","from":"a@desk.example","to":["b@desk.example"],"secret":"{{Mail}}"}""",
            $$"""{"name":"Hook","kind":"webhook","address":"http://127.0.0.1:9/hook","secret":"{{Hook}}"}""",
            $$"""{"name":"Bad","kind":"webhook","address":"ftp://desk.example","secret":"{{Hook}}"}""",
            $$"""{"name":"Bad","kind":"webhook","secret":["{{Hook}}"]}""",
        ])
        {
            using var made = await program.PostAsync("/api/v1/alerts/channels", new StringContent(channel, Encoding.UTF8, "application/json"));
            var text = await made.Content.ReadAsStringAsync();
            said.Add(text);
            if (JsonNode.Parse(text)!["id"] is not { } id) continue;
            using var tested = await program.PostAsync($"/api/v1/alerts/channels/{id}/test", null);
            said.Add(await tested.Content.ReadAsStringAsync());
        }

        using (var wrong = await program.GetAsync($"/api/v1/candidates?limit={Mistyped}")) wrong.IsSuccessStatusCode.ShouldBeFalse();
        foreach (var path in (string[])["/metrics", "/api/v1/settings", "/api/v1/audit", "/api/v1/alerts/channels", "/openapi/v1.json"]) said.Add(await program.GetStringAsync(path));
        foreach (var path in (string[])["/audit", "/admin", "/admin?tab=keys", "/admin?tab=settings"]) said.Add(await again.GetStringAsync(path));

        web.Log.ShouldNotBeEmpty();
        said.ShouldContain(static s => s.Contains("Store:ConnectionString", StringComparison.Ordinal));
        var key = program.DefaultRequestHeaders.Authorization!.Parameter!;
        foreach (var secret in (string[])[PeopleWeb.Password, code, code.Replace("-", "", StringComparison.Ordinal), cookie, factor, key, Database, Mail, Hook, .. codes])
        {
            web.Log.Where(l => l.Contains(secret, StringComparison.OrdinalIgnoreCase)).ShouldBeEmpty();
            said.Where(s => s.Contains(secret, StringComparison.OrdinalIgnoreCase)).ShouldBeEmpty();
        }

        // What was typed into the wrong field of a form; a program that puts a secret into an address has told it to all that pass it on.
        web.Log.Where(static l => l.Contains(Mistyped, StringComparison.OrdinalIgnoreCase) && !l.Contains("/api/v1/candidates", StringComparison.Ordinal) && !l.Contains("limit=", StringComparison.Ordinal)).ShouldBeEmpty();

        async Task SubmitAsync(HttpClient from, string page, string form, params (string Name, string Value)[] fields)
        {
            using var answer = await from.SubmitAsync(page, form, fields);
            said.Add($"{answer.Headers.Location}");
        }
    }

    private static async Task<string> FactorAsync(PeopleWeb web)
    {
        await using var scope = web.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<Microsoft.AspNetCore.Identity.UserManager<User>>();
        return (await users.GetAuthenticatorKeyAsync((await users.FindByNameAsync("ortiz"))!))!;
    }

    [GeneratedRegex("<li>(?<it>[A-Z0-9]{5}-[A-Z0-9]{5})</li>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Recovery();
}
