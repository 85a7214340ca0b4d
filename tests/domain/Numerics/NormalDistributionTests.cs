using CryptoRun.Domain.Numerics;

namespace CryptoRun.Domain.Tests.Numerics;

public sealed class NormalDistributionTests
{
    // Abramowitz and Stegun, table 26.1 (15 decimals).
    [Theory]
    [InlineData(0.0, 0.5)]
    [InlineData(0.5, 0.691462461274013)]
    [InlineData(1.0, 0.841344746068543)]
    [InlineData(1.5, 0.933192798731142)]
    [InlineData(2.0, 0.977249868051821)]
    [InlineData(3.0, 0.998650101968370)]
    [InlineData(-1.0, 0.158655253931457)]
    [InlineData(-3.0, 0.001349898031630)]
    public void Cdf_TabulatedValue_AgreesToItsLastDigit(double x, double expected) =>
        NormalDistribution.Cdf(x).ShouldBe(expected, 6e-16);

    // The tail keeps its relative precision, so log-scale displays of a score stay right.
    [Theory]
    [InlineData(-5.0, 2.86651571879194e-7)]
    [InlineData(-6.0, 9.86587645037698e-10)]
    [InlineData(-8.0, 6.22096057427178e-16)]
    [InlineData(-10.0, 7.61985302416053e-24)]
    public void Cdf_LowerTail_KeepsItsRelativePrecision(double x, double expected) =>
        (NormalDistribution.Cdf(x) / expected).ShouldBe(1, 1e-13);

    // erf to 17 digits, Abramowitz and Stegun table 7.1; one value in each of Cody's three intervals.
    [Theory]
    [InlineData(0.3, 0.67137324054087258)]
    [InlineData(0.5, 0.47950012218695346)]
    [InlineData(1.0, 0.15729920705028513)]
    [InlineData(2.0, 0.0046777349810472658)]
    [InlineData(6.0, 2.1519736712498913e-17)]
    public void ComplementaryError_KnownValue_AgreesToRounding(double x, double expected)
    {
        (NormalDistribution.ComplementaryError(x) / expected).ShouldBe(1, 1e-15);
        NormalDistribution.ComplementaryError(-x).ShouldBe(2 - expected, 5e-16);
    }

    [Fact]
    public void Cdf_WholeRange_RisesFromZeroToOneAndIsSymmetric()
    {
        var previous = 0.0;
        for (var i = -40_000; i <= 40_000; i++)
        {
            var x = i / 1000.0;
            var p = NormalDistribution.Cdf(x);
            p.ShouldBeInRange(0, 1);
            p.ShouldBeGreaterThanOrEqualTo(previous - 1e-16);
            (p + NormalDistribution.Cdf(-x)).ShouldBe(1, 3e-16);
            previous = p;
        }
    }

    [Fact]
    public void Cdf_Extremes_AreExact()
    {
        NormalDistribution.Cdf(double.NegativeInfinity).ShouldBe(0);
        NormalDistribution.Cdf(double.PositiveInfinity).ShouldBe(1);
        NormalDistribution.Cdf(double.MinValue).ShouldBe(0);
        NormalDistribution.Cdf(double.NaN).ShouldBe(double.NaN);
    }
}
