using System.Net;
using System.Text.Json;
using CryptoRun.Web.Auditing;
using CryptoRun.Worker.Auditing;
using CryptoRun.Worker.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace CryptoRun.Web.Tests.Auditing;

public sealed class AuditTests(PublishedWeb web) : IClassFixture<PublishedWeb>
{
    private static readonly AuditChange Change = new(new AuditActor("m.ortiz", "10.0.0.7"), "key.create", "=1+1", null, """{"role":"viewer"}""");

    private IAuditTrail Trail => web.Web.Services.GetRequiredService<IAuditTrail>();

    [Fact]
    public async Task Rule_MadeThroughTheApi_IsInTheTrailOnThePageAndInTheCsv()
    {
        using var made = await web.Http.PostAsync("/api/v1/alerts/rules", new StringContent("""{"name":"<b>Trail</b>","kind":"filter","filter":{"minScore":71}}""", System.Text.Encoding.UTF8, "application/json"));
        made.StatusCode.ShouldBe(HttpStatusCode.Created);
        await Trail.RecordAsync(Change, default);

        using var answer = JsonDocument.Parse(await web.Http.GetStringAsync("/api/v1/audit?q=alert-rule&limit=1"));
        var entry = answer.RootElement.GetProperty("entries")[0];
        entry.GetProperty("change").GetProperty("actor").GetProperty("name").GetString().ShouldBe(Caller.Anonymous);
        entry.GetProperty("change").GetProperty("before").ValueKind.ShouldBe(JsonValueKind.Null);
        entry.GetProperty("change").GetProperty("after").GetString()!.ShouldContain("71");

        var page = await web.Http.GetStringAsync("/audit");
        page.ShouldContain("alert-rule.save");
        page.ShouldContain("filter.minScore");
        page.ShouldContain("m.ortiz");
        page.ShouldNotContain("<b>Trail</b>");
        (await web.Http.GetStringAsync("/audit?actor=nobody")).ShouldContain("Nothing in the trail passes these filters");

        var csv = (await web.Http.GetStringAsync("/api/v1/audit?format=csv&actor=m.ortiz")).Split("\r\n");
        csv[0].ShouldBe("number,at,actor,from,action,subject,before,after,node,id,hash");
        csv[1].ShouldContain(",m.ortiz,10.0.0.7,key.create,'=1+1,,\"{\"\"role\"\":\"\"viewer\"\"}\",");
    }

    [Fact]
    public async Task Verify_WithAndWithoutWhatWasNoted()
    {
        var entry = await Trail.RecordAsync(Change with { Id = "noted" }, default);

        (await VerifyAsync("")).GetProperty("isWhole").GetBoolean().ShouldBeTrue();
        (await VerifyAsync($"?number={entry.Number}&hash={entry.Hash.ToUpperInvariant()}")).GetProperty("isWhole").GetBoolean().ShouldBeTrue();
        (await VerifyAsync($"?number={entry.Number}&hash={new string('0', 64)}")).GetProperty("problem").GetString()!.ShouldContain("written anew or cut");
    }

    [Theory]
    [InlineData("?limit=0", "a whole number from 1 to 1000")]
    [InlineData("?from=yesterday", "an ISO 8601 instant")]
    [InlineData("?before=-1", "a number of an entry")]
    [InlineData("?format=xml", "json or csv")]
    [InlineData("/verify?number=1", "number and hash together")]
    [InlineData("/verify?number=1&hash=xyz", "64 hexadecimal digits")]
    public async Task Audit_Unusable_Is400WithWhatIsAllowed(string address, string allowed)
    {
        using var answer = await web.Http.GetAsync($"/api/v1/audit{address}");

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync()).ShouldContain(allowed);
    }

    [Theory]
    [InlineData("""{"a":1,"b":{"c":[1,2]},"d":"x"}""", """{"a":2,"b":{"c":[1]},"d":"x","e":true}""", "a: 1 > 2; b.c: [1,2] > [1]; e:  > true")]
    [InlineData(null, """{"a":1,"n":null}""", "a:  > 1")]
    [InlineData("""{"a":1}""", null, "a: 1 > ")]
    [InlineData("plain", "text", ": plain > text")]
    [InlineData("""{"a":1}""", """{"a":1}""", "")]
    public void Differences_FieldByField(string? before, string? after, string expected) =>
        string.Join("; ", AuditDifference.Of(before, after).Select(static d => $"{d.Path}: {d.Before} > {d.After}")).ShouldBe(expected);

    private async Task<JsonElement> VerifyAsync(string query)
    {
        using var answer = JsonDocument.Parse(await web.Http.GetStringAsync($"/api/v1/audit/verify{query}"));
        return answer.RootElement.Clone();
    }
}
