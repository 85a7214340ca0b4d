using CryptoRun.Worker.Markets;

namespace CryptoRun.Worker.Tests.Markets;

public class MarketClockTests
{
    private static readonly DateTimeOffset Start = new(2025, 11, 6, 12, 0, 0, TimeSpan.Zero);
    private readonly ManualTime _wall = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public void GetUtcNow_NoStart_IsTheWallClock()
    {
        var clock = new MarketClock(_wall, null, 1);
        _wall.Advance(TimeSpan.FromSeconds(90));

        clock.GetUtcNow().ShouldBe(_wall.GetUtcNow());
    }

    [Fact]
    public void GetUtcNow_Sped_RunsThatManyTimesFaster()
    {
        var clock = new MarketClock(_wall, Start, 3600);
        var timestamp = clock.GetTimestamp();
        _wall.Advance(TimeSpan.FromSeconds(2.5));

        clock.GetUtcNow().ShouldBe(Start.AddHours(2.5));
        clock.GetElapsedTime(timestamp).ShouldBe(TimeSpan.FromHours(2.5));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.99)]
    [InlineData(3601)]
    [InlineData(double.NaN)]
    public void New_SpeedOutOfRange_Throws(double speed) => Should.Throw<ArgumentOutOfRangeException>(() => new MarketClock(_wall, Start, speed));

    [Fact]
    public void Hold_Ahead_StopsThereAndRunsOnWhenReleased()
    {
        var clock = new MarketClock(_wall, Start, 3600);
        var hold = clock.Hold(Start.AddHours(1));
        _wall.Advance(TimeSpan.FromSeconds(10));
        clock.GetUtcNow().ShouldBe(Start.AddHours(1));

        hold.Dispose();

        clock.GetUtcNow().ShouldBe(Start.AddHours(1), "time spent in a hold is not made up");
        _wall.Advance(TimeSpan.FromSeconds(1));
        clock.GetUtcNow().ShouldBe(Start.AddHours(2));
    }

    [Fact]
    public void Hold_AlreadyPassed_StopsWhereTimeIs()
    {
        var clock = new MarketClock(_wall, Start, 60);
        _wall.Advance(TimeSpan.FromSeconds(10));
        using var hold = clock.Hold(Start);
        _wall.Advance(TimeSpan.FromSeconds(10));

        clock.GetUtcNow().ShouldBe(Start.AddMinutes(10));
    }

    [Fact]
    public void Hold_Several_TheEarliestCountsAndTimeNeverGoesBack()
    {
        var clock = new MarketClock(_wall, Start, 3600);
        var late = clock.Hold(Start.AddHours(5));
        var early = clock.Hold(Start.AddHours(2));
        var seen = clock.GetUtcNow();
        foreach (var step in (Action[])[() => { }, early.Dispose, () => clock.Hold(Start), late.Dispose])
        {
            step();
            for (var i = 0; i < 20; i++)
            {
                _wall.Advance(TimeSpan.FromSeconds(0.5));
                clock.GetUtcNow().ShouldBeGreaterThanOrEqualTo(seen);
                seen = clock.GetUtcNow();
            }
        }

        seen.ShouldBe(Start.AddHours(5));
    }

    [Fact]
    public void AdvanceTo_LaterAndEarlier_OnlyMovesForward()
    {
        var clock = new MarketClock(_wall, Start, 60);
        clock.AdvanceTo(Start.AddDays(1));
        clock.AdvanceTo(Start);
        _wall.Advance(TimeSpan.FromSeconds(1));

        clock.GetUtcNow().ShouldBe(Start.AddDays(1).AddMinutes(1));
    }

    [Fact]
    public async Task ReachAsync_HeldBefore_IsMovedThereAndStaysHeld()
    {
        var clock = new MarketClock(_wall, Start.AddMilliseconds(180), 60);
        clock.Hold(clock.GetUtcNow());

        await clock.ReachAsync(Start.AddSeconds(1), default);
        _wall.Advance(TimeSpan.FromSeconds(5));

        clock.GetUtcNow().ShouldBe(Start.AddSeconds(1));
    }

    [Fact]
    public async Task ReachAsync_NotHeldBefore_TakesItsTime()
    {
        var clock = new MarketClock(_wall, Start, 60);
        clock.Hold(Start.AddHours(1));

        var reached = clock.ReachAsync(Start.AddMinutes(1), default);
        reached.IsCompleted.ShouldBeFalse();
        _wall.Advance(TimeSpan.FromSeconds(1));

        await reached;
        clock.GetUtcNow().ShouldBe(Start.AddMinutes(1));
    }

    [Fact]
    public void Timer_DueInMarketTime_FiresThen()
    {
        var clock = new MarketClock(_wall, Start, 3600);
        List<DateTimeOffset> fired = [];
        using var timer = clock.CreateTimer(_ => fired.Add(clock.GetUtcNow()), null, TimeSpan.FromHours(1), TimeSpan.FromHours(1));
        _wall.Advance(TimeSpan.FromSeconds(0.999));
        fired.ShouldBeEmpty();

        _wall.Advance(TimeSpan.FromSeconds(2.001));

        fired.ShouldBe([Start.AddHours(1), Start.AddHours(2), Start.AddHours(3)]);
    }

    [Fact]
    public void Timer_Held_WaitsForTheRelease()
    {
        var clock = new MarketClock(_wall, Start, 3600);
        var hold = clock.Hold(Start.AddMinutes(30));
        var fired = 0;
        using var timer = clock.CreateTimer(_ => fired++, null, TimeSpan.FromHours(1), Timeout.InfiniteTimeSpan);
        _wall.Advance(TimeSpan.FromSeconds(10));
        fired.ShouldBe(0);

        hold.Dispose();
        _wall.Advance(TimeSpan.FromSeconds(0.51));

        fired.ShouldBe(1);
    }

    [Fact]
    public void Timer_ChangedOrDisposed_DoesNotFire()
    {
        var clock = new MarketClock(_wall, Start, 60);
        var fired = 0;
        var timer = clock.CreateTimer(_ => fired++, null, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));
        timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _wall.Advance(TimeSpan.FromMinutes(1));
        timer.Change(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));
        timer.Dispose();
        _wall.Advance(TimeSpan.FromMinutes(1));

        fired.ShouldBe(0);
    }

    [Fact]
    public async Task DelayUntil_HoldAtTheInstant_IsReached()
    {
        var clock = new MarketClock(_wall, Start, 3600);
        using var hold = clock.Hold(Start.AddHours(1));
        var waiting = clock.DelayUntilAsync(Start.AddHours(1), CancellationToken.None);
        var beyond = clock.DelayUntilAsync(Start.AddHours(1).AddTicks(1), CancellationToken.None);
        _wall.Advance(TimeSpan.FromSeconds(0.999));
        waiting.IsCompleted.ShouldBeFalse();

        for (var i = 0; i < 1000 && !waiting.IsCompleted; i++)
        {
            _wall.Advance(TimeSpan.FromMilliseconds(1));
            await Task.WhenAny(waiting, Task.Delay(1));
        }

        waiting.IsCompletedSuccessfully.ShouldBeTrue();
        beyond.IsCompleted.ShouldBeFalse();
    }
}
