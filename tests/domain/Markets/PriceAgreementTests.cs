using CryptoRun.Domain.Markets;

namespace CryptoRun.Domain.Tests.Markets;

public sealed class PriceAgreementTests
{
    [Fact]
    public void Outliers_ThreeVenuesOneMisplacedPoint_NamesIt() => PriceAgreement.Outliers([100, 1000, 100.4], 99).ShouldBe([1]);

    [Fact]
    public void Outliers_TwoVenuesAndTheLastClose_NamesTheOneFarFromBoth() => PriceAgreement.Outliers([10.1, 101], 100).ShouldBe([0]);

    [Fact]
    public void Outliers_AMoveThatAllVenuesSee_AreNone() => PriceAgreement.Outliers([131, 130.5, 130.8], 100).ShouldBeEmpty();

    [Fact]
    public void Outliers_TwoOpinions_AreDoubtedBothBeyondAFactorOfTwo()
    {
        PriceAgreement.Outliers([150], 100).ShouldBeEmpty();
        PriceAgreement.Outliers([250], 100).ShouldBe([0]);
        PriceAgreement.Outliers([40, 100], null).ShouldBe([0, 1]);
    }

    [Fact]
    public void Outliers_OneOpinionOrNone_AreNone()
    {
        PriceAgreement.Outliers([100], null).ShouldBeEmpty();
        PriceAgreement.Outliers([], 100).ShouldBeEmpty();
    }

    [Fact]
    public void IsTorn_WholeRangeBeyondAFactorOfTwo_Is()
    {
        PriceAgreement.IsTorn(Candle(1000, 1010, 990, 1005), 100).ShouldBeTrue();
        PriceAgreement.IsTorn(Candle(10, 11, 9, 10), 100).ShouldBeTrue();
    }

    [Fact]
    public void IsTorn_ACoinThatTriplesWithinTheHour_IsNot() => PriceAgreement.IsTorn(Candle(101, 320, 100, 300), 100).ShouldBeFalse();

    private static Candle Candle(decimal open, decimal high, decimal low, decimal close) => new(DateTimeOffset.UnixEpoch, open, high, low, close, 1, 1, 1);
}
