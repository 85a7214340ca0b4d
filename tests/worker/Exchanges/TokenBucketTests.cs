using CryptoRun.Worker.Exchanges;

namespace CryptoRun.Worker.Tests.Exchanges;

public class TokenBucketTests
{
    private readonly ManualTime _wall = new();

    [Fact]
    public void Take_Burst_GoesAtOnceAndThenAtTheRate()
    {
        var bucket = new TokenBucket(2, 3, _wall);

        var turns = Enumerable.Range(0, 6).Select(_ => bucket.TakeAsync(CancellationToken.None)).ToArray();

        turns.Count(t => t.IsCompleted).ShouldBe(3);
        _wall.Advance(TimeSpan.FromSeconds(0.5));
        turns[3].IsCompleted.ShouldBeTrue();
        turns[4].IsCompleted.ShouldBeFalse();
        _wall.Advance(TimeSpan.FromSeconds(1));
        turns[5].IsCompleted.ShouldBeTrue();
    }

    [Fact]
    public void Take_AfterALongRest_HasNoMoreThanTheBurst()
    {
        var bucket = new TokenBucket(2, 3, _wall);
        _wall.Advance(TimeSpan.FromHours(1));

        Enumerable.Range(0, 6).Select(_ => bucket.TakeAsync(CancellationToken.None)).ToArray().Count(t => t.IsCompleted).ShouldBe(3);
    }

    [Fact]
    public void Pause_Asked_HoldsEverybody()
    {
        var bucket = new TokenBucket(10, 5, _wall);
        bucket.Pause(TimeSpan.FromSeconds(7));

        var turn = bucket.TakeAsync(CancellationToken.None);

        _wall.Advance(TimeSpan.FromSeconds(6.9));
        turn.IsCompleted.ShouldBeFalse();
        _wall.Advance(TimeSpan.FromSeconds(0.1));
        turn.IsCompleted.ShouldBeTrue();
    }

    [Fact]
    public void FullJitter_ManyFailures_StaysUnderADoublingCeiling()
    {
        for (var n = 1; n < 2000; n++)
        {
            var ceiling = Math.Min(30, 0.5 * Math.Pow(2, Math.Min(n - 1, 10)));
            var wait = Backoff.FullJitter(n, TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(30));
            wait.TotalSeconds.ShouldBeInRange(0, ceiling);
        }
    }
}
