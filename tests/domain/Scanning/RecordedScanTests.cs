using CryptoRun.Domain.Factors;
using CryptoRun.Domain.Regimes;
using CryptoRun.Domain.Scanning;

namespace CryptoRun.Domain.Tests.Scanning;

public class RecordedScanTests
{
    private static readonly DateTimeOffset At = new(2025, 11, 6, 15, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Run_RecordedPerpetuals_ScoresMoreThanHundredWithSoundExplanations()
    {
        var symbols = RecordedMarket.Load("binance_usdm_1h").Select(series => new SymbolInput(series, null, null)).ToList();

        var result = Scan.Run(SyntheticMarket.Input(symbols, RegimeState.Choppy, At), new ScanOptions());

        result.Universe.Scored.ShouldBeGreaterThanOrEqualTo(100);
        (result.Universe.Scored + result.Universe.Excluded.Count).ShouldBe(symbols.Count);
        result.EffectiveWeights.Sum().ShouldBe(1, 1e-9);
        result.EffectiveWeights[(int)Factor.Momentum].ShouldBeGreaterThan(0.2);
        foreach (var candidate in result.Candidates) ExplanationAssert.AddsUp(candidate);
        result.Candidates.Select(candidate => candidate.Final).ShouldBe(result.Candidates.Select(candidate => candidate.Final).OrderDescending());
    }

    /// <summary>
    /// The drawings of the explain page were made by an independent computation from this very symbol and instant (without RIVER, listed 481 hours before):
    /// every figure of its residual table and its sentences come out again.
    /// </summary>
    [Fact]
    public void Run_RecordedIcp_IsTheExplanationOfTheDesign()
    {
        var symbols = RecordedMarket.Load("binance_usdm_1h").Select(series => new SymbolInput(series, null, series.Symbol == "RIVER-USD" ? "list: listed too lately" : null)).ToList();

        var result = Scan.Run(SyntheticMarket.Input(symbols, RegimeState.Choppy, At), new ScanOptions());

        result.Universe.Scored.ShouldBe(113);
        var icp = result.Candidates.Single(candidate => candidate.Symbol == "ICP-USD");
        icp.Composite.ShouldBe(77.2, 0.05);
        Rounded(icp.Factors.Select(factor => factor.Raw!.Value)).ShouldBe([3.18, 0.67, 2.82, 0.35, 0.03]);
        Rounded(icp.Factors.Select(factor => factor.Z)).ShouldBe([3, 3, 3, 0.35, -2.30]);
        Rounded(icp.Factors.Select(factor => factor.Centre)).ShouldBe([0.32, 0.49, 0.04, 0.19, 0.02]);
        Rounded(icp.Factors[4].Projections.Select(projection => projection.Amount)).ShouldBe([-0.65, -0.22, -0.38, -0.03]);
        Rounded(icp.Factors.Select(factor => factor.Residual)).ShouldBe([2.68, 1.50, 1.54, 0.36, -1.04]);
        Rounded(icp.Factors.Select(factor => factor.Scale)).ShouldBe([1.22, 1.23, 1.18, 0.98, 0.94]);
        Rounded(icp.Factors.Select(factor => factor.E)).ShouldBe([3.18, 1.22, 1.30, 0.37, -1.10]);
        Rounded(icp.Factors.Select(factor => factor.Score), 1).ShouldBe([99.9, 88.8, 90.4, 64.4, 13.5]);
        Rounded(icp.Factors.Select(factor => factor.Points), 1).ShouldBe([13.5, 9.7, 7.3, 2.1, -5.5]);
        Rounded(icp.OtherRegimes.Select(regime => regime.Composite), 1).ShouldBe([82.9, 80.5]);
        icp.Market.Vadr!.Value.ShouldBe(12.74, 0.005);
        icp.ReasonsFor.Select(reason => reason.Text).ShouldBe(
        [
            "m 3.18: 4 h +12.2 %, 24 h +35.4 %, accelerating by 1.91",
            "RSI 76, ADX 65, two fifths of it already in momentum",
            "daily range 12.7× its usual, last hour 3.4× the same hour, two fifths of it already in momentum",
        ]);
        icp.ReasonsAgainst[^1].Text.ShouldStartWith("bands are wider than on 97 % of the last 30 days, nothing is compressed");
    }

    private static IEnumerable<double> Rounded(IEnumerable<double> values, int decimals = 2) => values.Select(value => Math.Round(value, decimals));
}
