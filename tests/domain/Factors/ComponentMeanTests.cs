using CryptoRun.Domain.Factors;

namespace CryptoRun.Domain.Tests.Factors;

public class ComponentMeanTests
{
    private const double Tolerance = 1e-12;
    private const double Unit = 1 / 1.4826;

    [Fact]
    public void Of_ComponentNobodyHas_LeavesTheMean()
    {
        var mean = ComponentMean.Of([[1, 2, 3], [double.NaN, double.NaN, double.NaN]]);

        mean.Missing.ShouldBe([false, true]);
        mean.Mean[2].ShouldBe(Unit, Tolerance);
    }

    [Fact]
    public void Of_ComponentOneSymbolLacks_CountsAsTheMiddleForIt()
    {
        // The second component is standardised over its three values 10, 20, 30: MAD 10.
        var mean = ComponentMean.Of([[1, 2, 3, 2], [10, 20, 30, double.NaN]]);

        mean.Z[1][3].ShouldBe(0);
        mean.Mean[2].ShouldBe(((1 / (1.4826 * 0.5)) + Unit) / 2, Tolerance);
        mean.Mean[3].ShouldBe(0, Tolerance);
    }

    [Fact]
    public void Of_SymbolWithoutAnyComponent_IsMissing()
    {
        var mean = ComponentMean.Of([[1, 2, 3, double.NaN], [3, 1, 2, double.NaN]]);

        double.IsNaN(mean.Mean[3]).ShouldBeTrue();
        double.IsNaN(mean.Mean[0]).ShouldBeFalse();
    }
}
