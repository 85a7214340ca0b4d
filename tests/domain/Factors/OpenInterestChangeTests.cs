using CryptoRun.Domain.Factors;
using CryptoRun.Domain.Markets;

namespace CryptoRun.Domain.Tests.Factors;

public sealed class OpenInterestChangeTests
{
    private static readonly DateTimeOffset At = new(2026, 1, 15, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Measure_TwoVenuesWithBothEnds_ChangeOfTheirSum()
    {
        var measured = OpenInterestChange.Measure([Feed("okx", (-24.5, 100), (-0.25, 130)), Feed("bybit", (-24, 300), (0, 330))], At);

        measured.Change.ShouldBe(0.15, 1e-12);
        measured.Venues.ShouldBe(["bybit", "okx"]);
        measured.Time.ShouldBe(At.AddMinutes(-15));
    }

    [Fact]
    public void Measure_VenueThatJoinedOrFellSilent_IsNoFlow()
    {
        var measured = OpenInterestChange.Measure([Feed("okx", (-24, 100), (0, 110)), Feed("new", (0, 900)), Feed("silent", (-24, 900), (-2, 900)), Feed("gap", (-30, 900), (0, 900))], At);

        measured.Change.ShouldBe(0.10, 1e-12);
        measured.Venues.ShouldBe(["okx"]);
    }

    [Fact]
    public void Measure_ReadingsAfterTheInstant_AreNotLookedAt() =>
        OpenInterestChange.Measure([Feed("okx", (-24, 100), (0, 110), (0.5, 999))], At).Change.ShouldBe(0.10, 1e-12);

    [Fact]
    public void Measure_NothingADayAgo_None() => OpenInterestChange.Measure([Feed("okx", (0, 100))], At).ShouldBe(OpenInterestChange.None);

    [Fact]
    public void Measure_NothingWasOpen_None() => OpenInterestChange.Measure([Feed("okx", (-24, 0), (0, 100))], At).ShouldBe(OpenInterestChange.None);

    private static PerpetualFeed Feed(string venue, params (double Hours, double Usd)[] readings) =>
        new(venue, [], [.. readings.Select(r => new OpenInterest(At.AddHours(r.Hours), (decimal)r.Usd))], null);
}
