using CryptoRun.Domain.Regimes;

namespace CryptoRun.Domain.Tests.Regimes;

public class HysteresisTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    // Raw decisions: b, c, h with confidence under 1; B, C, H with confidence 1. Expected: state in force, then the pending one or a dot.
    [Theory]
    [InlineData("b", "b.")]
    [InlineData("bcc", "b. bc c.")]
    [InlineData("bcb", "b. bc b.")]
    [InlineData("bcbc", "b. bc b. bc")]
    [InlineData("bC", "b. c.")]
    [InlineData("bch", "b. bc bh")]
    [InlineData("bchh", "b. bc bh h.")]
    [InlineData("bchc", "b. bc bh bc")]
    [InlineData("bcH", "b. bc h.")]
    [InlineData("bccbb", "b. bc c. cb b.")]
    [InlineData("cccc", "c. c. c. c.")]
    public void Apply_SequenceOfDecisions_SwitchesAfterTwoInARowOrOneThatIsSure(string decisions, string expected)
    {
        RegimeRecord? previous = null;
        var seen = new List<string>();
        for (var i = 0; i < decisions.Length; i++)
        {
            var at = Start.AddHours(4 * i);
            previous = Record(at, Hysteresis.Apply(at, Decision(decisions[i]), previous));
            seen.Add($"{Letter(previous.State)}{(previous.Pending is { } pending ? Letter(pending) : '.')}");
        }

        string.Join(' ', seen).ShouldBe(expected);
    }

    [Fact]
    public void Apply_StateHoldsOrSwitches_SinceIsCarriedOrBeginsAnew()
    {
        var first = Record(Start, Hysteresis.Apply(Start, Decision('b'), null));
        var second = Record(Start.AddHours(4), Hysteresis.Apply(Start.AddHours(4), Decision('c'), first));
        var third = Hysteresis.Apply(Start.AddHours(8), Decision('c'), second);

        first.Since.ShouldBe(Start);
        second.Since.ShouldBe(Start);
        third.Since.ShouldBe(Start.AddHours(8));
    }

    [Fact]
    public void Apply_DetectionBetweenWasMissed_PendingStartsAgain()
    {
        var pending = Record(Start, new Hysteresis(RegimeState.TrendingBull, RegimeState.Choppy, Start.AddDays(-3)));

        Hysteresis.Apply(Start.AddHours(8), Decision('c'), pending).ShouldBe(new Hysteresis(RegimeState.TrendingBull, RegimeState.Choppy, Start.AddDays(-3)));
        Hysteresis.Apply(Start.AddHours(4), Decision('c'), pending).ShouldBe(new Hysteresis(RegimeState.Choppy, null, Start.AddHours(4)));
    }

    private static RegimeDecision Decision(char letter) => new(
        char.ToLowerInvariant(letter) switch { 'b' => RegimeState.TrendingBull, 'c' => RegimeState.Choppy, _ => RegimeState.HighVolatility },
        char.IsUpper(letter) ? 1 : 2.0 / 3);

    private static char Letter(RegimeState state) => state switch { RegimeState.TrendingBull => 'b', RegimeState.Choppy => 'c', _ => 'h' };

    private static RegimeRecord Record(DateTimeOffset at, Hysteresis result) =>
        new(at, result.State, 1, result.Since, result.Pending, result.State, null, [], "", 0, []);
}
