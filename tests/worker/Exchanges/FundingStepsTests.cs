using System.Globalization;
using System.IO.Compression;
using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Exchanges;

namespace CryptoRun.Worker.Tests.Exchanges;

public class FundingStepsTests
{
    private static readonly DateTimeOffset Day = new(2026, 11, 20, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("0 8 16 24", "8 8 8 8")]
    [InlineData("0 4 8 12", "4 4 4 4")]
    [InlineData("0 8 12 16", "8 8 4 4")]
    [InlineData("0 4 8 16 24", "4 4 4 8 8")]
    [InlineData("0 16 24", "1 8 8")]
    [InlineData("0 8 24", "8 8 1")]
    [InlineData("0", "1")]
    [InlineData("", "")]
    public void Of_Settlements_EachIsForTheTimeSinceTheOneBefore(string hours, string expected)
    {
        SortedDictionary<DateTimeOffset, decimal> settled = [];
        foreach (var hour in Numbers(hours)) settled[Day.AddHours(hour)] = hour;

        var rates = FundingSteps.Of(settled, Day, usualHours: 1);

        rates.Select(r => r.IntervalHours).ShouldBe(Numbers(expected));
        rates.Select(r => r.Rate).ShouldBe(Numbers(hours).Select(h => (decimal)h));
    }

    [Fact]
    public void Of_Since_TheOnesBeforeServeForTheStepAlone() =>
        FundingSteps.Of(new SortedDictionary<DateTimeOffset, decimal> { [Day] = 1, [Day.AddHours(4)] = 2 }, Day.AddHours(4), 8).ShouldBe([new FundingRate(Day.AddHours(4), 2, 4)]);

    /// <summary>Two months of 471 recorded coins: most settle every 4 hours, and nine change within the time.</summary>
    [Fact]
    public void Of_RecordedRates_IntervalsAreThoseOfTheRecording()
    {
        Dictionary<string, SortedDictionary<DateTimeOffset, decimal>> coins = new(StringComparer.Ordinal);
        using var lines = new StreamReader(new GZipStream(File.OpenRead(Path.Combine(SharedData.Folder("funding"), "binance_2026-01_02.csv.gz")), CompressionMode.Decompress));
        lines.ReadLine();
        while (lines.ReadLine()?.Split(',') is [var time, var symbol, var rate])
        {
            if (!coins.TryGetValue(symbol, out var settled)) coins[symbol] = settled = [];
            settled[PerpetualRules.Settlement(WireTime.Milliseconds(long.Parse(time, CultureInfo.InvariantCulture))!.Value)] = decimal.Parse(rate, CultureInfo.InvariantCulture);
            PerpetualRules.IsRate(settled.Values.Last()).ShouldBeTrue();
        }

        var intervals = coins.Values.Select(s => FundingSteps.Of(s, DateTimeOffset.MinValue, 8).Select(r => r.IntervalHours).ToList()).ToList();

        coins.Count.ShouldBe(471);
        intervals.SelectMany(i => i).Distinct().Order().ShouldBe([1, 2, 3, 4, 8]);
        intervals.Sum(i => i.Count(h => h is 2 or 3)).ShouldBeLessThan(20, "no interval, but the time to the first settlement after a change");
        intervals.Count(i => i[^1] == 4).ShouldBeInRange(340, 370);
        intervals.Count(i => i.Distinct().Count() > 1).ShouldBeInRange(5, 20);
    }

    private static int[] Numbers(string text) => [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(t => int.Parse(t, CultureInfo.InvariantCulture))];
}
