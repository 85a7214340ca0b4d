using CryptoRun.Worker.Markets;
using CryptoRun.Worker.Scheduling;
using Microsoft.Extensions.Logging.Abstractions;

namespace CryptoRun.Worker.Tests.Scheduling;

public sealed class ReplayEndTests
{
    [Fact]
    public async Task Run_RecordingOfAYear_WaitsForItsEndInStepsThatATimerTakes()
    {
        var wall = new ManualTime();
        var clock = new MarketClock(wall, null, 1);
        using var end = new ReplayEnd(clock, wall.GetUtcNow().AddDays(366), NullLogger<ReplayEnd>.Instance);
        await end.StartAsync(TestContext.Current.CancellationToken);

        for (var month = 0; month < 12; month++)
        {
            wall.Advance(TimeSpan.FromDays(30));
            end.ExecuteTask!.IsCompleted.ShouldBeFalse();
        }

        for (var tries = 0; tries < 100 && !end.ExecuteTask!.IsCompleted; tries++)
        {
            wall.Advance(TimeSpan.FromDays(1));
            await Task.Yield();
        }

        await end.ExecuteTask!.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }
}
