using System.Text.Json;
using System.Text.RegularExpressions;
using CryptoRun.Domain.Regimes;
using CryptoRun.Domain.Scanning;
using CryptoRun.Web.Layout;
using CryptoRun.Web.Regimes;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace CryptoRun.Web.Tests.Regimes;

public sealed class RegimeComponentTests
{
    private static readonly DateTimeOffset Now = RegimeFixture.At.AddHours(3);

    [Fact]
    public async Task Header_InForce_SaysStateReasonSinceAndNext()
    {
        var html = await HtmlAsync<RegimeHeader>(("Record", RegimeFixture.Record(RegimeFixture.At)), ("Now", Now));

        html.ShouldContain("Choppy");
        html.ShouldContain("confidence 2 of 3");
        html.ShouldContain("both breadth votes say choppy");
        html.ShouldContain("Nothing is pending.");
        html.ShouldContain("18 d 19 h");
        html.ShouldContain("since 18 Oct 20:00 UTC");
        html.ShouldContain("16:00 UTC");
        html.ShouldContain("in 1 h");
    }

    [Fact]
    public async Task Header_Pending_SaysWhatWaits() =>
        (await HtmlAsync<RegimeHeader>(("Record", RegimeFixture.Record(RegimeFixture.At, pending: RegimeState.HighVolatility)), ("Now", Now))).ShouldContain("High volatility waits for its second detection.");

    [Fact]
    public async Task Header_NobodyMayDetect_HasNoButton() =>
        (await HtmlAsync<RegimeHeader>(("Record", RegimeFixture.Record(RegimeFixture.At)), ("Now", Now))).ShouldNotContain("Detect now");

    [Fact]
    public async Task TwoDetections_Differing_ShowBothWithTheChangeAndMarkWhatTurned()
    {
        var (earlier, later) = (RegimeFixture.Record(RegimeFixture.At, breadth: 0.14), RegimeFixture.Record(RegimeFixture.At.AddHours(8), breadth: 0.8));

        var html = await HtmlAsync<TwoDetectionsPane>(("Earlier", earlier), ("Later", later), ("Close", "/regime"));

        html.ShouldContain("8 h apart");
        html.ShouldContain("+66 points");
        html.ShouldContain("14 %");
        html.ShouldContain("80 %");
    }

    [Fact]
    public async Task Header_ColdStart_SaysSoAndHasNoPip()
    {
        var html = await HtmlAsync<RegimeHeader>(("Record", RegimeFixture.Cold(RegimeFixture.At)), ("Now", Now));

        html.ShouldContain("cold start");
        html.ShouldContain("confidence 0 of 3");
    }

    [Theory]
    [InlineData("extreme", 0.14, 0.465, "High vol", "1.00")]
    [InlineData("elevated", 0.14, 0.465, "Choppy", "0.67")]
    [InlineData("elevated", 0.8, 0.465, "High vol", "0.33")]
    [InlineData("elevated", 0.14, 0.6, "High vol", "0.33")]
    [InlineData("calm", 0.8, 0.6, "Bull", "1.00")]
    public async Task Decision_Votes_MarkOneCellWithWhatTheyMean(string level, double breadth, double thrust, string state, string confidence)
    {
        var html = await HtmlAsync<DecisionPane>(("Record", RegimeFixture.Record(RegimeFixture.At, level: level, breadth: breadth, thrust: thrust)));

        var hit = Regex.Matches(html, "class=\"hit\"[^>]{0,40}>(?<cell>[^/]{0,80})", RegexOptions.None, TimeSpan.FromSeconds(1)).ShouldHaveSingleItem().Groups["cell"].Value;
        hit.ShouldStartWith(state);
        hit.ShouldContain(confidence);
    }

    [Fact]
    public async Task Decision_ColdStart_MarksNothing()
    {
        var html = await HtmlAsync<DecisionPane>(("Record", RegimeFixture.Cold(RegimeFixture.At)));

        html.ShouldNotContain("class=\"hit\"");
        html.ShouldContain("nothing is known");
    }

    [Fact]
    public async Task Weights_EachState_IsThereAndTheOneInForceFirst()
    {
        var html = await HtmlAsync<WeightsPane>(("Record", RegimeFixture.Record(RegimeFixture.At)), ("Scan", null));

        Regex.Matches(html, "<th scope=\"col\" class=\"n\"[^>]{0,40}>(?<state>Choppy|Bull|High vol)</th>", RegexOptions.None, TimeSpan.FromSeconds(1)).Select(m => m.Groups["state"].Value).ShouldBe(["Choppy", "Bull", "High vol"]);
        html.ShouldMatch("aria-current=\"true\"[^>]*>Choppy");
        html.ShouldContain("0.2700");
        html.ShouldContain("0.4200");
        html.ShouldContain("n/a");
    }

    [Fact]
    public async Task Weights_AfterAScan_ShowWhatEachFactorMade()
    {
        var scan = new ScanWeights("s", Now, RegimeState.HighVolatility, [0.2, 0.2, 0.2, 0.2, 0.2], [0.51, 0.2, 0.1, 0.1, 0.09]);

        var html = await HtmlAsync<WeightsPane>(("Record", RegimeFixture.Record(RegimeFixture.At)), ("Scan", scan));

        html.ShouldContain("51 %");
        html.ShouldContain("still under high volatility");
    }

    [Fact]
    public async Task Band_Gap_IsEmptyAndSaid()
    {
        var view = View(RegimeFixture.History(30, missing: i => i is > 10 and < 15), "7d");

        var html = await HtmlAsync<BandPane>(("View", view));

        html.ShouldMatch("<li class=\"no\"[^>]*title=\"No detection stored");
        Regex.Count(html, "<li class=\"ch\"").ShouldBe(2);
    }

    [Fact]
    public void Chart_MissedDetections_EndsTheLineAndHatchesTheHole()
    {
        var view = View(RegimeFixture.History(30, missing: i => i is > 10 and < 15), "7d");

        using var document = JsonDocument.Parse(JsonSerializer.Serialize(IndicatorChart.Options("breadth", view.History, view.Axis, view.Gaps, [new(0.65, "bull", "choppy")], [], (0, 1))));

        var data = document.RootElement.GetProperty("series")[0].GetProperty("data").EnumerateArray().ToList();
        data.Count(p => p[1].ValueKind == JsonValueKind.Null).ShouldBe(1);
        data[0][1].GetDouble().ShouldBe(14);
        document.RootElement.GetProperty("annotations").GetProperty("xaxis").EnumerateArray().Count(a => a.TryGetProperty("fillColor", out var fill) && fill.GetString() == "url(#rg-hatch)").ShouldBe(view.Gaps.Count);
        document.RootElement.GetProperty("annotations").GetProperty("yaxis").ToString().ShouldContain("65 %");
    }

    [Fact]
    public void Chart_OneDetection_IsADot()
    {
        var view = View(RegimeFixture.History(1), "7d");

        using var document = JsonDocument.Parse(JsonSerializer.Serialize(IndicatorChart.Options("thrust", view.History, view.Axis, view.Gaps, [new(0.55, "bull", "choppy")], [], (0, 1))));

        document.RootElement.GetProperty("markers").GetProperty("discrete").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task Opinions_Given_ShowProbabilitiesChangesAndAgreement()
    {
        var view = RegimeView.Of(RegimeFixture.Overview(opinions: [RegimeFixture.Opinions(RegimeFixture.At.AddHours(-4), RegimeState.HighVolatility), RegimeFixture.Opinions(RegimeFixture.At)]), RegimeRange.Of("7d"), Now, Times.Utc);

        var html = await HtmlAsync<OpinionsPane>(("Record", view.History[^1]), ("View", view));

        html.ShouldContain("58 %");
        html.ShouldContain("yes now; 50 % of 2 in 7 d");
        html.ShouldContain("2025-11-03 UTC, RV 1.58 → 0.77");
        html.ShouldContain("shown, never counted");
        view.Changes.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Opinions_Absent_SayWhy()
    {
        var view = RegimeView.Of(RegimeFixture.Overview(opinions: [RegimeFixture.NoOpinions(RegimeFixture.At)]), RegimeRange.Of("7d"), Now, Times.Utc);

        var html = await HtmlAsync<OpinionsPane>(("Record", view.History[^1]), ("View", view));

        html.ShouldContain("Hidden Markov: no opinion.");
        html.ShouldContain("There are 61 full days of market data; 180 are needed.");
    }

    [Fact]
    public async Task Opinions_OfAnEarlierDetection_SayOfWhich()
    {
        var view = RegimeView.Of(RegimeFixture.Overview(opinions: [RegimeFixture.Opinions(RegimeFixture.At.AddHours(-4))]), RegimeRange.Of("7d"), Now, Times.Utc);

        (await HtmlAsync<OpinionsPane>(("Record", view.History[^1]), ("View", view))).ShouldContain("of 6 Nov 08:00 UTC; newer ones are being formed");
    }

    [Fact]
    public async Task Transitions_History_HaveProbabilitiesWithIntervals()
    {
        var html = await HtmlAsync<TransitionsPane>(("Transitions", RegimeFixture.Overview().Transitions));

        html.ShouldContain("179 steps from 7 Oct to 6 Nov");
        html.ShouldContain("1 of 40 steps, 95 % interval");
        html.ShouldContain("none like it has ended yet");
    }

    [Fact]
    public async Task Transitions_OneDetection_SayWhatIsNeeded() =>
        (await HtmlAsync<TransitionsPane>(("Transitions", RegimeTransitions.Of(RegimeFixture.History(1))))).ShouldContain("make the first step");

    [Fact]
    public async Task Detections_OpenedOne_ShowsWhatItWasMadeOfAndItsScans()
    {
        IReadOnlyList<ScanUnder> scans = [new("20251106T153000Z-aa", RegimeFixture.At.AddHours(3.5), "SOL-USD", 81.2)];

        var html = await HtmlAsync<DetectionsPane>(("View", View(RegimeFixture.History(42), "7d")), ("Open", RegimeFixture.At), ("Scans", scans));

        html.ShouldContain("what it was made of was not kept");
        html.ShouldContain("/api/v1/scans/20251106T153000Z-aa");
        html.ShouldContain("/explain/SOL-USD?scanId=20251106T153000Z-aa");
        html.ShouldContain("12 of 42");
        html.ShouldContain("aria-expanded=\"true\"");
    }

    [Fact]
    public async Task Detections_NoneInTheRange_OffersAYear() =>
        (await HtmlAsync<DetectionsPane>(("View", RegimeView.Of(RegimeFixture.Overview(RegimeFixture.History(1)), RegimeRange.Of("24h"), Now.AddDays(3), Times.Utc)))).ShouldContain("Look a year back");

    private static RegimeView View(IReadOnlyList<RegimeRecord> history, string range) => RegimeView.Of(RegimeFixture.Overview(history), RegimeRange.Of(range), Now, Times.Utc);

    private static async Task<string> HtmlAsync<T>(params (string Name, object? Value)[] parameters)
        where T : IComponent => System.Net.WebUtility.HtmlDecode(await Rendered.WithAsync<T>(services => services.AddSingleton(new RegimeOptions()).AddSingleton(new ScanOptions()), parameters));
}
