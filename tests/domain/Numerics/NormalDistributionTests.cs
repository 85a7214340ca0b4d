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
}
