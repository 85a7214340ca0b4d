using CryptoRun.Domain.Markets;

namespace CryptoRun.Domain.Tests.Markets;

public sealed class AverageDailyVolumeTests
{
    /// <summary>Price 1 throughout; every hour of UTC day d has volume d + 1.</summary>
    private static CandleSeries Days(int firstHour, int count) =>
        Build.Series(count, h => (1, 1, 1, ((firstHour + h) / 24) + 1), Build.Start.AddHours(firstHour));

    [Fact]
    public void Usd_PartDaysAtBothEnds_AreLeftOut() =>
        // Hours 5 .. 12 d 7 h: full days 1..11, worth 24 x 2 .. 24 x 12.
        AverageDailyVolume.Usd(Days(5, (12 * 24) + 2))!.Value.ShouldBe(24 * 7.0, 1e-9);

    [Fact]
    public void Usd_LongHistory_TakesTheLastThirtyDays() =>
        AverageDailyVolume.Usd(Days(0, (100 * 24) + 23))!.Value.ShouldBe(24 * 85.5, 1e-9);

    [Theory]
    [InlineData(239, false)]
    [InlineData(240, true)]
    public void Usd_UnderTenDays_IsNull(int hours, bool known) => AverageDailyVolume.Usd(Days(0, hours)).HasValue.ShouldBe(known);
}
