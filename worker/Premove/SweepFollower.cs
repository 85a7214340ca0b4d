using CryptoRun.Worker.Markets;
using CryptoRun.Worker.Storage;
using Microsoft.Extensions.Logging;

namespace CryptoRun.Worker.Premove;

/// <summary>
/// Shows the pages of this node the sweeps that others made. No alert is raised twice by it: a node without jobs raises none, and of those that work the state of a rule in the store lets one
/// raise it.
/// </summary>
/// <param name="store">Sweeps.</param>
/// <param name="latest">Where the pages look.</param>
/// <param name="clock">Market time.</param>
/// <param name="wall">Wall clock.</param>
/// <param name="log">Log.</param>
internal sealed class SweepFollower(IPremoveStore store, LatestSweep latest, MarketClock clock, TimeProvider wall, ILogger<SweepFollower> log)
    : StoreFollower("sweeps", wall, log)
{
    private static readonly TimeSpan Reach = TimeSpan.FromDays(7);

    /// <inheritdoc />
    internal override async Task LookAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (await store.ListAsync(latest.Current?.At ?? now - Reach, now, 1, cancellationToken) is not [var newest] || newest.At == latest.Current?.At) return;
        if (await store.FindAtAsync(newest.At, cancellationToken) is { } sweep && !(latest.Current?.At >= sweep.At)) latest.Publish(sweep);
    }
}
