using CryptoRun.Domain.Gates;
using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Scanning;
using CryptoRun.Worker.Live;

namespace CryptoRun.Worker.Tests.Live;

public sealed class BoardBuilderTests
{
    private static readonly Dictionary<string, SymbolInput> None = [];

    [Theory]
    [InlineData("vadr", 1.42, 1.85, "ratio", Comparison.AtLeast, "VADR 1.42 < 1.85")]
    [InlineData("vadr", 1.42, 2.08143, "ratio", Comparison.AtLeast, "VADR 1.42 < 2.08")]
    [InlineData("vadr", 2.0802, 2.08143, "ratio", Comparison.AtLeast, "VADR 2.080 < 2.081")]
    [InlineData("score", 73.5, 75, "points", Comparison.AtLeast, "Score 73.5 < 75")]
    [InlineData("score", 74.98, 75, "points", Comparison.AtLeast, "Score 74.98 < 75")]
    [InlineData("funding", 1.94, 0, "z", Comparison.AtMost, "Funding z +1.94 > 0")]
    [InlineData("funding", -0.3, -0.5, "z", Comparison.AtMost, "Funding z -0.30 > -0.5")]
    [InlineData("movement", 0.0123, 0.025, "fraction", Comparison.AtLeast, "Move 1.2 % < 2.5 %")]
    [InlineData("volume24h", 320_400, 500_000, "usd", Comparison.AtLeast, "24 h volume $320k < $500k")]
    [InlineData("trend", 18.24, 25, "adx", Comparison.AtLeast, "ADX 18.2 < 25")]
    [InlineData("trend", 0.51, 0.55, "hurst", Comparison.AtLeast, "Hurst 0.51 < 0.55")]
    [InlineData("freshness", 4, 2, "bars", Comparison.AtMost, "Signal age 4 bars > 2")]
    [InlineData("spread", 61, 50, "bps", Comparison.AtMost, "Spread 61 bps > 50")]
    [InlineData("fatigue", 0.003, 0.02, "fraction", Comparison.AtLeast, "Fatigue, acceleration 0.3 % < 2 %")]
    public void Build_FailedGate_IsSaidInWords(string gate, double actual, double threshold, string unit, Comparison comparison, string words)
    {
        var scan = Boards.Result(Boards.Explanation("BTC-USD", 1, gates: [Boards.Gate("depth", GateOutcome.NotApplicable, null, 1, "usd"), Boards.Gate(gate, GateOutcome.Failed, actual, threshold, unit, comparison)]));
        var row = BoardBuilder.Build(scan, None, Boards.At).Candidates[0];
        row.Gates.FirstFailed.ShouldBe(gate);
        row.Gates.FirstFailedText.ShouldBe(words);
        row.Gates.Passed.ShouldBe(0);
    }

    [Fact]
    public void Build_GateWithoutAMeasure_SaysWhyInShort()
    {
        var scan = Boards.Result(Boards.Explanation("BTC-USD", 1, gates: Boards.Gate("vadr", GateOutcome.Failed, null, 1.85, "ratio")));
        BoardBuilder.Build(scan, None, Boards.At).Candidates[0].Gates.FirstFailedText.ShouldBe("VADR: insufficient history");
    }

    [Fact]
    public void Build_OnlyTheScoreFails_NamesTheNearestMiss()
    {
        var scan = Boards.Result(Boards.Explanation(
            "BTC-USD", 1, gates:
            [
                Boards.Gate("score", GateOutcome.Failed, 73.5, 75, "points"),
                Boards.Gate("vadr", GateOutcome.Passed, 3.0, 1.85, "ratio"),
                Boards.Gate("movement", GateOutcome.Passed, 0.031, 0.03, "fraction"),
            ]));
        var gates = BoardBuilder.Build(scan, None, Boards.At).Candidates[0].Gates;
        gates.FirstFailed.ShouldBe("score");
        gates.NearestMiss.ShouldBe("Move 3.1 % ≥ 3 %");
        gates.AlsoFailed.ShouldBeEmpty();
    }

    [Fact]
    public void Build_SeveralFail_NamesTheOthersAndNoNearestMiss()
    {
        var scan = Boards.Result(Boards.Explanation(
            "BTC-USD", 1, gates:
            [
                Boards.Gate("score", GateOutcome.Failed, 73.5, 75, "points"),
                Boards.Gate("vadr", GateOutcome.Failed, 1, 1.85, "ratio"),
                Boards.Gate("trend", GateOutcome.Failed, 10, 25, "adx"),
            ]));
        var gates = BoardBuilder.Build(scan, None, Boards.At).Candidates[0].Gates;
        gates.AlsoFailed.ShouldBe(["vadr", "trend"]);
        gates.NearestMiss.ShouldBeNull();
    }

    [Fact]
    public void Build_Quote_KeepsTheVenuesTrailingZerosAndTheReturnBases()
    {
        var candles = CandleSeries.FromHourly("BTC-USD", "kraken", Enumerable.Range(0, 60).Select(i => new Candle(Boards.At.AddHours(i - 60), 100, 101, 99, 100 + i, 1)));
        var quote = new Quote(Boards.At.AddSeconds(-2), "BTC-USD", "kraken", 110.50m, null, null);
        var scan = Boards.Result(Boards.Explanation("BTC-USD", 1));
        var row = BoardBuilder.Build(scan, new Dictionary<string, SymbolInput> { ["BTC-USD"] = new(candles, quote, null) }, Boards.At).Candidates[0];

        row.Price.ShouldBe("110.50");
        row.Price1hAgo!.Value.ShouldBe(100, 1e-9);
        row.Price24hAgo!.Value.ShouldBe(88, 1e-9);
        row.Sparkline.Count.ShouldBe(48);
        row.Sparkline[^1].ShouldBe(159);
        row.DataAgeSeconds.ShouldBe(2);
        row.Freshness.ShouldBe(Freshness.Live);
    }

    [Fact]
    public void Build_Regime_KnowsThresholdAndNextDetection()
    {
        var scan = Boards.Result(Boards.Explanation("BTC-USD", 1, gates: Boards.Gate("score", GateOutcome.Passed, 80, 77, "points")));
        var regime = BoardBuilder.Build(scan, None, Boards.At).Regime;
        regime.ScoreThreshold.ShouldBe(77);
        regime.NextAt.ShouldBe(new DateTimeOffset(2025, 11, 6, 16, 0, 0, TimeSpan.Zero));
    }
}
