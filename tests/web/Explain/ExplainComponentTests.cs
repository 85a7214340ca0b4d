using System.Globalization;
using System.Text.RegularExpressions;
using CryptoRun.Domain.Gates;
using CryptoRun.Domain.Scanning;
using CryptoRun.Domain.Scoring;
using CryptoRun.Web.Charts;
using CryptoRun.Web.Explain;

namespace CryptoRun.Web.Tests.Explain;

public sealed partial class ExplainComponentTests
{
    private static readonly ScanResult Scan = ScanFixture.Run();
    private static readonly ScoreExplanation Best = Scan.Candidates[0];
    private static readonly ScanResult WithFeeds = ScanFixture.WithFeeds();
    private static readonly ScoreExplanation Hot = WithFeeds.Candidates.First(c => c.Symbol == "C03-USD");

    [Fact]
    public void Steps_OfAnyExplanation_LeadFromFiftyToCompositeAndFinal()
    {
        foreach (var explanation in Scan.Candidates)
        {
            var steps = ExplainWords.Steps(explanation);

            steps[0].To.ShouldBe(50);
            steps.Count.ShouldBe(10);
            steps[5].To.ShouldBe(explanation.Composite, 1e-9);
            steps[6].To.ShouldBe(explanation.Composite);
            steps[9].To.ShouldBe(explanation.Final);
            steps.Zip(steps.Skip(1)).Where(p => !p.Second.IsTotal).ShouldAllBe(p => p.Second.From == p.First.To || p.First.IsTotal);
        }
    }

    [Fact]
    public async Task Waterfall_Rendered_KeepsEveryBarInsideItsTrack()
    {
        var html = await Rendered.HtmlAsync<Waterfall>(("Steps", ExplainWords.Steps(Best)), ("Gate", 75.0));

        var bars = BarPlaces().Matches(html).Select(m => (At: Number(m.Groups["at"].Value), Width: Number(m.Groups["width"].Value))).ToList();
        bars.Count.ShouldBe(5);
        bars.ShouldAllBe(b => b.At >= 0 && b.At + b.Width <= 100);
        html.ShouldContain("role=\"table\"");
    }

    [Fact]
    public async Task GateTable_Rendered_ShowsElevenHardAndTwoSoftGatesWithTheirOutcomeInWords()
    {
        var html = await Rendered.HtmlAsync<GateTable>(("Explanation", Best));

        Regex.Count(html, "<tr id=\"gate-\\w+\" class=\"(pass|fail|na)\"").ShouldBe(13);
        Regex.Count(html, ">fail\\s*<").ShouldBe(Best.Gates.Count(g => g.Outcome == GateOutcome.Failed));
        Regex.Count(html, ">not applicable\\s*<").ShouldBe(Best.Gates.Count(g => g.Outcome == GateOutcome.NotApplicable));
    }

    [Fact]
    public async Task ResidualTable_Rendered_ProjectsOnlyOntoEarlierFactors()
    {
        var html = await Rendered.HtmlAsync<ResidualTable>(("Explanation", Best));

        // Momentum has none, Technical one, ... Catalyst four: six places of the four columns stay empty, and four more of Momentum.
        Regex.Count(html, "class=\"t3\">·<").ShouldBe(4 + 3 + 2 + 1);
    }

    [Fact]
    public async Task RegimesPane_Rendered_ShowsTheThreeRegimes()
    {
        var html = await Rendered.HtmlAsync<RegimesPane>(("Explanation", Best));

        html.ShouldContain("Choppy <span class=\"t3\">now</span>");
        html.ShouldContain("Trending bull");
        html.ShouldContain("High volatility");
    }

    [Fact]
    public async Task ReasonsPane_SymbolNameWithMarkup_IsEscaped()
    {
        var hostile = Best with { ReasonsFor = [new Reason("momentum", 1, "<script>alert(1)</script>")] };

        var html = await Rendered.RawAsync<ReasonsPane>(("Explanation", hostile));
        html.ShouldNotContain("<script>");
    }

    [Fact]
    public async Task InputsPane_Rendered_NamesEveryInputInWords()
    {
        var html = await Rendered.HtmlAsync<InputsPane>(("Explanation", Best));

        html.ShouldContain("Return 4 h");
        html.ShouldContain("ATR 12 h");
        html.ShouldContain("Average daily volume");
        html.ShouldNotContain(">return4h");
    }

    [Fact]
    public async Task InputsPane_WithFeeds_NamesBookAndPerpetualInWordsWithTheirVenue()
    {
        var html = await Rendered.HtmlAsync<InputsPane>(("Explanation", Hot));

        foreach (var name in (string[])["Spread", "Depth within 2 %", "Funding, 8 h", "Funding z", "Open interest, 1 h", "OI residual", "Perpetual over spot"]) html.ShouldContain($">{name}<");
        html.ShouldContain("8.0 bps");
        html.ShouldContain("krakenfutures, ");
        html.ShouldContain("n/a");
        html.ShouldNotContain("n/a %");
    }

    [Fact]
    public async Task Waterfall_Boost_SaysWhatItIsMadeOfAndLeadsToFinal()
    {
        var steps = ExplainWords.Steps(Hot);
        var boost = steps.Single(s => s.Name == "Boost");

        Hot.Boost.ShouldBeGreaterThan(0);
        boost.Note.ShouldContain("Funding z +");
        (boost.To - boost.From).ShouldBe(Hot.Boost, 1e-9);
        steps[^1].To.ShouldBe(Hot.Final);
        (await Rendered.HtmlAsync<Waterfall>(("Steps", steps), ("Gate", 75.0))).ShouldContain(boost.Note);
        ExplainWords.Steps(WithFeeds.Candidates.First(c => c.Boost == 0)).Single(s => s.Name == "Boost").Note.ShouldBe("nothing unusual");
        ExplainWords.Steps(Best).Single(s => s.Name == "Boost").Note.ShouldBe("no feed");
    }

    [Fact]
    public async Task GateTable_WithFeeds_JudgesBookAndFundingAndSaysWhyThePositionIsSmaller()
    {
        var html = await Rendered.HtmlAsync<GateTable>(("Explanation", WithFeeds.Candidates.First(c => c.Symbol == "C14-USD")));

        html.ShouldContain("Position at 25 % of the usual: no perpetual, one venue only: kraken");
        Hot.Gates.Single(g => g.Gate == "spread").Outcome.ShouldBe(GateOutcome.Passed);
        Hot.Gates.Single(g => g.Gate == "depth").Outcome.ShouldNotBe(GateOutcome.NotApplicable);
        Hot.Gates.Single(g => g.Gate == "funding").Outcome.ShouldNotBe(GateOutcome.NotApplicable);
        (await Rendered.HtmlAsync<GateTable>(("Explanation", Best))).ShouldNotContain("Position at");
    }

    [Fact]
    public async Task Traces_OfReasonsGatesAndInputs_LeadToPlacesThatAreThere()
    {
        foreach (var explanation in (ScoreExplanation[])[Best, Hot])
        {
            var html = string.Concat(
                await Rendered.HtmlAsync<GateTable>(("Explanation", explanation)), await Rendered.HtmlAsync<InputsPane>(("Explanation", explanation)), await Rendered.HtmlAsync<ResidualTable>(("Explanation", explanation)),
                await Rendered.HtmlAsync<ReasonsPane>(("Explanation", explanation)), await Rendered.HtmlAsync<ExplainHeader>(("Explanation", explanation)));
            var places = Places().Matches(html).Select(m => m.Groups["id"].Value).ToList();

            places.ShouldBeUnique();
            Leads().Matches(html).Select(m => m.Groups["id"].Value).Except([.. places, "made", "price", "book", "history"]).ShouldBeEmpty();
            foreach (var gate in explanation.Gates)
            {
                html.ShouldContain($"#read-{gate.Gate}\"");
                GateReading.Of(explanation, gate).ShouldNotBeEmpty();
            }
        }
    }

    [Fact]
    public async Task GateTable_Rendered_ShowsVenueAndAgeOfWhatEachGateRead()
    {
        var html = await Rendered.HtmlAsync<GateTable>(("Explanation", Hot));

        html.ShouldContain(">kraken<span class=\"tn\"> 1.0 s</span>");
        html.ShouldContain(">krakenfutures<span class=\"tn\"> ");
        ExplainWords.Source("binance, bybit, krakenfutures").ShouldBe("3 venues");
    }

    [Theory]
    [InlineData("momentum", 0.1925, "0", "1")]
    [InlineData("vadr", 14.5, "0", "14.5")]
    [InlineData("volume24h", 500_000, "0", "20000000")]
    public async Task WhatIfInput_Rendered_SlidesOverTheUsualValuesAndReachesItsOwn(string key, double value, string least, string most)
    {
        var knob = WhatIfKnob.All.Single(k => k.Key == key);

        var html = await Rendered.HtmlAsync<WhatIfInput>(("Knob", knob), ("Value", value), ("InForce", value));

        html.ShouldContain($"min=\"{least}\" max=\"{most}\"");
        Regex.Count(html, $"value=\"{WhatIfText.Typed(knob, value)}\"").ShouldBe(2);
        html.ShouldContain($"aria-labelledby=\"kl-{key}\"");
        html.ShouldContain($"for=\"kn-{key}\"");
    }

    [Theory]
    [InlineData(0.122, "fraction", "12.2 %")]
    [InlineData(-1.94, "z", "−1.94")]
    [InlineData(538_000_000, "usd", "$538M")]
    [InlineData(1, "bars", "1 bar")]
    [InlineData(2, "bars", "2 bars")]
    [InlineData(77.24, "points", "77.2")]
    public void Figure_InEachUnit_ReadsAsWritten(double value, string unit, string expected) => ExplainWords.Figure(value, unit).ShouldBe(expected);

    [Fact]
    public void Figure_Absent_SaysSo() => ExplainWords.Figure(null, "z").ShouldBe("n/a");

    [Theory]
    [InlineData("return4h", "Return 4 h")]
    [InlineData("atr24h", "ATR 24 h")]
    [InlineData("rsi14", "RSI 14, 4 h")]
    public void Input_Name_ReadsAsWords(string name, string expected) => ExplainWords.Input(name).ShouldBe(expected);

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex("""\sid="(?<id>[\w-]+)["]""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Places();

    [GeneratedRegex("""href="[^"]*#(?<id>[\w-]+)["]""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Leads();

    [GeneratedRegex("""<i class="bar [^"]*" style="--x:(?<at>[\d.-]+)%;--v:(?<width>[\d.-]+)%">""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex BarPlaces();
}
