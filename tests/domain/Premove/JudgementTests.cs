using CryptoRun.Domain.Premove;
using static CryptoRun.Domain.Tests.Premove.Sweep;

namespace CryptoRun.Domain.Tests.Premove;

/// <summary>
/// premove.md: "States: quiet &lt; 60, watch 60-74, prepare 75-84, prime >= 85; verdict strong (>= 85 and confirmed and CVD significant), moderate (>= 75 and
/// confirmed, or >= 90), weak, blocked."
/// </summary>
public sealed class JudgementTests
{
    private static readonly StateOptions States = new();

    [Theory]
    [InlineData(0, PremoveState.Quiet)]
    [InlineData(59.999, PremoveState.Quiet)]
    [InlineData(60, PremoveState.Watch)]
    [InlineData(74.999, PremoveState.Watch)]
    [InlineData(75, PremoveState.Prepare)]
    [InlineData(84.999, PremoveState.Prepare)]
    [InlineData(85, PremoveState.Prime)]
    [InlineData(100, PremoveState.Prime)]
    public void StateOf_Score_ChangesAtItsBoundary(double score, PremoveState state) => Judgements.StateOf(score, States).ShouldBe(state);

    [Theory]
    [InlineData(85, true, true, PremoveVerdict.Strong)]
    [InlineData(84.999, true, true, PremoveVerdict.Moderate)]
    [InlineData(85, true, false, PremoveVerdict.Moderate)]
    [InlineData(85, false, true, PremoveVerdict.Weak)]
    [InlineData(75, true, false, PremoveVerdict.Moderate)]
    [InlineData(75, true, true, PremoveVerdict.Moderate)]
    [InlineData(74.999, true, true, PremoveVerdict.Weak)]
    [InlineData(90, false, false, PremoveVerdict.Moderate)]
    [InlineData(90, false, true, PremoveVerdict.Moderate)]
    [InlineData(89.999, false, true, PremoveVerdict.Weak)]
    [InlineData(100, true, true, PremoveVerdict.Strong)]
    [InlineData(0, true, true, PremoveVerdict.Weak)]
    public void VerdictOf_ScoreConfirmationCvd_FollowsTheTable(double score, bool isConfirmed, bool isSignificant, PremoveVerdict verdict)
    {
        Judgements.VerdictOf(score, isConfirmed, isSignificant, isBlocked: false, States).ShouldBe(verdict);
        Judgements.VerdictOf(score, isConfirmed, isSignificant, isBlocked: true, States).ShouldBe(PremoveVerdict.Blocked);
        Judgements.VerdictOf(null, isConfirmed, isSignificant, isBlocked: false, States).ShouldBe(PremoveVerdict.Blocked);
    }

    [Fact]
    public void Run_PrimeConfirmedAndSignificant_IsStrong()
    {
        var coin = Run(Full() with { Cvd = CvdOnALine(200, 30) });
        (coin.Judgement.State, coin.Judgement.Verdict, coin.IsCandidate).ShouldBe((PremoveState.Prime, PremoveVerdict.Strong, true));
        coin.Judgement.VerdictSentence.ShouldBe("Score 100.0, confirmed, CVD significant");
        coin.Judgement.StateHint.ShouldBe("Falls to prepare under 85.0");
    }

    [Fact]
    public void Run_Moderate_SaysWhatStrongNeeds()
    {
        var coin = Run(WithScore(84));
        coin.Judgement.Verdict.ShouldBe(PremoveVerdict.Moderate);
        coin.Judgement.VerdictHint.ShouldBe("Needs 1.0 points and significant CVD for strong");
        coin.Judgement.StateSentence.ShouldBe("Score 84.0 is under 85.0");
        coin.Judgement.StateHint.ShouldBe("Needs 1.0 points for prime");
    }

    [Fact]
    public void Run_HighScoreWithoutConfirmation_IsModerateAndAnAlertOnly()
    {
        var coin = Run(WithScore(95, isConfirmed: false));
        (coin.Judgement.Verdict, coin.IsCandidate, coin.Alert.Kind).ShouldBe((PremoveVerdict.Moderate, false, AlertKind.AlertOnly));
        coin.Judgement.VerdictSentence.ShouldBe("Score 95.0, not confirmed, CVD not significant; without confirmation an alert only");
        coin.Judgement.VerdictHint.ShouldBe("Needs confirmation and significant CVD for strong");
    }

    [Fact]
    public void Run_Weak_SaysWhatModerateNeeds()
    {
        var coin = Run(Bare() with { LargePrints = Prints(20, 0, 100), Heat = Reading(0.5), WhaleComposite = Reading(1), ReservesChange7d = Reading(0) });
        coin.Judgement.Verdict.ShouldBe(PremoveVerdict.Weak);
        coin.Judgement.State.ShouldBe(PremoveState.Watch);
        coin.Judgement.VerdictHint.ShouldBe("Needs 14.0 points and confirmation for moderate");
    }

    [Fact]
    public void Run_FailedGate_IsBlockedWithItsName()
    {
        var coin = Run(Full() with { FailedGates = ["spread", "depth"] });
        (coin.Judgement.Verdict, coin.IsCandidate, coin.Alert.Kind).ShouldBe((PremoveVerdict.Blocked, false, null));
        coin.Judgement.VerdictSentence.ShouldBe("Blocked: gate failed: spread, depth");
        coin.Judgement.VerdictHint.ShouldBe("Needs its gates to pass");
    }

    [Fact]
    public void Run_ScoreJustUnderALimit_DoesNotReadAsTheLimit() =>
        Run(WithScore(84.9999)).Judgement.StateSentence.ShouldBe("Score 84.9999 is under 85.0000");
}
