using CryptoRun.Domain.Factors;
using CryptoRun.Domain.Markets;

namespace CryptoRun.Domain.Tests.Factors;

/// <summary>"Basis dispersion: sd over venues of (perp mark / spot - 1)."</summary>
public class BasisDispersionTests
{
    private const double Tolerance = 1e-12;

    /// <summary>Marks 101, 102, 106 over a spot of 100: bases 1, 2, 6 %, mean 3, squared deviations 4 + 1 + 9 = 14 over 2, sd = sqrt(7) %.</summary>
    [Fact]
    public void Measure_ThreeVenuesWorkedByHand_IsTheSampleSd()
    {
        var basis = Measure(Perpetuals.Marked("binance", 101), Perpetuals.Marked("bybit", 102), Perpetuals.Marked("okx", 106));

        basis.Dispersion.ShouldBe(Math.Sqrt(7) / 100, Tolerance);
        basis.Venues.Select(venue => Math.Round(venue.Basis, 12)).ShouldBe([0.01, 0.02, 0.06]);
    }

    [Fact]
    public void Measure_VenuesAgree_IsZeroAndThere() => Measure(Perpetuals.Marked("binance", 101), Perpetuals.Marked("okx", 101)).Dispersion.ShouldBe(0);

    [Fact]
    public void Measure_OneVenue_IsAbsent() => Measure(Perpetuals.Marked("okx", 101)).ShouldSatisfyAllConditions(
        basis => basis.Dispersion.ShouldBe(double.NaN),
        basis => basis.Why.ShouldBe("marks of one venue only"));

    [Theory]
    [InlineData(120, null)]
    [InlineData(121, "marks of one venue only")]
    public void Measure_MarksOfDifferentTimes_AreNotCompared(int seconds, string? why) =>
        Measure(Perpetuals.Marked("binance", 101, seconds), Perpetuals.Marked("okx", 102)).Why.ShouldBe(why);

    [Theory]
    [InlineData(3600, null)]
    [InlineData(3601, "marks are older than an hour")]
    public void Measure_OldMarks_AreAbsent(int seconds, string? why) =>
        Measure(Perpetuals.Marked("binance", 101, seconds), Perpetuals.Marked("okx", 102, seconds)).Why.ShouldBe(why);

    [Fact]
    public void Measure_NoMark_IsAbsent() => Measure(Perpetuals.Funding("okx", [0.0001m])).Why.ShouldBe("no mark price");

    private static BasisMeasure Measure(params PerpetualFeed[] perpetuals) => BasisDispersion.Measure(100, perpetuals, Perpetuals.At, new DerivativesOptions());
}
