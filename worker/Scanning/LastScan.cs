using CryptoRun.Worker.Live;
using CryptoRun.Worker.Markets;
using CryptoRun.Worker.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CryptoRun.Worker.Scanning;

/// <summary>Puts the last stored scan on the board when the program starts: history is seen at once, and its own age says how old it is.</summary>
/// <param name="scans">Scans.</param>
/// <param name="candles">Candles, for the sparklines.</param>
/// <param name="derivatives">Hours of perpetuals.</param>
/// <param name="board">The board.</param>
/// <param name="clock">Market time.</param>
/// <param name="node">Whether boards are made here: where they are another's, whatever it makes is newer.</param>
/// <param name="log">Log.</param>
internal sealed class LastScan(IScanStore scans, ICandleStore candles, IDerivativesStore derivatives, LiveBoard board, MarketClock clock, NodeOptions node, ILogger<LastScan> log)
    : BackgroundService
{
    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            if (await scans.FindAsync(null, stoppingToken) is not { } last) return;
            var before = last.PreviousScanId is { } id ? await scans.FindAsync(id, stoppingToken) : null;
            var inputs = await StoredInputs.ReadAsync(last, candles, derivatives, BoardBuilder.SparklineHours, stoppingToken);
            var snapshot = BoardBuilder.Build(last.Result, inputs.ToDictionary(s => s.Candles.Symbol, StringComparer.Ordinal), clock.GetUtcNow());
            var changes = BoardChanges.Between(before?.Result, last.Result);
            if (!node.Works) board.Take(snapshot with { Version = 1 }, changes, before?.Result.AsOf);
            else if (board.Current.Board is null) board.Publish(snapshot, changes, before?.Result.AsOf);
            ScanningLog.LastScanShown(log, last.Result.ScanId);
        }
        catch (Exception e) when (!stoppingToken.IsCancellationRequested)
        {
            ScanningLog.LastScanNotShown(log, e);
        }
    }
}
