using CryptoRun.Web.Layout;

namespace CryptoRun.Web.Tests.Layout;

public sealed class TimesTests
{
    private static readonly DateTimeOffset Winter = new(2025, 1, 15, 20, 5, 9, TimeSpan.Zero);
    private static readonly DateTimeOffset Summer = new(2025, 7, 15, 20, 5, 9, TimeSpan.Zero);

    [Theory]
    [InlineData("Asia/Kolkata", "01:35:09 UTC+5:30", "01:35:09 UTC+5:30")]
    [InlineData("Asia/Kathmandu", "01:50:09 UTC+5:45", "01:50:09 UTC+5:45")]
    [InlineData("America/St_Johns", "16:35:09 UTC−3:30", "17:35:09 UTC−2:30")]
    [InlineData("Europe/Berlin", "21:05:09 UTC+1", "22:05:09 UTC+2")]
    [InlineData("Europe/London", "20:05:09 UTC+0", "21:05:09 UTC+1")]
    [InlineData("America/New_York", "15:05:09 UTC−5", "16:05:09 UTC−4")]
    [InlineData("Pacific/Kiritimati", "10:05:09 UTC+14", "10:05:09 UTC+14")]
    public void Time_ZoneOfTheReader_SaysItsOffsetAtThatInstant(string zone, string winter, string summer)
    {
        var times = Times.In(zone);

        times.IsLocal.ShouldBeTrue();
        times.Zone.ShouldBe(zone);
        times.Time(Winter).ShouldBe(winter);
        times.Time(Summer).ShouldBe(summer);
    }

    [Fact]
    public void MinuteZone_ClockSetBack_TellsTheTwoSameHoursApart()
    {
        var times = Times.In("Europe/Berlin");
        var change = new DateTimeOffset(2025, 10, 26, 1, 0, 0, TimeSpan.Zero);

        times.MinuteZone(change.AddMinutes(-30)).ShouldBe("02:30 UTC+2");
        times.MinuteZone(change.AddMinutes(30)).ShouldBe("02:30 UTC+1");
    }

    [Fact]
    public void Day_ZoneAhead_IsTheDayThere()
    {
        Times.In("Asia/Kolkata").Day(Winter).ShouldBe("Thu 16 Jan");
        Times.In("Asia/Kolkata").DayTime(Winter).ShouldBe("Thu 16 Jan 01:35:09 UTC+5:30");
        Times.Utc.Day(Winter).ShouldBe("Wed 15 Jan");
    }

    [Fact]
    public void EachForm_Utc_IsWrittenAlike()
    {
        Times.Utc.Minute(Winter).ShouldBe("20:05");
        Times.Utc.MinuteZone(Winter).ShouldBe("20:05 UTC");
        Times.Utc.Time(Winter.ToOffset(TimeSpan.FromHours(9))).ShouldBe("20:05:09 UTC");
        Times.Utc.DayMinute(Winter).ShouldBe("15 Jan 20:05");
        Times.Utc.DayMinuteZone(Winter).ShouldBe("15 Jan 20:05 UTC");
        Times.Utc.DayTime(Winter).ShouldBe("Wed 15 Jan 20:05:09 UTC");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("utc")]
    [InlineData("UTC")]
    [InlineData("Mars/Olympus_Mons")]
    [InlineData("../../../etc/passwd")]
    [InlineData("/etc/localtime")]
    [InlineData("Europe/../../../../etc/hostname")]
    [InlineData("Europe")]
    [InlineData("zone.tab")]
    [InlineData("tzdata.zi")]
    [InlineData("Europe/Berlin\0x")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("Asia/Kolkata; path=/; evil")]
    [InlineData("%2e%2e%2fetc%2fpasswd")]
    public void In_NothingUnknownOrHostile_IsUtc(string? zone) => Times.In(zone).ShouldBeSameAs(Times.Utc);

    [Fact]
    public void In_VeryLong_IsUtc() => Times.In(new string('A', 4_000)).ShouldBeSameAs(Times.Utc);
}
