using CryptoRun.Domain.Numerics;
using CryptoRun.Domain.Regimes;

namespace CryptoRun.Domain.Tests.Regimes;

public class RecordedRegimeTests
{
    [Fact]
    public void Detect_FourMonthsOfPerpetuals_VolatilityIsWhereTheSpecificationMeasuredIt()
    {
        var universe = RecordedUniverse.OrSkip();
        var values = new List<double>();
        for (var day = Utc(2025, 10, 5); day <= Utc(2026, 1, 31); day = day.AddDays(1))
        {
            var record = RegimeDetector.Detect(day, universe, null, new RegimeOptions());
            if (record.Indicators[0].Value is { } volatility) values.Add(volatility);
        }

        values.Count.ShouldBeGreaterThan(100);
        TestContext.Current.TestOutputHelper?.WriteLine($"median {RobustStatistics.Median(values.ToArray()):F4}, 80th percentile {Quantiles.Linear(values.ToArray(), 0.8):F4}");
        RobustStatistics.Median(values.ToArray()).ShouldBe(0.68, 0.05);
        Quantiles.Linear(values.ToArray(), 0.8).ShouldBe(0.9, 0.1);
    }

    [Theory]
    [InlineData(6, 0.93)]
    [InlineData(31, 0.026)]
    public void Detect_DaysOfKnownBreadth_AgreesWithTheReference(int day, double share)
    {
        // The reference took 115 symbols; so does this.
        var options = new RegimeOptions { UniverseSize = 115 };
        var record = RegimeDetector.Detect(Utc(2026, 1, day).AddDays(1), RecordedUniverse.OrSkip(), null, options);

        TestContext.Current.TestOutputHelper?.WriteLine($"{record.Reason} {record.UniverseCount}");
        record.Indicators[1].Value!.Value.ShouldBe(share, 0.02);
    }

    private static DateTimeOffset Utc(int year, int month, int day) => new(year, month, day, 0, 0, 0, TimeSpan.Zero);
}
