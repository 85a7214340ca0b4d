using CryptoRun.Domain.Factors;
using CryptoRun.Domain.Markets;

namespace CryptoRun.Domain.Tests.Factors;

/// <summary>"Funding z: venue-median of (rate - 7 d mean)/7 d sd over Binance, OKX, Bybit, Kraken perpetuals, rates normalised to 8 h."</summary>
public class FundingPressureTests
{
    private const double Tolerance = 1e-12;

    /// <summary>Nine rates of 1 bp and one of 11: mean 2 bp, squared deviations 9 x 1 + 81 = 90 over 9, so sd = sqrt(10) bp and z = 9/sqrt(10).</summary>
    private static readonly decimal[] Jump = [.. Enumerable.Repeat(0.0001m, 9), 0.0011m];

    /// <summary>The same with the jump below: z = -9/sqrt(10).</summary>
    private static readonly decimal[] Drop = [.. Enumerable.Repeat(0.0001m, 9), -0.0009m];

    /// <summary>1 and 3 bp in turn, five of each: mean 2, squared deviations 10 over 9, z of the last = 1/sqrt(10/9) = 3/sqrt(10).</summary>
    private static readonly decimal[] Turns = [.. Enumerable.Range(0, 10).Select(i => i % 2 == 0 ? 0.0001m : 0.0003m)];

    [Fact]
    public void Measure_OneVenueWorkedByHand_IsItsZNewestRateIncluded()
    {
        var funding = Measure(Perpetuals.Funding("okx", Jump));

        funding.Z.ShouldBe(9 / Math.Sqrt(10), Tolerance);
        funding.Venues.Single().ShouldSatisfyAllConditions(
            venue => venue.Mean.ShouldBe(0.0002, Tolerance),
            venue => venue.Sd.ShouldBe(Math.Sqrt(10) * 1e-4, Tolerance),
            venue => venue.Rate8h.ShouldBe(0.0011),
            venue => venue.Time.ShouldBe(Perpetuals.At));
    }

    [Fact]
    public void Measure_ThreeVenues_IsTheMiddleOne() =>
        Measure(Perpetuals.Funding("binance", Jump), Perpetuals.Funding("bybit", Drop), Perpetuals.Funding("okx", Turns)).Z.ShouldBe(3 / Math.Sqrt(10), Tolerance);

    [Fact]
    public void Measure_TwoVenues_IsTheMeanOfBoth() =>
        Measure(Perpetuals.Funding("binance", Jump), Perpetuals.Funding("okx", Turns)).Z.ShouldBe(6 / Math.Sqrt(10), Tolerance);

    /// <summary>Hourly rates of an eighth say the same as rates for 8 h.</summary>
    [Fact]
    public void Measure_HourlyRates_AreComparedAtEightHours()
    {
        var funding = Measure(Perpetuals.Funding("kraken", [.. Jump.Select(rate => rate / 8)], intervalHours: 1));

        funding.Venues.Single().Rate8h.ShouldBe(0.0011, Tolerance);
        funding.Z.ShouldBe(9 / Math.Sqrt(10), 1e-9);
    }

    [Fact]
    public void Measure_IntervalThatChanged_IsComparedAtEightHours()
    {
        var mixed = Perpetuals.Funding("okx", Jump).Funding.Select((rate, i) => i % 2 == 0 ? rate : rate with { Rate = rate.Rate / 2, IntervalHours = 4 }).ToList();

        Measure(new PerpetualFeed("okx", mixed, [], null)).Z.ShouldBe(9 / Math.Sqrt(10), 1e-9);
    }

    [Fact]
    public void Measure_VenueWithoutUsableRates_IsLeftOutWithItsReason()
    {
        var funding = Measure(
            Perpetuals.Funding("binance", [.. Enumerable.Repeat(0.0001m, 21)]),
            Perpetuals.Funding("bybit", [.. Jump.Skip(1)]),
            Perpetuals.Funding("kraken", Drop, hoursOld: 16.5),
            Perpetuals.Funding("okx", Jump, hoursOld: 16));

        funding.Z.ShouldBe(9 / Math.Sqrt(10), Tolerance);
        funding.Venues.Select(venue => venue.Why).ShouldBe(["the rate did not move", "9 rates, 10 needed", "newest rate is too old", null]);
    }

    [Fact]
    public void Measure_NoVenueUsable_IsAbsentWithItsReason()
    {
        Measure(Perpetuals.Funding("binance", [.. Jump.Skip(1)])).ShouldSatisfyAllConditions(
            funding => funding.Z.ShouldBe(double.NaN),
            funding => funding.Why.ShouldBe("no venue with a usable funding rate"));
        Measure(Perpetuals.Marked("binance", 1)).Why.ShouldBe("no funding rate");
    }

    private static FundingMeasure Measure(params PerpetualFeed[] perpetuals) => FundingPressure.Measure(perpetuals, Perpetuals.At, new DerivativesOptions());
}
