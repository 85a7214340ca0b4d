using CryptoRun.Domain.Backtesting;
using CryptoRun.Domain.Exits;

namespace CryptoRun.Domain.Tests.Backtesting;

/// <summary>What a bar does to a position: bought at 100, the hard stop at 94 (no ATR), targets at 115 and 130.</summary>
public sealed class ExitPathTests
{
    private static readonly DateTimeOffset At = TestMarket.Start;

    [Theory]
    [InlineData(100, 105, 95, 101, "")]
    [InlineData(100, 105, 94, 101, "HardStop 1 at 94")]
    [InlineData(100, 140, 90, 101, "HardStop 1 at 94")]
    [InlineData(90, 95, 85, 91, "HardStop 1 at 90")]
    [InlineData(100, 115, 99, 101, "ProfitTarget 0.5 at 115")]
    [InlineData(100, 140, 99, 101, "ProfitTarget 0.5 at 115, ProfitTarget 1 at 130")]
    [InlineData(120, 121, 99, 101, "ProfitTarget 0.5 at 120")]
    [InlineData(120, 135, 119, 121, "ProfitTarget 0.5 at 120, ProfitTarget 1 at 130")]
    [InlineData(135, 140, 80, 81, "ProfitTarget 1 at 135")]
    public void Patient_WorstOrderInsideABar_IsFilledAtItsLevel(double open, double high, double low, double close, string expected) =>
        Walk(new PathBar(open, high, low, close), new ExitOptions(), Position()).ShouldBe(expected);

    [Fact]
    public void Patient_HeldForTwoDays_IsSoldAtTheOpen() =>
        Walk(new PathBar(101, 140, 80, 81), new ExitOptions(), Position() with { OpenedAt = At.AddHours(-48) }).ShouldBe("TimeStop 1 at 101");

    [Theory]
    [InlineData(107, 108, 104.6, 105, "")]
    [InlineData(107, 108, 102, 102, "TrailingStop 1 at 104.5")]
    [InlineData(107, 112, 106, 106.3, "TrailingStop 1 at 106.4")]
    public void Classic_UnderTheHigh_SellsAtTheStopOfTheHighSoFar(double open, double high, double low, double close, string expected)
    {
        var options = new ExitOptions { Profile = ExitProfile.Classic };
        Walk(new PathBar(open, high, low, close), options, Position() with { HighestPrice = 110 }).ShouldBe(expected);
    }

    [Fact]
    public void Classic_ScoreDecayed_IsSoldAtTheNextOpen()
    {
        var position = Position() with { FinalAtEntry = 90, AccelerationAtEntry = 2 };
        Walk(new PathBar(101, 102, 100, 101), new ExitOptions { Profile = ExitProfile.Classic }, position, final: 60, acceleration: 3).ShouldBe("ScoreDecay 1 at 101");
        Walk(new PathBar(101, 102, 100, 101), new ExitOptions { Profile = ExitProfile.Classic }, position, final: 80, acceleration: 0.9).ShouldBe("Acceleration 1 at 101");
        Walk(new PathBar(101, 102, 100, 101), new ExitOptions(), position, final: 10, acceleration: 0).ShouldBe("");
    }

    private static HeldPosition Position() => new(At, "C-USD", 100, 100, HasTakenHalf: false, null, null, null);

    private static string Walk(PathBar bar, ExitOptions options, HeldPosition position, double? final = null, double? acceleration = null)
    {
        var exits = new List<PathExit>();
        var reading = new ExitReading(At, bar.Open, false, null, null, acceleration, final);
        position = ExitPath.Open(position, reading, options, exits);
        if (exits is not [.., { Share: 1 }]) ExitPath.Inside(position, bar, reading, options, exits);
        return string.Join(", ", exits.Select(static e => $"{e.Decision.Rule} {e.Share} at {Math.Round(e.Price, 9)}"));
    }
}
