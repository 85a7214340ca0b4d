using CryptoRun.Domain.Gates;
using CryptoRun.Worker.Live;

namespace CryptoRun.Worker.Tests.Live;

public sealed class BoardChangesTests
{
    [Fact]
    public void Between_FirstScan_IsEmpty() => BoardChanges.Between(null, Boards.Result(Boards.Explanation("A-USD", 1))).ShouldBeEmpty();

    [Fact]
    public void Between_BecameCandidate_SaysPlacesVerdictAndFactor()
    {
        var before = Boards.Result(Boards.Explanation("AR-USD", 7, Verdict.Watch, [1, 1, 1, 1, 1]));
        var after = Boards.Result(Boards.Explanation("AR-USD", 3, Verdict.Candidate, [2, 1, 7.6, 1, 0]));
        var change = BoardChanges.Between(before, after).ShouldHaveSingleItem();
        change.Text.ShouldBe("7 → 3, now candidate; volume +6.6");
        change.Direction.ShouldBe(1);
    }

    [Fact]
    public void Between_GateTurnedAgainstIt_SaysTheGate()
    {
        var before = Boards.Result(Boards.Explanation("MERL-USD", 1, gates: Boards.Gate("vadr", GateOutcome.Passed, 2.1, 1.85, "ratio")));
        var after = Boards.Result(Boards.Explanation("MERL-USD", 4, gates: Boards.Gate("vadr", GateOutcome.Failed, 1.12, 1.85, "ratio")));
        var change = BoardChanges.Between(before, after).ShouldHaveSingleItem();
        change.Text.ShouldBe("1 → 4; VADR fell to 1.12");
        change.Direction.ShouldBe(-1);
    }

    [Fact]
    public void Between_Many_AreStrongestFirstAndUnchangedOnesLeftOut()
    {
        var before = Boards.Result(Boards.Explanation("A-USD", 1), Boards.Explanation("B-USD", 2), Boards.Explanation("C-USD", 30), Boards.Explanation("D-USD", 40, Verdict.Candidate));
        var after = Boards.Result(Boards.Explanation("A-USD", 1), Boards.Explanation("B-USD", 6), Boards.Explanation("C-USD", 31), Boards.Explanation("D-USD", 40), Boards.Explanation("N-USD", 5));
        var changes = BoardChanges.Between(before, after);
        changes.Select(c => c.Symbol).ShouldBe(["D-USD", "B-USD", "N-USD", "C-USD"]);
        changes[0].Text.ShouldStartWith("40, no longer candidate; ");
        changes[0].Direction.ShouldBe(-1);
        changes[2].Text.ShouldBe("new at 5");
    }
}
