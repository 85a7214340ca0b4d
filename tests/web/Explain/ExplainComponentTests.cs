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

        Regex.Count(html, "<tr class=\"(pass|fail|na)\"").ShouldBe(13);
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
        html.ShouldNotContain("return4h");
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

    [GeneratedRegex("""<i class="bar [^"]*" style="--x:(?<at>[\d.-]+)%;--v:(?<width>[\d.-]+)%">""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex BarPlaces();
}
