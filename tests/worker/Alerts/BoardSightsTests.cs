using CryptoRun.Domain.Gates;
using CryptoRun.Domain.Regimes;
using CryptoRun.Domain.Scanning;
using CryptoRun.Worker.Alerts;
using CryptoRun.Worker.Live;
using CryptoRun.Worker.Storage;
using static CryptoRun.Worker.Tests.Live.Boards;

namespace CryptoRun.Worker.Tests.Alerts;

public sealed class BoardSightsTests
{
    private static readonly BoardRow Candidate = Row("SOL-USD") with { Final = 77.43, Verdict = Verdict.Candidate };
    private static readonly BoardRow Blocked = Row("BTC-USD", rank: 2) with { Final = 73.1, Gates = new(9, 11, "vadr", "VADR 1.42 < 1.85", [], null, []) };

    [Fact]
    public void OfRows_Candidates_SayScoreAndWhyNot()
    {
        var sight = BoardSights.OfRows(AlertRule.First, Board(Candidate, Blocked));

        sight.Subjects.ShouldBe([
            new Sighting("SOL-USD", true, "became candidate, 77.4", "/explain/SOL-USD?scanId=scan"),
            new Sighting("BTC-USD", false, "no longer candidate, 73.1; VADR 1.42 < 1.85", "/explain/BTC-USD?scanId=scan"),
        ]);
        (sight.Occasion, sight.ScanId, sight.At).ShouldBe(("scan", "scan", At));
    }

    [Fact]
    public void OfRows_OtherRegimeThanAsked_NobodyIsIn()
    {
        var sight = BoardSights.OfRows(AlertRule.First with { Filter = new AlertFilter { Regime = RegimeState.TrendingBull } }, Board(Candidate));

        sight.Subjects.ShouldHaveSingleItem().ShouldSatisfyAllConditions(s => s.IsIn.ShouldBeFalse(), s => s.Text.ShouldEndWith("; the regime is choppy"));
    }

    [Fact]
    public void OfRows_Excluded_LeftTheBoardForItsReason() =>
        BoardSights.OfRows(AlertRule.First, Board() with { Universe = new UniverseReport(1, 0, [new("X-USD", "gaps", "5 gaps")]) }).Gone("X-USD").Text.ShouldBe("left the board: gaps, 5 gaps");

    [Theory]
    [InlineData("SOL-USD", true)]
    [InlineData("sol", true)]
    [InlineData("S*", true)]
    [InlineData("*L-USD", true)]
    [InlineData("SO", false)]
    [InlineData("BTC", false)]
    public void Names_Pattern_MeansTheCoinOrItsPair(string pattern, bool isMeant) => new AlertFilter { Names = [pattern] }.Passes(Candidate).ShouldBe(isMeant);

    [Fact]
    public void OfRegime_StateInForce_IsIn() =>
        BoardSights.OfRegime(AlertRule.First with { Filter = new AlertFilter() }, Board()).Subjects.Where(s => s.IsIn).ShouldHaveSingleItem().ShouldSatisfyAllConditions(s => s.Subject.ShouldBe("Choppy"), s => s.Text.ShouldBe("is the regime now, confidence 0.67"));

    [Fact]
    public void OfJobs_LastEndedRunFailed_IsInWithItsError()
    {
        JobRun Run(string job, string outcome, string? error = null) => new("7f3a91c2", job, "schedule", At, "node", At, At, 1, outcome, error, new Dictionary<string, long>(), []);

        ProgramSights.OfJobs(AlertRule.First, [Run("scan.hot", "running"), Run("scan.hot", "failed", "IOException: no"), Run("scan.hot", "succeeded"), Run("data.backfill", "succeeded")], At).Subjects
            .Select(s => (s.Subject, s.IsIn, s.Text)).ShouldBe([("scan.hot", true, "failed: IOException: no (run 7f3a91c2)"), ("data.backfill", false, "succeeded again")]);
    }
}
