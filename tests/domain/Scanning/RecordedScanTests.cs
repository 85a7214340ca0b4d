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

    /// <summary>The mock-up of the explain page was made from this very symbol and instant; its figures are an independent computation.</summary>
    [Fact]
    public void Run_RecordedIcp_HasTheMeasuresOfTheDesign()
    {
        var symbols = RecordedMarket.Load("binance_usdm_1h").Select(series => new SymbolInput(series, null, null)).ToList();

        var icp = Scan.Run(SyntheticMarket.Input(symbols, RegimeState.Choppy, At), new ScanOptions()).Candidates.Single(candidate => candidate.Symbol == "ICP-USD");

        var momentum = icp.Factors[(int)Factor.Momentum];
        momentum.Raw!.Value.ShouldBe(3.18, 0.005);
        momentum.Inputs.Single(input => input.Name == "return4h").Value!.Value.ShouldBe(0.1148, 0.00005);
        momentum.Inputs.Single(input => input.Name == "return24h").Z!.Value.ShouldBe(4.61, 0.005);
        momentum.Inputs.Single(input => input.Name == "acceleration").Value!.Value.ShouldBe(1.91, 0.005);
        icp.Market.Vadr!.Value.ShouldBe(12.74, 0.01);
        icp.Market.Rsi4h!.Value.ShouldBe(76, 0.5);
        icp.Market.Adx4h!.Value.ShouldBe(65, 0.5);
    }
}
