using CryptoRun.Domain.Premove;
using CryptoRun.Domain.Regimes;
using static CryptoRun.Domain.Tests.Premove.Sweep;

namespace CryptoRun.Domain.Tests.Premove;

/// <summary>premove.md: "Alerts: 3 per hour and 10 per day per coin (6 per hour in HighVolatility); above 90 without confirmation = alert only."</summary>
public sealed class AlertBudgetTests
{
    [Theory]
    [InlineData(RegimeState.Choppy, 2, true)]
    [InlineData(RegimeState.Choppy, 3, false)]
    [InlineData(RegimeState.TrendingBull, 3, false)]
    [InlineData(RegimeState.HighVolatility, 5, true)]
    [InlineData(RegimeState.HighVolatility, 6, false)]
    public void Decide_AlertsInTheHour_AreLimitedByRegime(RegimeState regime, int sent, bool isSent)
    {
        var decision = Decide(Ago(Enumerable.Range(1, sent).Select(i => 5.0 * i)), regime);
        (decision.IsSent, decision.InHour).ShouldBe((isSent, sent));
    }

    [Theory]
    [InlineData(9, true)]
    [InlineData(10, false)]
    public void Decide_AlertsInTheDay_AreLimitedToTen(int sent, bool isSent) => Decide(Ago(Enumerable.Range(1, sent).Select(i => 100.0 * i))).IsSent.ShouldBe(isSent);

    [Fact]
    public void Decide_DayLimit_HoldsInHighVolatilityToo() => Decide(Ago(Enumerable.Range(1, 10).Select(i => 100.0 * i)), RegimeState.HighVolatility).IsSent.ShouldBeFalse();

    [Fact]
    public void Decide_AlertExactlyAnHourOld_CountsNoMore()
    {
        Decide(Ago([10, 20, 60])).ShouldSatisfyAllConditions(d => d.InHour.ShouldBe(2), d => d.IsSent.ShouldBeTrue());
        Decide(Ago([10, 20, 59.999])).IsSent.ShouldBeFalse();
    }

    [Fact]
    public void Decide_AlertExactlyADayOld_CountsNoMore()
    {
        double[] nine = [.. Enumerable.Range(1, 9).Select(i => 100.0 * i)];
        Decide(Ago([.. nine, 1440])).ShouldSatisfyAllConditions(d => d.InDay.ShouldBe(9), d => d.IsSent.ShouldBeTrue());
        Decide(Ago([.. nine, 1439.999])).IsSent.ShouldBeFalse();
    }

    [Fact]
    public void Decide_OtherCoinsAndLaterAlerts_DoNotCount()
    {
        var sent = Ago([1, 2]).Concat([new AlertSent(At.AddSeconds(1), "AAA-USD"), new AlertSent(At.AddMinutes(-3), "BBB-USD")]).ToList();
        Decide(sent).ShouldSatisfyAllConditions(d => d.InHour.ShouldBe(2), d => d.IsSent.ShouldBeTrue());
        Decide([.. sent, new AlertSent(At, "AAA-USD")]).IsSent.ShouldBeFalse();
    }

    [Fact]
    public void Decide_HeldBack_SaysWhenItIsFreeAgain()
    {
        var decision = Decide(Ago([10, 20, 50]));
        decision.NextAt.ShouldBe(At.AddMinutes(10));
        decision.Sentence.ShouldBe("Held back: 3 of 3 in the hour, 3 of 10 in the day, free again at 12:15");
        Decide(decision.NextAt!.Value, Ago([10, 20, 50])).IsSent.ShouldBeTrue();

        // Both limits reached: the later one decides.
        var both = Ago([1, 2, 3, 200, 300, 400, 500, 600, 700, 1400]);
        Decide(both).NextAt.ShouldBe(At.AddMinutes(57));
        Decide(Ago([1, 2, 70, 200, 300, 400, 500, 600, 700, 800])).NextAt.ShouldBe(At.AddMinutes(640));
    }

    [Fact]
    public void Decide_NoReason_IsNotSent() =>
        AlertBudget.Decide(At, "AAA-USD", null, [], RegimeState.Choppy, new()).ShouldSatisfyAllConditions(d => d.IsSent.ShouldBeFalse(), d => d.Sentence.ShouldBe("No reason to alert; 0 of 3 in the hour, 0 of 10 in the day"));

    [Fact]
    public void Decide_LimitOfNone_NeverSends() =>
        AlertBudget.Decide(At, "AAA-USD", AlertKind.Candidate, [], RegimeState.Choppy, new() { PerHour = 0 }).ShouldSatisfyAllConditions(d => d.IsSent.ShouldBeFalse(), d => d.NextAt.ShouldBeNull());

    /// <summary>"above 90 without confirmation = alert only": no candidate; reaching 90 counts.</summary>
    [Theory]
    [InlineData(90.0001, AlertKind.AlertOnly)]
    [InlineData(89.999, null)]
    public void Run_AboveNinetyWithoutConfirmation_IsAnAlertOnly(double score, AlertKind? kind)
    {
        var coin = Run(WithScore(score, isConfirmed: false));
        (coin.IsCandidate, coin.Alert.Kind, coin.Alert.IsSent).ShouldBe((false, kind, kind is not null));
    }

    [Fact]
    public void Run_CandidateWithAPlace_AlertsAndOneWithoutDoesNot()
    {
        var result = PremoveDetector.Run(Input(Full("AAA-USD"), Full("BBB-USD") with { Weight = 0.06 }), Options);
        result.Coins.Select(c => (c.IsCandidate, c.Alert.Kind)).ShouldBe([(true, AlertKind.Candidate), (true, null)]);
    }

    private static AlertDecision Decide(IReadOnlyList<AlertSent> sent, RegimeState regime = RegimeState.Choppy) => AlertBudget.Decide(At, "AAA-USD", AlertKind.Candidate, sent, regime, new());

    private static AlertDecision Decide(DateTimeOffset at, IReadOnlyList<AlertSent> sent) => AlertBudget.Decide(at, "AAA-USD", AlertKind.Candidate, sent, RegimeState.Choppy, new());

    private static List<AlertSent> Ago(IEnumerable<double> minutes) => [.. minutes.Select(m => new AlertSent(At.AddMinutes(-m), "AAA-USD"))];
}
