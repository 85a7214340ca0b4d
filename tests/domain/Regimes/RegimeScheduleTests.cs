using CryptoRun.Domain.Regimes;

namespace CryptoRun.Domain.Tests.Regimes;

public class RegimeScheduleTests
{
    [Theory]
    [InlineData("2026-01-06T00:00:00Z", "2026-01-06T00:00:00Z", "2026-01-06T04:00:00Z")]
    [InlineData("2026-01-06T03:59:59.9999999Z", "2026-01-06T00:00:00Z", "2026-01-06T04:00:00Z")]
    [InlineData("2026-01-06T04:00:00Z", "2026-01-06T04:00:00Z", "2026-01-06T08:00:00Z")]
    [InlineData("2026-01-06T23:15:00Z", "2026-01-06T20:00:00Z", "2026-01-07T00:00:00Z")]
    [InlineData("2026-01-06T01:30:00+02:00", "2026-01-05T20:00:00Z", "2026-01-06T00:00:00Z")]
    public void Boundaries_AnyInstant_AreFourHoursApartInUtc(string t, string last, string next)
    {
        RegimeSchedule.LastBoundary(At(t)).ShouldBe(At(last));
        RegimeSchedule.LastBoundary(At(t)).Offset.ShouldBe(TimeSpan.Zero);
        RegimeSchedule.NextBoundary(At(t)).ShouldBe(At(next));
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
