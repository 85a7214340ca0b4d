using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using CryptoRun.Web.Tests.Identity;

namespace CryptoRun.Web.Tests.Security;

/// <summary>What can be sent that should not be, to every endpoint of the API that changes something. A new one without a row fails.</summary>
public sealed class BadInputTests(WritingWeb web) : IClassFixture<WritingWeb>
{
    private static readonly string Long = new('x', 10_000);

    /// <summary>Values that no field wants all of; whatever a field does with one, the program must keep its composure.</summary>
    private static readonly JsonNode?[] Strange =
    [
        null, -1, 1e300, 12345678901234567890, 0.5, true, "", Long, "\r\nSet-Cookie: stolen=1", "<img src=x onerror=alert(1)>", "../../etc/passwd", "\0", "NaN", "99", 99, "\ud83d\ude80", "\ud800", new JsonArray(), new JsonArray(null, Long), new JsonObject(), new JsonObject { ["x"] = 1 },
    ];

    private static readonly string[] NoDocuments = ["", "null", "[]", "\"x\"", "7", "{", "{\"name\":", "{\"a\":1}}", "\ufeff\ufeff", new string('[', 300)];

    private static readonly string[] NoIds = ["nowhere", "..%2f..%2fetc%2fpasswd", "%01", "'%20OR%20'1'='1", "%0d%0aSet-Cookie:%20stolen=1", "%3Cscript%3E", new('x', 3000), "%E2%80%AE"];

    [Fact]
    public void Endpoint_EveryThatChanges_HasARow() => RouteDecisions.All.Where(static r => r.Method is not "GET" and not "*" && r.Pattern.StartsWith("/api", StringComparison.Ordinal))
        .Select(static r => $"{r.Method} {r.Pattern}").Order(StringComparer.Ordinal).ShouldBe(WritingWeb.Rows.Select(static r => $"{r.Method} {r.Pattern}").Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(WithBody))]
    public async Task Body_NoDocument_IsRefusedInWords(string method, string pattern)
    {
        foreach (var text in NoDocuments) await web.RefusedAsync(method, pattern, HttpStatusCode.BadRequest, Json(text), text);
        await web.RefusedAsync(method, pattern, HttpStatusCode.UnsupportedMediaType, new StringContent(WritingWeb.Body(method, pattern).ToJsonString(), Encoding.UTF8, "text/plain"), "as text");
        await web.RefusedAsync(method, pattern, HttpStatusCode.UnsupportedMediaType, new FormUrlEncodedContent([new("name", "x")]), "as a form, which another site could send");
        await web.RefusedAsync(method, pattern, HttpStatusCode.UnsupportedMediaType, null, "nothing at all");
        await web.RefusedAsync(method, pattern, HttpStatusCode.RequestEntityTooLarge, Json($$"""{"name":"{{new string('x', 70_000)}}"}"""), "too long");
    }

    [Theory]
    [MemberData(nameof(WithBody))]
    public async Task Field_EveryWithEveryStrangeValue_IsTakenOrRefusedInWords(string method, string pattern)
    {
        foreach (var field in Fields(WritingWeb.Body(method, pattern), ""))
        {
            foreach (var value in Strange)
            {
                var body = WritingWeb.Body(method, pattern);
                Set(body, field, value);
                using var answer = await web.SendAsync(method, pattern, Json(body.ToJsonString()));
                await web.IsInWordsAsync(answer, $"{method} {pattern} with {field}={Shown(value)}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(WithBody))]
    public async Task Field_ThatNobodyKnows_Is400AndNamed(string method, string pattern)
    {
        foreach (var parent in Fields(WritingWeb.Body(method, pattern), "").Where(f => WritingWeb.Body(method, pattern)[f] is JsonObject && !f.StartsWith("gates", StringComparison.Ordinal)).Append(""))
        {
            var body = WritingWeb.Body(method, pattern);
            var field = parent.Length == 0 ? "tpyo" : $"{parent}.tpyo";
            Set(body, field, 1);
            using var answer = await web.SendAsync(method, pattern, Json(body.ToJsonString()));
            if (pattern.Contains("/simulation/", StringComparison.Ordinal) && answer.StatusCode == HttpStatusCode.Forbidden) continue;
            answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest, $"{method} {pattern} with {field}");
            var named = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["parameters"]!.ToJsonString();
            named.ShouldContain($"\"{field}\"");
        }
    }

    [Theory]
    [InlineData("/api/v1/alerts/rules")]
    [InlineData("/api/v1/alerts/channels")]
    [InlineData("/api/v1/jobs")]
    public async Task Answer_SentBackAsItWasRead_IsTaken(string list)
    {
        var pattern = list.EndsWith("/jobs", StringComparison.Ordinal) ? $"{list}/{{job}}" : $"{list}/{{id}}";
        using var saved = await web.SendAsync("PUT", pattern, Json(WritingWeb.Body("PUT", pattern).ToJsonString()));
        var read = await saved.Content.ReadAsStringAsync();
        saved.StatusCode.ShouldBe(HttpStatusCode.OK, read);

        using var again = await web.SendAsync("PUT", pattern, Json(read));

        again.StatusCode.ShouldBe(HttpStatusCode.OK, await again.Content.ReadAsStringAsync());
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Id_Foreign_IsNotFoundAndChangesNothing(string method, string pattern)
    {
        if (!pattern.Contains('{', StringComparison.Ordinal)) return;
        foreach (var id in NoIds)
        {
            var path = string.Join('/', pattern.Split('/').Select(p => p.StartsWith('{') ? id : p));
            using var answer = await web.SendAsync(method, pattern, WritingWeb.HasBody(method, pattern) ? Json(WritingWeb.Body(method, pattern).ToJsonString()) : null, path);
            ((int)answer.StatusCode).ShouldBeInRange(400, 499, $"{method} {path}");
            await web.IsInWordsAsync(answer, $"{method} {path}");
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Site_Another_IsRefused(string method, string pattern)
    {
        foreach (var (header, value) in new[] { ("Origin", "https://evil.example"), ("Origin", "null"), ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Site", "same-site") })
        {
            using var answer = await web.SendAsync(method, pattern, WritingWeb.HasBody(method, pattern) ? Json(WritingWeb.Body(method, pattern).ToJsonString()) : null, headers: [(header, value)]);
            answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden, $"{method} {pattern} from {value}");
        }
    }

    [Theory]
    [InlineData("/api/v1/alerts/rules")]
    [InlineData("/api/v1/alerts/channels")]
    public async Task Change_SentTwiceOrOverAnothers_Is409WithBothVersions(string list)
    {
        var pattern = $"{list}/{{id}}";
        using var made = await web.SendAsync("POST", list, Json(WritingWeb.Body("POST", list).ToJsonString()));
        var id = JsonNode.Parse(await made.Content.ReadAsStringAsync())!["id"]!.GetValue<string>();
        var mine = WritingWeb.Body("PUT", pattern);
        mine["name"] = "mine";
        (string, string)[] version = [("If-Match", "\"1\"")];

        using (var without = await web.SendAsync("PUT", pattern, Json(mine.ToJsonString()), $"{list}/{id}", [])) without.StatusCode.ShouldBe(HttpStatusCode.PreconditionRequired);
        using (var first = await web.SendAsync("PUT", pattern, Json(mine.ToJsonString()), $"{list}/{id}", version)) first.StatusCode.ShouldBe(HttpStatusCode.OK);
        mine["name"] = "mine, late";
        using var second = await web.SendAsync("PUT", pattern, Json(mine.ToJsonString()), $"{list}/{id}", version);
        second.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        var problem = JsonNode.Parse(await second.Content.ReadAsStringAsync())!;
        (problem["current"]!["version"]!.GetValue<int>(), problem["current"]!["name"]!.GetValue<string>(), problem["sent"]!["name"]!.GetValue<string>()).ShouldBe((2, "mine", "mine, late"));
        using (var late = await web.SendAsync("DELETE", pattern, null, $"{list}/{id}", version)) late.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        using (var gone = await web.SendAsync("DELETE", pattern, null, $"{list}/{id}", [("If-Match", "\"2\"")])) gone.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        using var again = await web.SendAsync("DELETE", pattern, null, $"{list}/{id}", [("If-Match", "\"2\"")]);
        again.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Schedule_OverAnothers_Is409WithBothVersions()
    {
        const string Pattern = "/api/v1/jobs/{job}";
        var body = WritingWeb.Body("PUT", Pattern);
        using var first = await web.SendAsync("PUT", Pattern, Json(body.ToJsonString()));
        first.StatusCode.ShouldBe(HttpStatusCode.OK);
        (string, string)[] read = [("If-Match", first.Headers.ETag!.Tag)];
        using (var another = await web.SendAsync("PUT", Pattern, Json(body.ToJsonString()), "/api/v1/jobs/scan.hot", read)) another.StatusCode.ShouldBe(HttpStatusCode.OK);
        body["cron"] = "0 0/20 * * * ?";
        using var late = await web.SendAsync("PUT", Pattern, Json(body.ToJsonString()), "/api/v1/jobs/scan.hot", read);

        late.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        var problem = JsonNode.Parse(await late.Content.ReadAsStringAsync())!;
        (problem["sent"]!["cron"]!.GetValue<string>(), problem["current"]!["version"]!.GetValue<int>() > 1).ShouldBe(("0 0/20 * * * ?", true));
    }

    [Fact]
    public async Task Schedule_LimitsOfTheGates_AreTakenWholeAndWhatCannotBeIsNamed()
    {
        const string Pattern = "/api/v1/jobs/{job}";
        using var unknown = await web.SendAsync("PUT", Pattern, Json("{\"gates\":{\"choppy\":{\"compsite\":60,\"adx\":101}}}"));
        unknown.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var text = await unknown.Content.ReadAsStringAsync();
        text.ShouldContain("gates.choppy.adx");
        text.ShouldContain("compsite");

        using var first = await web.SendAsync("PUT", Pattern, Json("{\"gates\":{\"choppy\":{\"composite\":60,\"adx\":null}}}"));
        first.StatusCode.ShouldBe(HttpStatusCode.OK);
        JsonNode.Parse(await first.Content.ReadAsStringAsync())!["gates"]!.ToJsonString().ShouldBe("{\"trendingBull\":{},\"choppy\":{\"composite\":60},\"highVolatility\":{}}");
        (string, string)[] read = [("If-Match", first.Headers.ETag!.Tag)];
        using var paused = await web.SendAsync("PUT", Pattern, Json("{\"paused\":false}"), "/api/v1/jobs/scan.hot", read);
        JsonNode.Parse(await paused.Content.ReadAsStringAsync())!["gates"]!["choppy"]!["composite"]!.GetValue<double>().ShouldBe(60);
    }

    [Fact]
    public async Task Schedule_Venues_AreTakenWholeAndWhatCannotBeIsNamed()
    {
        const string Pattern = "/api/v1/jobs/{job}";
        foreach (var wrong in new[] { "kraken", "binance2", "" })
        {
            using var refused = await web.SendAsync("PUT", Pattern, Json($"{{\"venues\":{{\"without\":[\"okx\",\"{wrong}\"]}}}}"));
            refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
            (await refused.Content.ReadAsStringAsync()).ShouldContain("venues that can be left out: okx, coinbase, krakenfutures");
        }

        using var taken = await web.SendAsync("PUT", Pattern, Json("{\"venues\":{\"without\":[\"bybit\",\"OKX\",\"okx\"]}}"));
        taken.StatusCode.ShouldBe(HttpStatusCode.OK);
        JsonNode.Parse(await taken.Content.ReadAsStringAsync())!["venues"]!.ToJsonString().ShouldBe("{\"without\":[\"okx\",\"bybit\"]}");
    }

    public static TheoryData<string, string> All => [.. WritingWeb.Rows.Select(static r => (r.Method, r.Pattern))];

    public static TheoryData<string, string> WithBody => [.. WritingWeb.Rows.Where(static r => r.Body is not null).Select(static r => (r.Method, r.Pattern))];

    internal static StringContent Json(string text) => new(text, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));

    private static IEnumerable<string> Fields(JsonObject body, string before) =>
        body.SelectMany(f => f.Value is JsonObject inner ? Fields(inner, $"{before}{f.Key}.").Append(before + f.Key) : [before + f.Key]);

    private static void Set(JsonObject body, string field, JsonNode? value)
    {
        var parts = field.Split('.');
        foreach (var part in parts[..^1]) body = body[part]!.AsObject();
        body[parts[^1]] = value?.DeepClone();
    }

    private static string Shown(JsonNode? value) => value?.ToJsonString() is { } text ? text[..Math.Min(40, text.Length)] : "null";
}
