using CryptoRun.Worker.Markets;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CryptoRun.Worker.Scheduling;

/// <summary>
/// Ends a replay: market time stands still for good, and the last board stays. It stands a minute after the end, as at any slot, so that the venue can still deliver the last hour.
/// </summary>
/// <param name="clock">Market time.</param>
/// <param name="end">End of the recording or of the part to be played.</param>
/// <param name="log">Log.</param>
internal sealed class ReplayEnd(MarketClock clock, DateTimeOffset end, ILogger<ReplayEnd> log) : BackgroundService
{
    // A timer takes no longer than 49 days, and a recording may be years.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    private IDisposable? _hold;

    /// <inheritdoc />
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        _hold = clock.Hold(end + MarketPace.Margin);
        return base.StartAsync(cancellationToken);
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        base.Dispose();
        _hold?.Dispose();
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (end - clock.GetUtcNow() is var left && left > TimeSpan.Zero) await Task.Delay(left < Longest ? left : Longest, clock, stoppingToken);
        SchedulingLog.ReplayFinished(log, end);
    }
}
