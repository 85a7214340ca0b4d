using CryptoRun.Domain.Gates;

namespace CryptoRun.Domain.Tests.Gates;

public class VerdictsTests
{
    // One letter a gate, the score first: p passed, f failed, n not applicable, s failed but soft.
    [Theory]
    [InlineData("pppnppppnnn", Verdict.Candidate)]
    [InlineData("ppppppppppp", Verdict.Candidate)]
    [InlineData("pppnpppsnns", Verdict.Candidate)]
    [InlineData("pfpnppppnnn", Verdict.Watch)]
    [InlineData("pfpnpppfnnn", Verdict.Watch)]
    [InlineData("pfpnpfpfnnn", Verdict.Blocked)]
    [InlineData("pfpnpspfnns", Verdict.Watch)]
    [InlineData("fppnppppnnn", Verdict.Blocked)]
    [InlineData("ffpnppppnnn", Verdict.Blocked)]
    public void Of_Outcomes_GivesTheVerdict(string outcomes, Verdict verdict) =>
        Verdicts.Of([.. outcomes.Select((letter, i) => Result(GateOrder.All[i], letter))]).ShouldBe(verdict);

    [Fact]
    public void Of_NoScoreGate_Throws() => Should.Throw<ArgumentException>(() => Verdicts.Of([Result("vadr", 'p')]));

    private static GateResult Result(string gate, char letter) => new(
        gate,
        letter == 's' ? GateKind.Soft : GateKind.Hard,
        letter switch { 'p' => GateOutcome.Passed, 'n' => GateOutcome.NotApplicable, _ => GateOutcome.Failed },
        null, null, Comparison.AtLeast, "", null, "", "", "", null);
}
