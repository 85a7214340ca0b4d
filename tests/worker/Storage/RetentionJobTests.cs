using CryptoRun.Worker.Scheduling;
using CryptoRun.Worker.Storage;
using CryptoRun.Worker.Tests.Scheduling;
using NSubstitute;

namespace CryptoRun.Worker.Tests.Storage;

public sealed class RetentionJobTests
{
    [Fact]
    public async Task Execute_Anything_ForgetsByTheOptionsAtMarketTimeAndCountsWhatIsGone()
    {
        var wall = new ManualTime();
        var settings = WorkerSettings.Load(["Store:Retention:BookDays=3"]);
        var retention = Substitute.For<IRetention>();
        retention.ApplyAsync(wall.GetUtcNow(), settings.Store.Retention, Arg.Any<CancellationToken>()).Returns(new RetentionCounts(5, 6, 7, 8, 9, 10));
        using var bench = new JobBench(wall);

        var run = await bench.ExecuteAsync(JobNames.Retention, runs => new RetentionJob(runs, retention, settings));

        settings.Store.Retention.BookDays.ShouldBe(3);
        run.Counts.ShouldBe(new Dictionary<string, long> { ["minuteCandles"] = 5, ["bookSummaries"] = 6, ["explanations"] = 7, ["sweeps"] = 8, ["tradeBars"] = 9, ["venuePoints"] = 10 }, ignoreOrder: true);
    }
}
