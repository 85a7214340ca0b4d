using CryptoRun.Web.Palette;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoRun.Web.Tests.Palette;

public sealed class FuzzyMatchTests
{
    [Theory]
    [InlineData("ICP-USD", "icp", "ICP")]
    [InlineData("ICP-USD", "usd", "USD")]
    [InlineData("Export the board as CSV", "csv", "CSV")]
    [InlineData("Export the board as CSV", "board exp", "Expboard")]
    [InlineData("Show candidates only", "scand", "Scand")]
    [InlineData("Export the board as CSV", "expcsv", "ExpCSV")]
    [InlineData("aab abc", "aabc", "aabc")]
    [InlineData("Pre-move", "pm", "Pm")]
    [InlineData("Board", "", "")]
    public void Of_LettersThatFit_AreMarked(string text, string query, string marked) =>
        string.Concat(text.Where((_, i) => FuzzyMatch.Of(text, query)!.Marks[i])).ShouldBe(marked);

    [Theory]
    [InlineData("Board", "x")]
    [InlineData("Board", "dr")]
    [InlineData("Board", "board x")]
    [InlineData("Regime", "gm")]
    [InlineData("Show blocked only", "sol")]
    [InlineData("", "a")]
    public void Of_LettersThatDoNot_IsNull(string text, string query) => FuzzyMatch.Of(text, query).ShouldBeNull();

    [Fact]
    public void Of_BetterFits_ScoreMore()
    {
        Score("SOL-USD", "sol").ShouldBeGreaterThan(Score("RSOL-USD", "sol"));
        Score("Dark theme", "theme").ShouldBeGreaterThan(Score("Antheme", "theme"));
        Score("Regime", "reg").ShouldBeGreaterThan(Score("Show the regime", "reg"));
        Score("Show candidates only", "candidates").ShouldBeGreaterThan(Score("Show candidates only", "scand"));
        Score("AR-USD", "ar").ShouldBeGreaterThan(Score("ARB-USD", "ar"));
    }

    [Fact]
    public void Of_AnyTextAndQuery_MarksOnlyWhatWasTyped() => Prop.ForAll<NonNull<string>, NonNull<string>>((text, query) =>
    {
        var match = FuzzyMatch.Of(text.Get, query.Get);
        if (match is null) return true;
        var typed = query.Get.ToUpperInvariant();
        return match.Marks.Count == text.Get.Length && match.Score is >= 0 and <= 130 && text.Get.Where((_, i) => match.Marks[i]).All(c => typed.Contains(char.ToUpperInvariant(c)) || query.Get.Contains(c));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Of_APieceOfAText_Fits() => Prop.ForAll<NonEmptyString, byte, byte>((text, from, length) =>
    {
        var start = from % text.Get.Length;
        var piece = text.Get.Substring(start, Math.Min(length, text.Get.Length - start));
        return FuzzyMatch.Of(text.Get, piece) is not null;
    }).QuickCheckThrowOnFailure();

    private static double Score(string text, string query) => FuzzyMatch.Of(text, query)!.Score;
}
