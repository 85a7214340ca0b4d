using System.Net;
using System.Text.RegularExpressions;
using CryptoRun.Web.Identity;

namespace CryptoRun.Web.Tests.Identity;

public sealed partial class SignInTests
{
    [Fact]
    public async Task Setup_CodeOfTheConsole_MakesTheFirstAdminOnce()
    {
        using var web = new PeopleWeb();
        using var browser = web.Browser();
        using (var first = await browser.GetAsync("/")) first.Headers.Location!.ToString().ShouldBe("/setup");
        await browser.GetStringAsync("/setup");
        var code = web.SetupCode;

        using (var wrong = await Setup(browser, "AAAA-AAAA-AAAA-AAAA-AAAA", PeopleWeb.Password)) (await wrong.TextAsync()).ShouldContain("not the code");
        using (var weak = await Setup(browser, code, "passwordpassword")) (await weak.TextAsync()).ShouldContain("among the first that are guessed");
        using (var made = await Setup(browser, code, PeopleWeb.Password)) made.Headers.Location!.ToString().ShouldEndWith("/account");

        using (var board = await browser.GetAsync("/")) board.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var stranger = web.Browser();
        using (var setup = await stranger.GetAsync("/setup")) setup.Headers.Location!.ToString().ShouldEndWith("/sign-in");
        using (var again = await Setup(stranger, code, PeopleWeb.Password)) again.IsSuccessStatusCode.ShouldBeFalse();
        (await web.WithAsync(static a => a.ListAsync(default))).ShouldHaveSingleItem().Role.ShouldBe(Roles.Admin);
    }

    [Fact]
    public async Task Setup_FiveWrongCodes_ThereIsAnother()
    {
        using var web = new PeopleWeb();
        using var browser = web.Browser();
        await browser.GetStringAsync("/setup");
        var code = web.SetupCode;

        for (var i = 0; i < 5; i++) (await Setup(browser, "AAAA", PeopleWeb.Password)).Dispose();

        web.SetupCode.ShouldNotBe(code);
        using var answer = await Setup(browser, code, PeopleWeb.Password);
        (await answer.TextAsync()).ShouldContain("not the code");
    }

    [Fact]
    public async Task Demonstration_FirstUserIsMade_WhoHasNotSignedInOnlyLooks()
    {
        using var web = new PeopleWeb("true");
        using var browser = web.Browser();
        await web.MakeAsync("ortiz", Roles.Admin);

        using var look = await browser.GetAsync("/api/v1/candidates");
        using var change = await browser.PostAsync("/api/v1/alerts/rules", null);

        look.StatusCode.ShouldNotBe(HttpStatusCode.Unauthorized);
        change.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("nobody", PeopleWeb.Password)]
    [InlineData("ortiz", "another password of some length")]
    [InlineData("off", PeopleWeb.Password)]
    [InlineData("", "")]
    [InlineData("ortiz' OR '1'='1", "x")]
    public async Task SignIn_Wrong_SameWordsForEveryReason(string name, string password)
    {
        using var web = new PeopleWeb();
        await web.MakeAsync("ortiz", Roles.Admin);
        var off = await web.MakeAsync("off", Roles.Viewer);
        (await web.WithAsync(a => a.SetDisabledAsync(Worker.Auditing.AuditActor.Program, off.Id, true, default))).ShouldBeNull();
        using var browser = web.Browser();

        using var answer = await browser.SubmitAsync("/sign-in", "sign-in", ("Form.Name", name), ("Form.Password", password));

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await answer.TextAsync()).ShouldContain(SignInWords.Problem(SignInStep.Failed));
        answer.Headers.Contains("Set-Cookie").ShouldBeFalse();
    }

    [Fact]
    public async Task SignIn_WrongTooOften_IsLockedEvenWithTheRightPassword()
    {
        using var web = new PeopleWeb();
        await web.MakeAsync("ortiz", Roles.Admin);
        using var browser = web.Browser();
        for (var i = 0; i < 8; i++) (await SignIn(browser, "wrong wrong wrong wrong")).Dispose();

        using var answer = await SignIn(browser, PeopleWeb.Password);

        (await answer.TextAsync()).ShouldContain("That was not right");
    }

    [Fact]
    public async Task SignIn_TooManyTriesInAMinute_WaitsForTheNext()
    {
        using var web = new PeopleWeb();
        await web.MakeAsync("ortiz", Roles.Admin);
        using var browser = web.Browser();
        for (var i = 0; i < SignInLimits.PerAddress; i++) (await SignIn(browser, "")).Dispose();

        using (var answer = await SignIn(browser, PeopleWeb.Password)) (await answer.TextAsync()).ShouldContain("Too many tries");
        web.Wall.Advance(TimeSpan.FromMinutes(1));
        using var later = await SignIn(browser, PeopleWeb.Password);
        later.StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Theory]
    [InlineData("/venues?hours=6", "/venues?hours=6")]
    [InlineData("https://evil.example/", "/")]
    [InlineData("//evil.example/", "/")]
    [InlineData("/\\evil.example/", "/")]
    [InlineData("/\t/evil.example/", "/")]
    [InlineData("javascript:alert(1)", "/")]
    public async Task SignIn_ReturnAddress_StaysOnThisSite(string address, string expected)
    {
        using var web = new PeopleWeb();
        await web.MakeAsync("ortiz", Roles.Admin);
        using var browser = web.Browser();

        using var answer = await browser.SubmitAsync($"/sign-in?returnTo={Uri.EscapeDataString(address)}", "sign-in", ("Form.Name", "ortiz"), ("Form.Password", PeopleWeb.Password));

        new Uri(new Uri("http://localhost/"), answer.Headers.Location!).ToString().ShouldBe(new Uri(new Uri("http://localhost/"), expected).ToString());
        var cookie = answer.Headers.GetValues("Set-Cookie").Single(static c => c.StartsWith("cryptorun.user=", StringComparison.Ordinal));
        cookie.ShouldContain("httponly", Case.Insensitive);
        cookie.ShouldContain("samesite=lax", Case.Insensitive);
    }

    [Fact]
    public async Task SignIn_WithoutTheFormsToken_Is400()
    {
        using var web = new PeopleWeb();
        await web.MakeAsync("ortiz", Roles.Admin);
        using var browser = web.Browser();
        using var content = new FormUrlEncodedContent([new("_handler", "sign-in"), new("Form.Name", "ortiz"), new("Form.Password", PeopleWeb.Password)]);

        using var answer = await browser.PostAsync("/sign-in", content);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        answer.Headers.Contains("Set-Cookie").ShouldBeFalse();
    }

    [Fact]
    public Task SecondFactor_TurnedOn_IsAskedForAndNoCodeIsGoodTwice() => SecondFactorAsync();

    [Fact]
    public async Task SecondFactorAndRoles_OnPostgres_AreTheSame()
    {
        using var postgres = new PostgresPeople();
        await SecondFactorAsync(postgres.Settings);
        await RightsAsync("demoted", postgres.Settings);
    }

    private static async Task SecondFactorAsync(params (string Key, string Value)[] settings)
    {
        using var web = new PeopleWeb("false", settings);
        web.Log.Any(static l => l.StartsWith("Keys of cookies lie unsealed", StringComparison.Ordinal)).ShouldBe(settings.Length > 0);
        using var browser = await web.SignedInAsync("ortiz", Roles.Admin);
        using var begun = await browser.SubmitAsync("/account", "begin", ("Factor.Current", PeopleWeb.Password));
        var page = await begun.TextAsync();
        page.ShouldContain("data:image/svg+xml;base64,");
        var key = Key().Match(page).Groups["it"].Value.Replace(" ", "", StringComparison.Ordinal);
        using var on = await browser.SubmitAsync("/account", page, "enable", ("Enable.Code", Code(web, key)));
        var codes = Recovery().Matches(await on.TextAsync()).Select(static m => m.Groups["it"].Value).ToList();
        codes.Count.ShouldBe(10);

        using (var used = await HalfIn(web).SubmitAsync("/sign-in/code", "code", ("Form.Code", Code(web, key)))) (await used.TextAsync()).ShouldContain("That was not right");
        web.Wall.Advance(TimeSpan.FromSeconds(30));
        using (var next = await HalfIn(web).SubmitAsync("/sign-in/code", "code", ("Form.Code", Code(web, key)))) next.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        using (var again = await HalfIn(web).SubmitAsync("/sign-in/code", "code", ("Form.Code", Code(web, key)))) again.StatusCode.ShouldBe(HttpStatusCode.OK);
        using (var recovered = await HalfIn(web).SubmitAsync("/sign-in/code", "code", ("Form.Code", codes[0]))) recovered.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        using (var twice = await HalfIn(web).SubmitAsync("/sign-in/code", "code", ("Form.Code", codes[0]))) twice.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var half = HalfIn(web);
        using var board = await half.GetAsync("/");
        board.StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task Password_GivenByAnAdmin_OpensNothingUntilItIsChanged()
    {
        using var web = new PeopleWeb();
        await web.MakeAsync("okafor", Roles.Admin, mustChange: true);
        using var browser = web.Browser();
        (await browser.SubmitAsync("/sign-in", "sign-in", ("Form.Name", "okafor"), ("Form.Password", PeopleWeb.Password))).Dispose();

        using (var board = await browser.GetAsync("/")) board.Headers.Location!.ToString().ShouldBe("/account");
        using (var api = await browser.GetAsync("/api/v1/candidates")) api.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        using (var short_ = await Change(browser, "too short")) (await short_.TextAsync()).ShouldContain("at least 15");
        using (var named = await Change(browser, "xx okafor xx 7391 blue")) (await named.TextAsync()).ShouldContain("user's name");
        using (var changed = await Change(browser, "granite ladder 4 tuesdays")) (await changed.TextAsync()).ShouldContain("Changed.");

        using var open = await browser.GetAsync("/");
        open.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("disabled")]
    [InlineData("demoted")]
    public Task Rights_TakenAway_EndWithinAMinute(string how) => RightsAsync(how);

    private static async Task RightsAsync(string how, params (string Key, string Value)[] settings)
    {
        using var web = new PeopleWeb("false", settings);
        await web.MakeAsync("okafor", Roles.Admin);
        using var browser = await web.SignedInAsync("adebayo", Roles.Admin);
        var user = (await web.WithAsync(static a => a.ListAsync(default))).Single(static u => u.UserName == "adebayo");

        (await web.WithAsync(a => how == "disabled" ? a.SetDisabledAsync(Worker.Auditing.AuditActor.Program, user.Id, true, default) : a.SetRoleAsync(Worker.Auditing.AuditActor.Program, user.Id, Roles.Viewer, default))).ShouldBeNull();
        web.Wall.Advance(TimeSpan.FromSeconds(59));

        using var answer = await browser.PostAsync("/api/v1/alerts/channels", null);
        answer.StatusCode.ShouldBeOneOf(HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task SignOut_FromHere_EndsIt()
    {
        using var web = new PeopleWeb();
        using var browser = await web.SignedInAsync("ortiz", Roles.Viewer);
        using var foreign = new HttpRequestMessage(HttpMethod.Post, "/sign-out");
        foreign.Headers.Add("Origin", "https://evil.example");

        using (var refused = await browser.SendAsync(foreign)) refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        using (var board = await browser.GetAsync("/")) board.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await browser.PostAsync("/sign-out", null)).Dispose();

        using var after = await browser.GetAsync("/");
        after.Headers.Location!.ToString().ShouldBe("/sign-in");
    }

    [Fact]
    public async Task Account_LastAdmin_CannotShutTheHouse()
    {
        using var web = new PeopleWeb();
        var user = await web.MakeAsync("ortiz", Roles.Admin);

        (await web.WithAsync(a => a.SetRoleAsync(Worker.Auditing.AuditActor.Program, user.Id, Roles.Viewer, default))).ShouldBe("This is the last admin who can sign in.");
        (await web.WithAsync(a => a.SetDisabledAsync(Worker.Auditing.AuditActor.Program, user.Id, true, default))).ShouldBe("This is the last admin who can sign in.");

        (await web.WithAsync(static a => a.ListAsync(default))).Single().ShouldSatisfyAllConditions(static u => u.Role.ShouldBe(Roles.Admin), static u => u.IsDisabled.ShouldBeFalse());
    }

    private static HttpClient HalfIn(PeopleWeb web)
    {
        var browser = web.Browser();
        SignIn(browser, PeopleWeb.Password).GetAwaiter().GetResult().Dispose();
        return browser;
    }

    private static string Code(PeopleWeb web, string key) => TotpProvider.Code(key, TotpProvider.StepOf(web.Wall.GetUtcNow()));

    private static Task<HttpResponseMessage> SignIn(HttpClient browser, string password) => browser.SubmitAsync("/sign-in", "sign-in", ("Form.Name", "ortiz"), ("Form.Password", password));

    private static Task<HttpResponseMessage> Setup(HttpClient browser, string code, string password) =>
        browser.SubmitAsync("/setup", "setup", ("Form.Code", code), ("Form.Name", "ortiz"), ("Form.Password", password), ("Form.Again", password));

    private static Task<HttpResponseMessage> Change(HttpClient browser, string password) =>
        browser.SubmitAsync("/account", "password", ("Password.Current", PeopleWeb.Password), ("Password.Password", password), ("Password.Again", password));

    [GeneratedRegex("aria-label=\"Key\">(?<it>[A-Z2-7 ]+)<", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Key();

    [GeneratedRegex("<li>(?<it>[A-Z0-9]{5}-[A-Z0-9]{5})</li>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Recovery();
}
