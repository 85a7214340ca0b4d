using CryptoRun.Domain.Factors;
using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Tests.Markets;
using CryptoRun.Domain.Tests.Scanning;

namespace CryptoRun.Domain.Tests.Factors;

/// <summary>"Liquidity: mean z of ln ADV, -spread_bps, ln depth(+-2 %)", of the deepest trustworthy book; "Quality = 0.5 * liquidity + 0.5 * derivatives".</summary>
public class LiquidityTests
{
    private const double Tolerance = 1e-9;
    private const double Unit = 1 / 1.4826;

    /// <summary>ADV, depth e, e^2, e^3 times a constant: z -1, 0, 1 times 1/1.4826. Spreads 30, 20, 10 bps: the same. The mean is the same again.</summary>
    [Fact]
    public void Liquidity_ThreeBooksWorkedByHand_IsTheMeanOfThreeZ()
    {
        var liquidity = Quality.Liquidity([Symbol(1, 30), Symbol(2, 20), Symbol(3, 10)]);

        for (var c = 0; c < 3; c++) liquidity.Z[c].ShouldBe([-Unit, 0, Unit], Tolerance);
        liquidity.Mean.ShouldBe([-Unit, 0, Unit], Tolerance);
    }

    [Fact]
    public void Liquidity_SymbolWithoutBook_CountsZeroForSpreadAndDepth()
    {
        var liquidity = Quality.Liquidity([Symbol(1, 30), Symbol(2, 20), Symbol(3, 10), FactorSymbols.WithBooks(Math.Exp(2))]);

        liquidity.Mean[3].ShouldBe(0, Tolerance);
        (liquidity.Z[1][3], liquidity.Z[2][3]).ShouldBe((0, 0));
    }

    [Fact]
    public void Liquidity_NoBooks_IsAdvAlone()
    {
        var liquidity = Quality.Liquidity([FactorSymbols.WithBooks(Math.Exp(1)), FactorSymbols.WithBooks(Math.Exp(2)), FactorSymbols.WithBooks(Math.Exp(3))]);

        liquidity.Missing.ShouldBe([false, true, true]);
        liquidity.Mean.ShouldBe([-Unit, 0, Unit], Tolerance);
    }

    [Fact]
    public void Best_SeveralVenues_IsTheDeepestTrustworthyOne()
    {
        var symbol = FactorSymbols.WithBooks(
            1e6, Book(1000, 10, "bybit"), Book(5000, 30, "kraken"), Book(9000, 5, "okx", BookIntegrity.ChecksumMismatch), Book(8000, 5, "zebra", age: 5.5));

        symbol.Quality.Book!.Venue.ShouldBe("kraken");
        symbol.Quality.SpreadBps.ShouldBe(30, Tolerance);
    }

    [Fact]
    public void Best_NoTrustworthyBook_IsMissing()
    {
        var symbol = FactorSymbols.WithBooks(1e6, Book(9000, 5, "okx", BookIntegrity.SequenceGap));

        symbol.Quality.Book.ShouldBeNull();
        symbol.Quality.SpreadBps.ShouldBe(double.NaN);
    }

    private static SymbolMeasures Symbol(double logarithm, decimal spreadBps) => FactorSymbols.WithBooks(Math.Exp(logarithm), Book(Math.Exp(logarithm + 10), spreadBps));

    /// <summary>Mid 100, one level a side, so much USD on the thinner one.</summary>
    private static ExchangeNativeBook Book(double depthUsd, decimal spreadBps, string venue = "kraken", BookIntegrity integrity = BookIntegrity.Verified, double age = 0)
    {
        var (bid, ask) = (100 - (spreadBps / 200), 100 + (spreadBps / 200));
        return NativeBooks.Of(SyntheticMarket.At.AddSeconds(-age), [(bid, (decimal)depthUsd / bid)], [(ask, 2 * (decimal)depthUsd / ask)], integrity, venue);
    }
}
