using System.Net;
using System.Text.Json;
using CryptoRun.Domain.Regimes;
using CryptoRun.Web.Regimes;
using NSubstitute;

namespace CryptoRun.Web.Tests.Regimes;

public sealed class RegimeEndpointsTests : IDisposable
{
    private readonly PublishedWeb _web = new();

    [Fact]
    public async Task Regime_Detected_ComesWithItsWeightsAndNextInstant()
    {
        var at = new DateTimeOffset(2025, 11, 6, 12, 0, 0, TimeSpan.Zero);
        _web.Web.Regimes.LatestAsync(Arg.Any<DateTimeOffset>(), Arg.Any<CancellationToken>())
            .Returns(new RegimeRecord(at, RegimeState.Choppy, 2.0 / 3, at.AddDays(-3), null, RegimeState.Choppy, null, [new("breadth", 0.14, 0.65, "Choppy")], "Breadth is low.", 60, []));

        using var document = JsonDocument.Parse(await _web.Http.GetStringAsync("/api/v1/regime"));

        var root = document.RootElement;
        root.GetProperty("state").GetString().ShouldBe("Choppy");
        root.GetProperty("nextAt").GetDateTimeOffset().ShouldBe(at.AddHours(4));
        root.GetProperty("weights").EnumerateObject().Where(w => w.Value.ValueKind == JsonValueKind.Number).Sum(w => w.Value.GetDouble()).ShouldBe(1, 1e-9);
    }

    [Fact]
    public async Task Regime_AskedAgain_IsReadOnceASecondAnd304WhileItSaysTheSame()
    {
        var at = new DateTimeOffset(2025, 11, 6, 12, 0, 0, TimeSpan.Zero);
        Detected(at);
        using var first = await _web.Http.GetAsync("/api/v1/regime");
        using var again = await AskAsync(first.Headers.ETag!);
        again.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        await _web.Web.Regimes.Received(1).LatestAsync(Arg.Any<DateTimeOffset>(), Arg.Any<CancellationToken>());

        _web.Web.Wall.Advance(TimeSpan.FromSeconds(1));
        (await AskAsync(first.Headers.ETag!)).StatusCode.ShouldBe(HttpStatusCode.NotModified);
        await _web.Web.Regimes.Received(2).LatestAsync(Arg.Any<DateTimeOffset>(), Arg.Any<CancellationToken>());

        Detected(at.AddHours(4));
        _web.Web.Wall.Advance(TimeSpan.FromSeconds(1));
        using var later = await AskAsync(first.Headers.ETag!);
        later.StatusCode.ShouldBe(HttpStatusCode.OK);
        later.Headers.ETag.ShouldNotBe(first.Headers.ETag);

        async Task<HttpResponseMessage> AskAsync(System.Net.Http.Headers.EntityTagHeaderValue tag)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/regime");
            request.Headers.IfNoneMatch.Add(tag);
            request.Headers.Add("Accept-Encoding", "gzip");
            return await _web.Http.SendAsync(request);
        }
    }

    [Fact]
    public async Task Regime_NoneYet_IsAProblemWithStatus503()
    {
        _web.Web.Regimes.LatestAsync(Arg.Any<DateTimeOffset>(), Arg.Any<CancellationToken>()).Returns((RegimeRecord?)null);

        using var answer = await _web.Http.GetAsync("/api/v1/regime");

        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("8761")]
    public async Task History_HoursOutOfRange_IsAProblem(string hours)
    {
        using var answer = await _web.Http.GetAsync("/api/v1/regime/history?hours=" + hours);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Regime_WithSecondOpinions_GivesTheNewest()
    {
        var at = new DateTimeOffset(2025, 11, 6, 12, 0, 0, TimeSpan.Zero);
        Detected(at);
        _web.Web.Regimes.OpinionsAsync(at.AddDays(-1), at, Arg.Any<CancellationToken>()).Returns([Opinions(at.AddHours(-4)), Opinions(at)]);

        using var document = JsonDocument.Parse(await _web.Http.GetStringAsync("/api/v1/regime"));

        var opinions = document.RootElement.GetProperty("secondOpinions");
        opinions.GetProperty("at").GetDateTimeOffset().ShouldBe(at);
        opinions.GetProperty("hiddenMarkov").GetProperty("state").GetString().ShouldBe("Choppy");
        opinions.GetProperty("changePoints").GetProperty("agreesWithVote").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task Regime_WithoutSecondOpinions_SaysNull()
    {
        var at = new DateTimeOffset(2025, 11, 6, 12, 0, 0, TimeSpan.Zero);
        Detected(at);
        _web.Web.Regimes.OpinionsAsync(Arg.Any<DateTimeOffset>(), Arg.Any<DateTimeOffset>(), Arg.Any<CancellationToken>()).Returns([]);

        using var document = JsonDocument.Parse(await _web.Http.GetStringAsync("/api/v1/regime"));

        document.RootElement.GetProperty("secondOpinions").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task Opinions_Span_IsTheStoredOnes()
    {
        var at = new DateTimeOffset(2025, 11, 6, 12, 0, 0, TimeSpan.Zero);
        _web.Web.Regimes.OpinionsAsync(Arg.Any<DateTimeOffset>(), Arg.Any<DateTimeOffset>(), Arg.Any<CancellationToken>()).Returns([Opinions(at.AddHours(-4)), Opinions(at)]);

        using var document = JsonDocument.Parse(await _web.Http.GetStringAsync("/api/v1/regime/opinions?hours=48"));

        document.RootElement.GetProperty("opinions").GetArrayLength().ShouldBe(2);
        var span = document.RootElement.GetProperty("to").GetDateTimeOffset() - document.RootElement.GetProperty("from").GetDateTimeOffset();
        span.ShouldBe(TimeSpan.FromHours(48));
    }

    [Fact]
    public async Task Transitions_StoredHistory_AreCounted()
    {
        var at = new DateTimeOffset(2025, 11, 6, 12, 0, 0, TimeSpan.Zero);
        _web.Web.Regimes.HistoryAsync(Arg.Any<DateTimeOffset>(), Arg.Any<DateTimeOffset>(), Arg.Any<CancellationToken>())
            .Returns([Record(at, RegimeState.Choppy), Record(at.AddHours(4), RegimeState.Choppy), Record(at.AddHours(8), RegimeState.HighVolatility)]);

        using var document = JsonDocument.Parse(await _web.Http.GetStringAsync("/api/v1/regime/transitions"));

        var root = document.RootElement;
        root.GetProperty("steps").GetInt32().ShouldBe(2);
        var cell = root.GetProperty("matrix").EnumerateArray().Single(c => c.GetProperty("from").GetString() == "Choppy" && c.GetProperty("to").GetString() == "HighVolatility");
        cell.GetProperty("probability").GetDouble().ShouldBe(0.5);
        root.GetProperty("now").GetProperty("state").GetString().ShouldBe("HighVolatility");
    }

    [Fact]
    public async Task History_AsCsv_HasALineADetectionAndQuotesItsReason()
    {
        _web.Web.Regimes.HistoryAsync(Arg.Any<DateTimeOffset>(), Arg.Any<DateTimeOffset>(), Arg.Any<CancellationToken>()).Returns([RegimeFixture.Record(RegimeFixture.At)]);

        var lines = (await _web.Http.GetStringAsync("/api/v1/regime/history?hours=24&format=csv")).Split("\r\n");

        lines[0].ShouldStartWith("at,source,state,confidence");
        lines[1].ShouldStartWith("2025-11-06T12:00:00Z,Simulated,Choppy,0.66");
        lines[1].ShouldEndWith("so Choppy holds with confidence 0.67.\"");
        lines[1].Split(',').Length.ShouldBeGreaterThanOrEqualTo(lines[0].Split(',').Length);
    }

    [Fact]
    public async Task Page_StoredHistory_ComesWholeAndKeepsItsRange()
    {
        Stored(RegimeFixture.History(60));

        var html = WebUtility.HtmlDecode(await _web.Http.GetStringAsync("/regime?range=7d"));

        html.ShouldContain("both breadth votes say choppy");
        html.ShouldMatch("range=7d\"[^>]*aria-current=\"true\"");
        html.ShouldContain("Breadth thrust");
        html.ShouldContain("append-only, every four hours");
    }

    [Fact]
    public async Task Page_NothingDetected_SaysWhenThereWillBe()
    {
        _web.Web.Regimes.LatestAsync(Arg.Any<DateTimeOffset>(), Arg.Any<CancellationToken>()).Returns((RegimeRecord?)null);

        (await _web.Http.GetStringAsync("/regime")).ShouldContain("No regime yet");
    }

    [Theory]
    [InlineData("range=century")]
    [InlineData("at=noon&rows=-4")]
    public async Task Page_NonsenseInTheAddress_IsShownWithoutIt(string query)
    {
        Stored(RegimeFixture.History(60));

        (await _web.Http.GetStringAsync("/regime?" + query)).ShouldContain("append-only");
    }

    [Fact]
    public async Task Reader_NothingNew_ReadsTheYearOnce()
    {
        Stored(RegimeFixture.History(60));
        _web.Web.Regimes.OpinionsAsync(Arg.Any<DateTimeOffset>(), Arg.Any<DateTimeOffset>(), Arg.Any<CancellationToken>()).Returns([RegimeFixture.Opinions(RegimeFixture.At)]);
        using var reader = new RegimeReader(_web.Web.Regimes, _web.Web.Scans);
        _web.Web.Regimes.ClearReceivedCalls();

        var first = await reader.ReadAsync(RegimeFixture.At, null, TestContext.Current.CancellationToken);
        var second = await reader.ReadAsync(RegimeFixture.At.AddHours(1), null, TestContext.Current.CancellationToken);

        second.ShouldBe(first);
        await _web.Web.Regimes.Received(1).HistoryAsync(Arg.Any<DateTimeOffset>(), Arg.Any<DateTimeOffset>(), Arg.Any<CancellationToken>());
    }

    [Theory]
    [InlineData("opinions?hours=0")]
    [InlineData("opinions?hours=8761")]
    [InlineData("transitions?hours=17521")]
    [InlineData("transitions?hours=all")]
    public async Task Spans_HoursOutOfRange_AreProblems(string path)
    {
        using var answer = await _web.Http.GetAsync("/api/v1/regime/" + path);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    private void Stored(IReadOnlyList<RegimeRecord> history)
    {
        _web.Web.Regimes.LatestAsync(Arg.Any<DateTimeOffset>(), Arg.Any<CancellationToken>()).Returns(history[^1]);
        _web.Web.Regimes.HistoryAsync(Arg.Any<DateTimeOffset>(), Arg.Any<DateTimeOffset>(), Arg.Any<CancellationToken>()).Returns(history);
    }

    private void Detected(DateTimeOffset at) => _web.Web.Regimes.LatestAsync(Arg.Any<DateTimeOffset>(), Arg.Any<CancellationToken>()).Returns(Record(at, RegimeState.Choppy));

    private static RegimeRecord Record(DateTimeOffset at, RegimeState state) => new(at, state, 1, at.AddDays(-3), null, state, null, [], "A reason.", 60, []);

    private static SecondOpinions Opinions(DateTimeOffset at) => new(
        at, RegimeState.Choppy, 400, at.AddDays(-401), at.AddDays(-1),
        new HiddenMarkovOpinion(RegimeState.Choppy, true, 0.9, [], 1071, true, "Choppy."),
        new ChangePointOpinion([], null, 0.7, null, false, true, "Calm."));

    public void Dispose() => _web.Dispose();
}
