using CryptoRun.Domain.Premove;
using CryptoRun.Worker.Markets;
using CryptoRun.Worker.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CryptoRun.Worker.Premove;

/// <summary>Writes bars of trades down when they have closed, so that a restart loses a quarter of an hour and not two days.</summary>
/// <param name="flow">The bars.</param>
/// <param name="store">Where they go.</param>
/// <param name="venue">The venue that is scanned.</param>
/// <param name="market">Market time.</param>
/// <param name="wall">Wall time.</param>
/// <param name="log">Log.</param>
internal sealed class TradeFlowKeeper(TradeFlow flow, ITradeBarStore store, string venue, MarketClock market, TimeProvider wall, ILogger<TradeFlowKeeper> log) : BackgroundService
{
    /// <summary>Trades of the last second of a bar are on their way when it closes; wall time.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(3);

    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>Writes what has closed by an instant. What could not be written is lost, and the bars with it: they are never guessed.</summary>
    /// <returns>Market time at which they are known.</returns>
    public async Task<DateTimeOffset> WriteAsync(DateTimeOffset at, CancellationToken cancellationToken)
    {
        // Whoever reads after this must find what another call has taken and is still writing.
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var knownAt = market.GetUtcNow();
            await store.WriteAsync(venue, flow.TakeClosed(at), knownAt, CancellationToken.None);
            return knownAt;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        base.Dispose();
        _turn.Dispose();
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            var now = market.GetUtcNow();
            var close = now.AddTicks(CvdBar.Width.Ticks - (now.UtcTicks % CvdBar.Width.Ticks));
            await market.DelayUntilAsync(close, stoppingToken);
            await Task.Delay(Late / market.Speed, wall, stoppingToken);
            try
            {
                await WriteAsync(close, stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                PremoveLog.BarsNotWritten(log, close, e);
            }
        }
    }
}
