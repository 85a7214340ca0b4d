using CryptoRun.Domain.Factors;

namespace CryptoRun.Domain.Tests.Factors;

/// <summary>"Derivatives: -(0.40 * clamp(funding z, 0, 3) + 0.35 * z(OI residual) + 0.25 * z(basis dispersion))."</summary>
public class DerivativesTests
{
    private const double Tolerance = 1e-12;
    private const double None = double.NaN;

    /// <summary>
    /// Worked by hand. Residuals -2, -1, 0, 1, 2 M: median 0, MAD 1 M, z = k/1.4826. Dispersions 1 to 5 bp: median 3 bp, MAD 1 bp, z = k/1.4826 likewise, in
    /// the reverse order. Funding z -1, 0, 1.5, 4, 3 cut to 0, 0, 1.5, 3, 3.
    /// </summary>
    [Fact]
    public void Of_FiveSymbolsWorkedByHand_IsTheWeightedSum()
    {
        var half = Of(Symbol(-1, -2, 5), Symbol(0, -1, 4), Symbol(1.5, 0, 3), Symbol(4, 1, 2), Symbol(3, 2, 1));

        const double unit = 1 / 1.4826;
        half.Value.ShouldBe(
        [
            -((0.35 * -2 * unit) + (0.25 * 2 * unit)),
            -((0.35 * -1 * unit) + (0.25 * 1 * unit)),
            -(0.40 * 1.5),
            -((0.40 * 3) + (0.35 * 1 * unit) + (0.25 * -1 * unit)),
            -((0.40 * 3) + (0.35 * 2 * unit) + (0.25 * -2 * unit)),
        ], Tolerance);
        half.Missing.ShouldBe([false, false, false]);
        for (var i = 0; i < 5; i++) (half.Term(0, i) + half.Term(1, i) + half.Term(2, i)).ShouldBe(half.Value[i], Tolerance);
    }

    /// <summary>"A component that is missing for every symbol leaves its mean": its weight goes to the others in proportion.</summary>
    [Fact]
    public void Of_ComponentNobodyHas_LeavesItsWeightToTheOthers()
    {
        var half = Of(Symbol(2, None, 5), Symbol(1, None, 4), Symbol(0, None, 3));

        half.Weights.ShouldBe([0.40 / 0.65, 0, 0.25 / 0.65], Tolerance);
        half.Missing.ShouldBe([false, true, false]);
        half.Value[0].ShouldBe(-((2 * 0.40 / 0.65) + (0.25 / 0.65 / 1.4826)), Tolerance);
    }

    [Fact]
    public void Of_ComponentOneSymbolLacks_CountsZeroForItAndKeepsItsWeight()
    {
        var half = Of(Symbol(None, -1, 1), Symbol(2, 0, 2), Symbol(1, 1, 3));

        half.Weights.ShouldBe([0.40, 0.35, 0.25], Tolerance);
        half.Value[0].ShouldBe((0.35 + 0.25) / 1.4826, Tolerance);
    }

    /// <summary>"No perpetual listed: liquidity alone."</summary>
    [Fact]
    public void Column_SymbolWithoutPerpetual_IsItsLiquidityAlone()
    {
        SymbolMeasures[] symbols = [Symbol(2, 0, 1), FactorSymbols.Plain, Symbol(0, 1, 2)];
        var (liquidity, half) = (Quality.Liquidity(symbols), Derivatives.Of(symbols, new DerivativesOptions()));

        var column = Quality.Column(liquidity, half);

        column[1].ShouldBe(liquidity.Mean[1]);
        column[0].ShouldBe((0.5 * liquidity.Mean[0]) + (0.5 * half!.Value[0]), Tolerance);
        half.Value[1].ShouldBe(None);
    }

    [Fact]
    public void Of_NobodyHasAny_IsAbsent() => Derivatives.Of([FactorSymbols.Plain, Symbol(None, None, None)], new DerivativesOptions()).ShouldBeNull();

    private static Derivatives Of(params SymbolMeasures[] symbols) => Derivatives.Of(symbols, new DerivativesOptions()).ShouldNotBeNull();

    /// <summary>Funding z, residual in M$, dispersion in bp: scaled so that a MAD of 1 is far from rounding.</summary>
    private static SymbolMeasures Symbol(double funding, double millions, double bps) => FactorSymbols.WithDerivatives(funding, millions * 1e6, bps * 1e-4);
}
