using CryptoRun.Worker.Markets;
using CryptoRun.Worker.Premove;
using CryptoRun.Worker.Tests.Storage;
using CryptoRun.Worker.Tests.Storage.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace CryptoRun.Worker.Tests.Premove;

public sealed class SweepFollowerTests : IDisposable
{
    private static readonly DateTimeOffset At = new(2025, 11, 6, 15, 0, 0, TimeSpan.Zero);
    private readonly SqliteTestDatabase _database = new();
    private readonly IOpenedStores _stores;
    private readonly LatestSweep _latest = new();
    private readonly ManualTime _time = new(At.AddHours(3));

    public SweepFollowerTests() => _stores = _database.Open();

    public void Dispose()
    {
        _stores.Dispose();
        _database.Dispose();
    }

    [Fact]
    public async Task Look_SweepsOfAnotherNode_AreShownNewestOnceAndNeverAnOlder()
    {
        using var follower = new SweepFollower(_stores.Sweeps, _latest, new MarketClock(_time, null, 1), _time, NullLogger<SweepFollower>.Instance);
        await follower.LookAsync(CancellationToken.None);
        _latest.Current.ShouldBeNull();

        var (first, second) = (PremoveExamples.Sweep(At), PremoveExamples.Sweep(At.AddHours(1)));
        await _stores.Sweeps.AppendAsync(first, CancellationToken.None);
        var next = _latest.Next;
        await follower.LookAsync(CancellationToken.None);
        _latest.Current!.At.ShouldBe(first.At);
        next.IsCompleted.ShouldBeTrue();

        next = _latest.Next;
        await follower.LookAsync(CancellationToken.None);
        next.IsCompleted.ShouldBeFalse();

        // One that this node made itself is newer than what the store says meanwhile.
        _latest.Publish(second);
        await follower.LookAsync(CancellationToken.None);
        _latest.Current.ShouldBeSameAs(second);
    }
}
