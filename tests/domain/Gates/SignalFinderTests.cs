using CryptoRun.Domain.Gates;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoRun.Domain.Tests.Gates;

public class SignalFinderTests
{
    private static readonly DateTimeOffset End = new(2026, 1, 6, 15, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("100 100 100 100 104", 0, 104)]
    [InlineData("100 100 100 100 104 104 104 104", 3, 104)]
    [InlineData("100 100 100 100 96 95", 1, 96)]
    [InlineData("100 100 100 100 104 100 105", 0, 105)]
    [InlineData("100 100 100 100 104 105 96", 2, 104)]
    public void Find_RunThatReachesTheLastBar_StartsAtItsFirstBar(string closes, int barsAgo, double price) =>
        SignalFinder.Find(Closes(closes), End, 0.03).ShouldBe(new SignalReading(barsAgo, price, End.AddHours(-barsAgo)));

    [Theory]
    [InlineData("100 100 100 100")]
    [InlineData("100 100 100 100 102.9")]
    [InlineData("100 100 100 100 104 104 104 104 104")]
    [InlineData("")]
    public void Find_LastBarUnderTheThreshold_IsNone(string closes) => SignalFinder.Find(Closes(closes), End, 0.03).ShouldBeNull();

    [Fact]
    public void Find_ReturnExactlyTheThreshold_Counts()
    {
        SignalFinder.Find([64, 64, 64, 64, 66], End, 0.03125).ShouldNotBeNull();
        SignalFinder.Find([64, 64, 64, 64, 66], End, 0.0312500001).ShouldBeNull();
    }

    [Fact]
    public void Find_RandomCloses_AgreesWithTheDefinition() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(200),
        Prop.ForAll(Gen.Choose(90, 110).ArrayOf(14).ToArbitrary(), drawn =>
        {
            var closes = drawn.Select(c => (double)c).ToArray();
            var moves = closes.Select((c, i) => i >= 4 && Math.Abs((c / closes[i - 4]) - 1) >= 0.03).ToArray();
            var expected = moves[^1] ? moves.Reverse().TakeWhile(m => m).Count() - 1 : (int?)null;

            SignalFinder.Find(closes, End, 0.03)?.BarsAgo.ShouldBe(expected!.Value);
            (SignalFinder.Find(closes, End, 0.03) is null).ShouldBe(expected is null);
        }));

    private static double[] Closes(string text) => [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(double.Parse)];
}
