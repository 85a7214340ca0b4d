using CryptoRun.Worker.Scheduling;

namespace CryptoRun.Worker.Tests.Scheduling;

public sealed class CronWordsTests
{
    private static readonly DateTimeOffset At = new(2025, 11, 6, 15, 0, 48, TimeSpan.Zero);

    [Theory]
    [InlineData("0 0/15 * * * ?", "every 15 min")]
    [InlineData("30 2/5 * * * ?", "every 5 min from :02:30")]
    [InlineData("0 0 0/4 * * ?", "every 4 h")]
    [InlineData("0 0 1/2 * * ?", "every 2 h from 01:00")]
    [InlineData("0 0 * * * ?", "hourly")]
    [InlineData("0 5 * * * ?", "hourly at :05")]
    [InlineData("0 35 2 * * ?", "daily at 02:35")]
    [InlineData("0 0 6,18 ? * MON-FRI", "daily at 06:00, 18:00 on Mon to Fri")]
    [InlineData("0 * * * * ?", "every minute")]
    [InlineData("* * * * * ?", "every second")]
    [InlineData("0/10 * * * * ?", "every 10 s")]
    [InlineData("0 0 3 1 * ?", "daily at 03:00 on day 1 of the month")]
    [InlineData("0 0 3 ? 2 1", "daily at 03:00 on Sun in February")]
    [InlineData("0 1-5 * * * ?", "at second 0, minute 1-5, hour *")]
    public void Describe_Cron_InWords(string cron, string words) => CronWords.Describe(cron).ShouldBe(words);

    [Fact]
    public void Next_Cron_TheNextInstantsInUtc() => CronWords.Next("0 0/15 * * * ?", At, 5).ShouldBe([.. Enumerable.Range(1, 5).Select(static i => new DateTimeOffset(2025, 11, 6, 15, 0, 0, TimeSpan.Zero).AddMinutes(15 * i))]);

    [Theory]
    [InlineData("")]
    [InlineData("every minute")]
    [InlineData("0 0/15 * * *")]
    [InlineData("0 61 * * * ?")]
    [InlineData("0 0 0 30 2 ?")]
    [InlineData("0 0 0 1 1 ? 2020")]
    public void Next_NothingThatFires_None(string cron) => CronWords.Next(cron, At, 5).ShouldBeEmpty();
}
