using CryptoRun.Domain.Regimes;
using CryptoRun.Web.Layout;

namespace CryptoRun.Web.Tests.Layout;

public sealed class FormatTests
{
    [Theory]
    [InlineData("101842.4", "101,842")]
    [InlineData("3985", "3,985.0")]
    [InlineData("532.31", "532.31")]
    [InlineData("115.2", "115.20")]
    [InlineData("6.8034", "6.8034")]
    [InlineData("0.21344", "0.21344")]
    [InlineData("0.018048", "0.018048")]
    [InlineData("0.0000123456", "0.0000123")]
    [InlineData("0", "0.0")]
    [InlineData("1e-8", "0.0000000")]
    [InlineData("no number", "n/a")]
    [InlineData(null, "n/a")]
    public void PriceText_AnySize_FiveSignificantDigits(string? price, string expected) => Format.PriceText(price).ShouldBe(expected);

    [Theory]
    [InlineData(0.0036, 2, "+0.36")]
    [InlineData(-0.0134, 2, "−1.34")]
    [InlineData(0.109, 1, "+10.9")]
    [InlineData(0.00001, 2, "0.00")]
    [InlineData(-0.00001, 2, "0.00")]
    [InlineData(0.0, 1, "0.0")]
    [InlineData(null, 1, "n/a")]
    [InlineData(double.NaN, 1, "n/a")]
    public void Return_Fraction_SignedPerCentWithTrueMinusAndNoSignOnZero(double? fraction, int decimals, string expected) =>
        Format.Return(fraction, decimals).ShouldBe(expected);

    [Theory]
    [InlineData(0.0036, 2, "up")]
    [InlineData(-0.0036, 2, "down")]
    [InlineData(0.00004, 2, "")]
    [InlineData(-0.00004, 2, "")]
    [InlineData(null, 2, "")]
    public void Direction_Fraction_AgreesWithTheRoundedText(double? fraction, int decimals, string expected) => Format.Direction(fraction, decimals).ShouldBe(expected);

    [Theory]
    [InlineData(512.0, "512")]
    [InlineData(999.4, "999")]
    [InlineData(999.6, "1.00k")]
    [InlineData(12_345.0, "12.3k")]
    [InlineData(99_960.0, "100k")]
    [InlineData(267_000.0, "267k")]
    [InlineData(999_600.0, "1.00M")]
    [InlineData(1_430_000.0, "1.43M")]
    [InlineData(2_000_000_000.0, "2.00B")]
    [InlineData(-1_430_000.0, "−1.43M")]
    [InlineData(null, "n/a")]
    public void Amount_AnySize_ThreeDigits(double? value, string expected) => Format.Amount(value).ShouldBe(expected);

    [Theory]
    [InlineData(1.34, "1.3")]
    [InlineData(9.94, "9.9")]
    [InlineData(9.96, "10")]
    [InlineData(94.2, "94")]
    [InlineData(4000.0, "4,000")]
    [InlineData(-0.2, "0.0")]
    [InlineData(null, "n/a")]
    public void Age_Seconds_OneDecimalUnderTen(double? seconds, string expected) => Format.Age(seconds).ShouldBe(expected);

    [Theory]
    [InlineData(0, "0 s")]
    [InlineData(48, "48 s")]
    [InlineData(59 * 60, "59 min")]
    [InlineData(3 * 3600, "3 h")]
    [InlineData((3 * 3600) + (20 * 60), "3 h 20 min")]
    [InlineData(((18 * 24) + 19) * 3600, "18 d 19 h")]
    [InlineData(-5, "0 s")]
    public void Span_Seconds_TwoLargestUnits(int seconds, string expected) => Format.Span(TimeSpan.FromSeconds(seconds)).ShouldBe(expected);

    [Fact]
    public void Times_OtherZone_AreUtcAndSaySo()
    {
        var at = new DateTimeOffset(2025, 11, 6, 17, 0, 48, TimeSpan.FromHours(2));

        Times.Utc.Time(at).ShouldBe("15:00:48 UTC");
        Times.Utc.DayTime(at).ShouldBe("Thu 6 Nov 15:00:48 UTC");
        Format.Iso(at).ShouldBe("2025-11-06T15:00:48Z");
        Format.Ago(at, at.AddSeconds(48)).ShouldBe("48 s ago");
    }

    [Theory]
    [InlineData(RegimeState.TrendingBull, "Trending bull")]
    [InlineData(RegimeState.Choppy, "Choppy")]
    [InlineData(RegimeState.HighVolatility, "High volatility")]
    public void Regime_State_IsWords(RegimeState state, string expected) => Format.Regime(state).ShouldBe(expected);
}
