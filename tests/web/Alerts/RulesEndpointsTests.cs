using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace CryptoRun.Web.Tests.Alerts;

public sealed class RulesEndpointsTests(PublishedWeb web) : IClassFixture<PublishedWeb>
{
    private const string Rules = "/api/v1/alerts/rules";

    [Fact]
    public async Task Rules_MadeChangedAndDeleted_VersionIsTheTag()
    {
        using var made = await PostAsync(Rules, new { name = "Strong", filter = new { minScore = 75, names = new[] { "A*" } }, onExit = true });
        made.StatusCode.ShouldBe(HttpStatusCode.Created);
        made.Headers.ETag!.Tag.ShouldBe("\"1\"");
        var rule = await ReadAsync(made);
        var id = rule.GetProperty("id").GetString();
        (rule.GetProperty("cooldownMinutes").GetInt32(), rule.GetProperty("channels")[0].GetString()).ShouldBe((60, "web"));

        using var changed = await PutAsync($"{Rules}/{id}", new { name = "Stronger" }, "\"1\"");
        (await ReadAsync(changed)).GetProperty("version").GetInt32().ShouldBe(2);
        using var late = await PutAsync($"{Rules}/{id}", new { name = "Late" }, "\"1\"");
        late.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await late.Content.ReadAsStringAsync()).ShouldContain("version 2 by now");
        (await PutAsync($"{Rules}/{id}", new { name = "Blind" }, null)).StatusCode.ShouldBe(HttpStatusCode.PreconditionRequired);
        (await PutAsync($"{Rules}/nobody", new { name = "x" }, "\"1\"")).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        (await DeleteAsync($"{Rules}/{id}", "\"1\"")).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await DeleteAsync($"{Rules}/{id}", "\"2\"")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await DeleteAsync($"{Rules}/{id}", "\"2\"")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("""{"name":""}""", "name= cannot be used: send 1 to 60 characters")]
    [InlineData("""{"name":"a\r\nb"}""", "1 to 60 characters on one line")]
    [InlineData("""{"name":"x","onEntry":false}""", "onEntry=false cannot be used")]
    [InlineData("""{"name":"x","debounceScans":0}""", "debounceScans=0 cannot be used: send a whole number from 1 to 20")]
    [InlineData("""{"name":"x","cooldownMinutes":10081}""", "from 0 to 10080")]
    [InlineData("""{"name":"x","budgetPerHour":0}""", "budgetPerHour=0")]
    [InlineData("""{"name":"x","filter":{"minScore":115}}""", "filter.minScore=115 cannot be used: send a number from 0 to 114")]
    [InlineData("""{"name":"x","filter":{"maxFails":12}}""", "filter.maxFails=12")]
    [InlineData("""{"name":"x","filter":{"failing":"luck"}}""", "one of score, vadr")]
    [InlineData("""{"name":"x","filter":{"names":["<b>"]}}""", "filter.names=<b> cannot be used")]
    [InlineData("""{"name":"x","filter":{"names":[null]}}""", "filter.names= cannot be used")]
    [InlineData("""{"name":"x","channels":[]}""", "at least one of web")]
    [InlineData("""{"name":"x","channels":["nobody"]}""", "channels=nobody cannot be used: send one of web")]
    [InlineData("""{"name":"x","filter":{"verdict":"good"}}""", "filter.verdict= cannot be used")]
    [InlineData("""{"name":"x","debounceScans":"two"}""", "debounceScans= cannot be used")]
    [InlineData("""{"name":""", "send what the API's document says")]
    public async Task Rules_Unusable_Is400WithFieldValueAndRange(string body, string says)
    {
        using var answer = await SendAsync(HttpMethod.Post, Rules, body, null);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await ReadAsync(answer)).GetProperty("detail").GetString()!.ShouldContain(says);
    }

    [Fact]
    public async Task Matches_Draft_CountsTheNewestScanAndStoresNothing()
    {
        var before = (await ReadAsync(await web.Http.GetAsync(Rules))).GetProperty("rules").GetArrayLength();

        using var answer = await PostAsync($"{Rules}/matches", new { name = "", filter = new { minScore = 70 } });

        var matches = await ReadAsync(answer);
        matches.GetProperty("count").GetInt32().ShouldBe(10);
        matches.GetProperty("symbols")[0].GetString().ShouldBe("ICP-USD");
        (await ReadAsync(await web.Http.GetAsync(Rules))).GetProperty("rules").GetArrayLength().ShouldBe(before);
    }

    [Fact]
    public async Task Mute_OneAndAll_UntilThenOrUntilResumed()
    {
        var id = (await ReadAsync(await PostAsync(Rules, new { name = "x" }))).GetProperty("id").GetString();

        (await ReadAsync(await PostAsync($"{Rules}/{id}/mute", new { minutes = 60 }))).GetProperty("mutedUntil").GetDateTimeOffset().ShouldBe(Rendered.Now.AddHours(1).AddSeconds(1));
        (await ReadAsync(await PostAsync($"{Rules}/{id}/mute", new { minutes = 0 }))).GetProperty("mutedUntil").ValueKind.ShouldBe(JsonValueKind.Null);
        (await ReadAsync(await PostAsync("/api/v1/alerts/mute", new { untilResumed = true }))).GetProperty("mutedUntil").GetDateTimeOffset().Year.ShouldBe(9999);
        (await ReadAsync(await web.Http.GetAsync(Rules))).GetProperty("mutedUntil").ValueKind.ShouldBe(JsonValueKind.String);
        (await ReadAsync(await PostAsync("/api/v1/alerts/mute", new { minutes = 0 }))).GetProperty("mutedUntil").ValueKind.ShouldBe(JsonValueKind.Null);
        (await PostAsync("/api/v1/alerts/mute", new { minutes = -1 })).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await PostAsync($"{Rules}/nobody/mute", new { minutes = 1 })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "null")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    public async Task Changes_FromAnotherSite_Are403AndNothingIsChanged(string header, string value)
    {
        foreach (var (method, path) in new[] { ("POST", Rules), ("PUT", $"{Rules}/x"), ("DELETE", $"{Rules}/x"), ("POST", "/api/v1/alerts/mute"), ("POST", "/api/v1/alerts/channels"), ("POST", "/api/v1/alerts/channels/web/test") })
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = JsonContent.Create(new { name = "x", untilResumed = true }) };
            request.Headers.TryAddWithoutValidation(header, value);
            using var answer = await web.Http.SendAsync(request);
            answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden, path);
        }

        (await ReadAsync(await web.Http.GetAsync(Rules))).GetProperty("mutedUntil").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task Changes_NotJson_Are415()
    {
        using var answer = await web.Http.PostAsync(Rules, new StringContent("""{"name":"x"}""", Encoding.UTF8, "text/plain"));

        answer.StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage answer)
    {
        using var document = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return document.RootElement.Clone();
    }

    private Task<HttpResponseMessage> PostAsync(string path, object body) => web.Http.PostAsJsonAsync(path, body);

    private Task<HttpResponseMessage> PutAsync(string path, object body, string? tag) => SendAsync(HttpMethod.Put, path, JsonSerializer.Serialize(body), tag);

    private Task<HttpResponseMessage> DeleteAsync(string path, string tag) => SendAsync(HttpMethod.Delete, path, null, tag);

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? body, string? tag)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json") };
        if (tag is not null) request.Headers.IfMatch.Add(new EntityTagHeaderValue(tag));
        return await web.Http.SendAsync(request);
    }
}
