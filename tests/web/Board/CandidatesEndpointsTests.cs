using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace CryptoRun.Web.Tests.Board;

public sealed class CandidatesEndpointsTests(PublishedWeb published) : IClassFixture<PublishedWeb>
{
    private readonly WebFixture _web = published.Web;
    private readonly HttpClient _http = published.Http;

    [Fact]
    public async Task Candidates_NoQuestion_AreTheBoardsOwnBytes()
    {
        var bytes = await _http.GetByteArrayAsync("/api/v1/candidates");

        bytes.ShouldBe(_web.Live.Current.SnapshotUtf8.ToArray());
        using var document = JsonDocument.Parse(bytes);
        document.RootElement.GetProperty("version").GetInt64().ShouldBe(_web.Live.Current.Board!.Version);
        document.RootElement.GetProperty("source").GetString().ShouldBe("Simulated");
        document.RootElement.GetProperty("candidates").GetArrayLength().ShouldBe(60);
    }

    [Theory]
    [InlineData("limit", "0", "1 to 500")]
    [InlineData("limit", "501", "1 to 500")]
    [InlineData("limit", "ten", "1 to 500")]
    [InlineData("verdict", "good", "candidate, watch or blocked")]
    [InlineData("verdict", "1", "candidate, watch or blocked")]
    [InlineData("minScore", "115", "0 to 114")]
    [InlineData("minScore", "NaN", "0 to 114")]
    [InlineData("maxFails", "-1", "0 to 11")]
    [InlineData("failing", "luck", "vadr")]
    [InlineData("tier", "lukewarm", "hot, warm and cold")]
    [InlineData("regime", "Bear", "TrendingBull, Choppy or HighVolatility")]
    [InlineData("sort", "beauty", "return24h")]
    [InlineData("q", "aaaaaaaaaaaaaaaaaaaaa", "20 characters")]
    [InlineData("asOf", "yesterday", "ISO 8601")]
    [InlineData("format", "xml", "json or csv")]
    public async Task Candidates_BadParameter_IsAProblemThatNamesItAndWhatMayBeSent(string name, string value, string allowed)
    {
        using var answer = await _http.GetAsync($"/api/v1/candidates?{name}={value}");

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        problem.RootElement.GetProperty("detail").GetString()!.ShouldContain($"{name}={value}");
        var parameter = problem.RootElement.GetProperty("parameters")[0];
        parameter.GetProperty("parameter").GetString().ShouldBe(name);
        parameter.GetProperty("allowed").GetString()!.ShouldContain(allowed);
        problem.RootElement.GetProperty("correlationId").GetString().ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task Candidates_SeveralBadParameters_AreAllNamed()
    {
        using var answer = await _http.GetAsync("/api/v1/candidates?limit=0&verdict=x");

        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        problem.RootElement.GetProperty("parameters").GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task Candidates_Filtered_GiveOnlyWhatWasAskedForInOrder()
    {
        using var document = JsonDocument.Parse(await _http.GetStringAsync("/api/v1/candidates?minScore=60&maxFails=3&sort=-return24h&limit=5"));

        var rows = document.RootElement.GetProperty("candidates").EnumerateArray().ToList();
        rows.Count.ShouldBe(5);
        rows.ShouldAllBe(r => r.GetProperty("final").GetDouble() >= 60);
        var returns = rows.Select(r => r.GetProperty("return24h").GetDouble()).ToList();
        returns.ShouldBe(returns.OrderDescending().ToList());
        document.RootElement.GetProperty("universe").GetProperty("total").GetInt32().ShouldBe(62);
    }

    [Fact]
    public async Task Candidates_OtherRegime_AreEmpty()
    {
        using var document = JsonDocument.Parse(await _http.GetStringAsync("/api/v1/candidates?regime=TrendingBull"));

        document.RootElement.GetProperty("candidates").GetArrayLength().ShouldBe(0);
        document.RootElement.GetProperty("regime").GetProperty("state").GetString().ShouldBe("Choppy");
    }

    [Fact]
    public async Task Candidates_SameVersion_Is304AndAnotherVersionIsNot()
    {
        using var web = new PublishedWeb();
        using var first = await web.Http.GetAsync("/api/v1/candidates?limit=3");
        var tag = first.Headers.ETag!;
        using var again = await GetAsync(web.Http, "/api/v1/candidates?limit=3", tag);
        web.Web.Publish(BoardFixture.Board(at: BoardFixture.At.AddMinutes(15)));
        using var later = await GetAsync(web.Http, "/api/v1/candidates?limit=3", tag);

        again.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        (await again.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
        later.StatusCode.ShouldBe(HttpStatusCode.OK);
        later.Headers.ETag.ShouldNotBe(tag);
    }

    [Fact]
    public async Task Candidates_Csv_HasOneLineARowAndAnotherTagThanJson()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/candidates?limit=7");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/csv"));
        using var answer = await _http.SendAsync(request);
        using var json = await _http.GetAsync("/api/v1/candidates?limit=7");

        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/csv");
        var lines = (await answer.Content.ReadAsStringAsync()).TrimEnd().Split("\r\n");
        lines.Length.ShouldBe(8);
        lines[0].ShouldStartWith("scanId,asOf,source,regime,rank,");
        lines[1].ShouldStartWith("20251106T150000Z-7f3a91c2,2025-11-06T15:00:00Z,Simulated,Choppy,1,");
        answer.Headers.ETag.ShouldNotBe(json.Headers.ETag);
    }

    [Fact]
    public async Task Candidates_CsvWithAFormulaForAName_DefusesItAndLeavesNegativeNumbersAlone()
    {
        var row = BoardFixture.Row(0, BoardFixture.At) with { Symbol = "=HYPERLINK(\"x\")-USD", Return1h = -0.5 };
        using var web = new PublishedWeb();
        web.Web.Publish(BoardFixture.Board(1) with { Candidates = [row] });

        var csv = await web.Http.GetStringAsync("/api/v1/candidates?format=csv");

        csv.ShouldContain("\"'=HYPERLINK(\"\"x\"\")-USD\"");
        csv.ShouldContain(",-0.5,");
    }

    [Fact]
    public async Task Candidates_BeforeTheFirstScan_AreAProblemWithStatus503()
    {
        await using var empty = new WebFixture();
        using var http = empty.CreateClient();
        using var answer = await http.GetAsync("/api/v1/candidates");

        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("No scan has run yet");
    }

    [Fact]
    public async Task Candidates_AsOfBeforeEveryScan_AreNotFound()
    {
        using var answer = await _http.GetAsync("/api/v1/candidates?asOf=2020-01-01T00:00:00Z");

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("2020-01-01T00:00:00Z");
    }

    private static Task<HttpResponseMessage> GetAsync(HttpClient http, string path, EntityTagHeaderValue tag)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.IfNoneMatch.Add(tag);
        return http.SendAsync(request);
    }
}
