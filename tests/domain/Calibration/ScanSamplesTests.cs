using CryptoRun.Domain.Calibration;
using CryptoRun.Domain.Gates;
using CryptoRun.Domain.Regimes;
using CryptoRun.Domain.Scanning;
using CryptoRun.Domain.Tests.Scanning;

namespace CryptoRun.Domain.Tests.Calibration;

public class ScanSamplesTests
{
    private static readonly CalibrationOptions Options = new();
    private static readonly DateTimeOffset At = SyntheticMarket.At.AddHours(-60);
    private static readonly IReadOnlyList<SymbolInput> Symbols = SyntheticMarket.Universe(12, 600, 5);
    private static readonly ScanResult Result = Scan.Run(SyntheticMarket.Input(Symbols, RegimeState.TrendingBull, At), new ScanOptions());

    [Fact]
    public void Of_Scan_HoldsEverySymbolAgainstTheMeanOfAll()
    {
        var samples = Of(SyntheticMarket.At);

        samples.Absent.ShouldBeEmpty();
        samples.Samples.Select(sample => sample.Symbol).ShouldBe(Result.Candidates.Select(candidate => candidate.Symbol));
        samples.Samples.Sum(sample => sample.Excess48h).ShouldBe(0, 1e-12);
        foreach (var (sample, candidate) in samples.Samples.Zip(Result.Candidates))
        {
            var label = TripleBarrier.Label(Symbols.Single(symbol => symbol.Candles.Symbol == sample.Symbol).Candles, At, SyntheticMarket.At, Options).Label!;
            (sample.At, sample.Regime, sample.Final, sample.KnownAt).ShouldBe((At, RegimeState.TrendingBull, candidate.Final, At.AddHours(48)));
            (sample.IsSuccess, sample.Return48h).ShouldBe((label.IsSuccess, label.Return48h));
            sample.VolatilityAnnualised.ShouldBe(candidate.Shadow.Single(shadow => shadow.Name == "volatility7d").Value!.Value);
            sample.IsAboveEntry.ShouldBe(candidate.Composite >= new GateOptions().TrendingBull.Composite);
        }

        samples.Samples.Any(sample => sample.IsAboveEntry).ShouldBeTrue();
    }

    [Fact]
    public void Of_48HoursNotPassed_HasNoSampleAndSaysPending()
    {
        var samples = Of(At.AddHours(47));
        samples.Samples.ShouldBeEmpty();
        samples.Absent.ShouldAllBe(symbol => symbol.Reason == LabelAbsence.Pending);
    }

    [Fact]
    public void Of_SymbolWithoutCandles_IsLeftOutOfTheUniverseMean()
    {
        var gone = Result.Candidates[0].Symbol;
        var samples = ScanSamples.Of(Result, symbol => symbol == gone ? null : Candles(symbol), SyntheticMarket.At, Options);

        samples.Absent.ShouldBe([new UnlabelledSymbol(gone, LabelAbsence.Gaps)]);
        samples.Samples.Sum(sample => sample.Excess48h).ShouldBe(0, 1e-12);
        samples.Samples.Count.ShouldBe(11);
    }

    private static ScanSamples Of(DateTimeOffset knownAt) => ScanSamples.Of(Result, Candles, knownAt, Options);

    private static Domain.Markets.CandleSeries Candles(string symbol) => Symbols.Single(input => input.Candles.Symbol == symbol).Candles;
}
