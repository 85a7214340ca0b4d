using CryptoRun.Domain.Indicators;
using static CryptoRun.Domain.Tests.Indicators.Paper;

namespace CryptoRun.Domain.Tests.Indicators;

/// <summary>The four estimators on bars that double or halve, so that every logarithm is a multiple of ln 2.</summary>
public sealed class HandWorkedVolatilityTests
{
    private static readonly double Ln2 = Math.Log(2);

    [Fact]
    public void CloseVolatility_UpAndDown_IsTheSampleDeviation()
    {
        // Returns ln 2, -ln 2: sample sd sqrt(2) ln 2, twice that with four bars a year.
        ShouldBe(Series(3, o => CloseVolatility.Series([1, 2, 1], 2, 4, o)), double.NaN, double.NaN, 2 * Math.Sqrt(2) * Ln2);
        CloseVolatility.Last([7, 1, 2, 1], 2, 4).ShouldBe(2 * Math.Sqrt(2) * Ln2, Tolerance);
        CloseVolatility.Last([1, 2], 2, 4).ShouldBe(double.NaN);
    }

    [Fact]
    public void CloseVolatility_EqualReturns_IsExactlyZero() =>
        // The drift is the mean and does not count.
        CloseVolatility.Last([3, 5, 10, 20, 40], 3, 8760).ShouldBe(0);

    [Fact]
    public void Parkinson_RangesOfTwo_IsTheRootOfLn2()
    {
        // ln(2)^2 / (4 ln 2) x 4 = ln 2; then half of it, then nothing.
        ShouldBe(Series(4, o => ParkinsonVolatility.Series([2, 4, 3, 3], [1, 2, 3, 3], 2, 4, o)), double.NaN, Math.Sqrt(Ln2), Math.Sqrt(Ln2 / 2), 0);
        ParkinsonVolatility.Last([2], [1], 1, 4).ShouldBe(Math.Sqrt(Ln2), Tolerance);
    }

    [Fact]
    public void GarmanKlass_WithAndWithoutBody_TakesTheBodyOff()
    {
        GarmanKlassVolatility.Last([1], [2], [1], [1], 1, 1).ShouldBe(Ln2 * Math.Sqrt(0.5), Tolerance);
        GarmanKlassVolatility.Last([1], [2], [1], [2], 1, 1).ShouldBe(Ln2 * Math.Sqrt(1.5 - (2 * Ln2)), Tolerance);
        ShouldBe(Series(2, o => GarmanKlassVolatility.Series([1, 1], [2, 1], [1, 1], [1, 1], 2, 1, o)), double.NaN, Ln2 / 2);
    }

    [Fact]
    public void YangZhang_TwoBarsAfterOne_SumsJumpsBodiesAndRanges()
    {
        // Jumps ln 2, -ln 2; bodies 0, ln 2; Rogers-Satchell 2 ln(2)^2, 0; k = 0.34/(1.34 + 3).
        var expected = Ln2 * Math.Sqrt(2 + (0.34 / 4.34 / 2) + (1 - (0.34 / 4.34)));
        ShouldBe(Series(3, o => YangZhangVolatility.Series([1, 2, 1], [1, 4, 2], [1, 1, 1], [1, 2, 2], 2, 1, o)), double.NaN, double.NaN, expected);
        YangZhangVolatility.Last([1, 2, 1], [1, 4, 2], [1, 1, 1], [1, 2, 2], 2, 1).ShouldBe(expected, Tolerance);
    }

    [Fact]
    public void Streams_MarketThatStandsStillAfterAStorm_GiveExactlyZero()
    {
        var (close, parkinson) = (new CloseVolatilityStream(4, 8760), new ParkinsonVolatilityStream(4, 8760));
        var (garmanKlass, yangZhang) = (new GarmanKlassVolatilityStream(4, 8760), new YangZhangVolatilityStream(4, 8760));
        double[] last = [];
        for (var i = 0; i < 20; i++)
        {
            var (low, high) = i < 12 ? (0.1 + (i * i % 7), 9.7 + i) : (5, 5);
            last = [close.Next(high), parkinson.Next(high, low), garmanKlass.Next(low, high, low, high), yangZhang.Next(low, high, low, high)];
        }

        last.ShouldBe([0, 0, 0, 0]);
    }

    [Fact]
    public void Series_WrongArguments_AreRefusedOnce()
    {
        Should.Throw<ArgumentException>(() => CloseVolatility.Series([1, 2], 1, 8760, new double[2]));
        Should.Throw<ArgumentException>(() => CloseVolatility.Series([1, 2], 2, 0, new double[2]));
        Should.Throw<ArgumentException>(() => ParkinsonVolatility.Series([1, 2], [1], 2, 8760, new double[2]));
        Should.Throw<ArgumentException>(() => new ParkinsonVolatilityStream(0, 8760));
        Should.Throw<ArgumentException>(() => new GarmanKlassVolatilityStream(2, double.NaN));
        Should.Throw<ArgumentException>(() => new YangZhangVolatilityStream(1, 8760));
    }
}
