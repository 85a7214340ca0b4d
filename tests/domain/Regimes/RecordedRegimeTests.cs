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

        record.Indicators[1].Value!.Value.ShouldBe(share, 0.0005);
    }

    [Theory]
    [InlineData("2025-11-05T12:00:00Z", 1.028, 0.13, 0.370)]
    [InlineData("2025-11-05T20:00:00Z", 1.009, 0.13, 0.370)]
    [InlineData("2025-11-06T00:00:00Z", 1.003, 0.14, 0.465)]
    [InlineData("2025-11-06T12:00:00Z", 0.974, 0.14, 0.465)]
    public void DetectFromHistory_DaysOfNovember_AgreesWithAnIndependentComputation(string at, double volatility, double breadth, double thrust)
    {
        var record = RegimeDetector.DetectFromHistory(DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture), RecordedUniverse.OrSkip(), new RegimeOptions());

        (record.State, record.Pending, record.Indicators[0].Vote).ShouldBe((RegimeState.Choppy, null, "elevated"));
        record.Indicators[0].Value!.Value.ShouldBe(volatility, 0.0005);
        record.Indicators[1].Value!.Value.ShouldBe(breadth, 0.005);
        record.Indicators[2].Value!.Value.ShouldBe(thrust, 0.0005);
    }

    [Fact]
    public void History_OctoberCrash_IsHighVolatilityAtTheNextBoundaryAndForAWeek()
    {
        var during = RegimeDetector.DetectFromHistory(Utc(2025, 10, 11), RecordedUniverse.OrSkip(), new RegimeOptions());
        (during.State, during.Previous, during.Confidence).ShouldBe((RegimeState.HighVolatility, RegimeState.Choppy, 1));
        during.Indicators[0].Value!.Value.ShouldBe(1.776, 0.0005);

        var after = RegimeDetector.DetectFromHistory(Utc(2025, 10, 19), RecordedUniverse.OrSkip(), new RegimeOptions());
        (after.State, after.Since).ShouldBe((RegimeState.Choppy, new DateTimeOffset(2025, 10, 18, 8, 0, 0, TimeSpan.Zero)));
    }

    [Fact]
    public void SecondOpinions_EndOfTheRecording_SeeTheOctoberCrashAsAStretchOfItsOwn()
    {
        // 121 days are too few by default; the change points are right on them all the same.
        var (universe, options) = (RecordedUniverse.OrSkip(), new RegimeOptions { FewestOpinionDays = 60 });
        var end = Utc(2026, 2, 1);
        var days = MarketDays.Of(end, universe, options);
        var opinions = SecondOpinions.On(RegimeDetector.DetectFromHistory(end, universe, options), days, options);

        opinions.Days.ShouldBe(121);
        opinions.ChangePoints.Changes.ShouldBe([Utc(2025, 10, 10), Utc(2025, 10, 15), Utc(2025, 11, 25)]);
        opinions.ChangePoints.AgreesWithVote.ShouldBe(true);
        SecondOpinions.On(RegimeDetector.DetectFromHistory(end, universe, options), days, new RegimeOptions()).ChangePoints.IsAbsent.ShouldBeTrue();
    }

    private static DateTimeOffset Utc(int year, int month, int day) => new(year, month, day, 0, 0, 0, TimeSpan.Zero);
}
