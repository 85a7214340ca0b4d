using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using CryptoRun.Web.Identity;
using CryptoRun.Worker.Auditing;
using CryptoRun.Worker.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace CryptoRun.Web.Tests.Identity;

public sealed class ApiKeyTests
{
    private static readonly AuditActor Ortiz = new("ortiz", "10.0.0.7");

    [Fact]
    public async Task Key_Good_OpensTheApiAndNothingElse()
    {
        using var web = new PeopleWeb();
        await web.MakeAsync("ortiz", Roles.Admin);
        using var program = await ProgramAsync(web, Roles.Viewer);

        (await StatusAsync(program, "/api/v1/alerts/rules")).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(program, "/openapi/v1.json")).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(program, "/")).ShouldBe(HttpStatusCode.Redirect);
        (await StatusAsync(program, "/_blazor")).ShouldBe(HttpStatusCode.Unauthorized);
        using var change = await program.PostAsync("/api/v1/alerts/rules", null);
        change.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        change.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [Fact]
    public async Task Key_Kept_IsItsHashAlone()
    {
        using var web = new PeopleWeb();
        var secret = await SecretAsync(web, Roles.Viewer);

        await using var scope = web.Services.CreateAsyncScope();
        var key = (await scope.ServiceProvider.GetRequiredService<ApiKeys>().ListAsync(default)).ShouldHaveSingleItem();

        secret.Length.ShouldBe(46);
        key.ShouldSatisfyAllConditions(k => k.Hash.ShouldBe(ApiKeys.HashOf(secret)), k => k.Prefix.ShouldBe(secret[..9]), static k => k.LastUsedAt.ShouldBeNull());
        var entry = (await scope.ServiceProvider.GetRequiredService<IAuditTrail>().ListAsync(new AuditQuery(), default)).ShouldHaveSingleItem();
        (entry.Change.Action, entry.Change.Actor).ShouldBe(("key.create", Ortiz));
        $"{entry.Change}".ShouldNotContain(secret[9..]);
    }

    [Theory]
    [InlineData("cr_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("cr_")]
    [InlineData("eyJhbGciOiJub25lIn0.e30.")]
    public async Task Key_None_Is401EvenWhereOneMayLookWithout(string key)
    {
        using var web = new PeopleWeb("true");
        using var program = web.Browser();
        program.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", $"Bearer {key}");

        (await StatusAsync(program, "/api/v1/alerts/rules")).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Key_RevokedOrExpired_IsRefused()
    {
        using var web = new PeopleWeb();
        using var program = await ProgramAsync(web, Roles.Viewer);
        using var other = await ProgramAsync(web, Roles.Viewer, days: 1);
        (await StatusAsync(program, "/api/v1/alerts/rules")).ShouldBe(HttpStatusCode.OK);

        await using (var scope = web.Services.CreateAsyncScope())
        {
            var keys = scope.ServiceProvider.GetRequiredService<ApiKeys>();
            var used = (await keys.ListAsync(default)).Single(static k => k.LastUsedAt is not null);
            (await keys.RevokeAsync(Ortiz, used.Id, default)).ShouldBeNull();
        }

        (await StatusAsync(program, "/api/v1/alerts/rules")).ShouldBe(HttpStatusCode.Unauthorized);
        (await StatusAsync(other, "/api/v1/alerts/rules")).ShouldBe(HttpStatusCode.OK);
        web.Wall.Advance(TimeSpan.FromDays(1));
        (await StatusAsync(other, "/api/v1/alerts/rules")).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Key_AsksTooOften_Is429UntilTheMinuteIsOver()
    {
        using var web = new PeopleWeb();
        using var program = await ProgramAsync(web, Roles.Viewer, perMinute: 2);

        using var first = await program.GetAsync("/api/v1/alerts/rules");
        (Header(first, "RateLimit-Limit"), Header(first, "RateLimit-Remaining")).ShouldBe((2, 1));
        (await StatusAsync(program, "/api/v1/alerts/rules")).ShouldBe(HttpStatusCode.OK);
        using var third = await program.GetAsync("/api/v1/alerts/rules");
        third.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        third.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        web.Wall.Advance(third.Headers.RetryAfter!.Delta!.Value);

        (await StatusAsync(program, "/api/v1/alerts/rules")).ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("", Roles.Viewer, 1, 1, "1 to 60 characters")]
    [InlineData("x", "owner", 1, 1, "one of viewer")]
    [InlineData("x", Roles.Viewer, 0, 1, "1 to 366 days")]
    [InlineData("x", Roles.Viewer, 367, 1, "1 to 366 days")]
    [InlineData("x", Roles.Viewer, 1, 0, "times a minute")]
    [InlineData("x\r\ny", Roles.Viewer, 1, 1, "1 to 60 characters")]
    public async Task Create_NotAllowed_IsTold(string name, string role, int days, int perMinute, string problem)
    {
        using var web = new PeopleWeb();
        await using var scope = web.Services.CreateAsyncScope();

        var answer = await scope.ServiceProvider.GetRequiredService<ApiKeys>().CreateAsync(Ortiz, name, role, days, perMinute, default);

        answer.Secret.ShouldBeNull();
        answer.Problem!.ShouldContain(problem);
    }

    internal static async Task<string> SecretAsync(PeopleWeb web, string role, int days = 30, int perMinute = 600)
    {
        await using var scope = web.Services.CreateAsyncScope();
        var (secret, problem) = await scope.ServiceProvider.GetRequiredService<ApiKeys>().CreateAsync(Ortiz, $"desk {role} {days}", role, days, perMinute, default);
        problem.ShouldBeNull();
        return secret!;
    }

    internal static async Task<HttpClient> ProgramAsync(PeopleWeb web, string role, int days = 30, int perMinute = 600)
    {
        var program = web.Browser();
        program.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await SecretAsync(web, role, days, perMinute));
        return program;
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient program, string path)
    {
        using var answer = await program.GetAsync(path);
        return answer.StatusCode;
    }

    private static int Header(HttpResponseMessage answer, string name) => int.Parse(answer.Headers.GetValues(name).Single(), CultureInfo.InvariantCulture);
}
