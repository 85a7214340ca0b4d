using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Regimes;
using CryptoRun.Worker.Tests.Scanning;

namespace CryptoRun.Worker.Tests.Regimes;

public sealed class RegimeKeeperTests : IDisposable
{
    private readonly ScanBench _bench = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task InForceAsync_EmptyHistory_DetectsTheLastBoundaryAndKeepsTheWayThere()
    {
        var detection = await InForceAsync(ScanBench.At);
        detection.Record.At.ShouldBe(ScanBench.At.AddHours(-3));
        var history = await _bench.Regimes.HistoryAsync(ScanBench.At.AddDays(-11), ScanBench.At, Token);
        history.Count.ShouldBe(detection.Made);
        history.Count.ShouldBeGreaterThan(10);
        history.Zip(history.Skip(1)).ShouldAllBe(pair => pair.Second.At - pair.First.At == TimeSpan.FromHours(4) && pair.Second.Previous == pair.First.State);
        history.ShouldAllBe(r => r.Flags.Count == 0);
    }

    [Fact]
    public async Task InForceAsync_TooLittleHistory_KeepsOneColdStart()
    {
        var detection = await InForceAsync(ScanBench.At.AddHours(-200));
        detection.Made.ShouldBe(1);
        detection.Record.Flags.ShouldBe(["cold start"]);
    }

    [Fact]
    public async Task InForceAsync_AskedTwice_DetectsOnce()
    {
        var first = await InForceAsync(ScanBench.At);
        var second = await InForceAsync(ScanBench.At.AddMinutes(30));
        second.Made.ShouldBe(0);
        second.Record.At.ShouldBe(first.Record.At);
    }

    [Fact]
    public async Task InForceAsync_SleptThrough_MakesUpEveryBoundaryInOrder()
    {
        await InForceAsync(ScanBench.At.AddHours(-24));
        var detection = await InForceAsync(ScanBench.At);
        detection.Made.ShouldBe(6);
        var history = await _bench.Regimes.HistoryAsync(ScanBench.At.AddHours(-27), ScanBench.At, Token);
        history.Select(r => r.At).ShouldBe(Enumerable.Range(0, 7).Select(i => ScanBench.At.AddHours(-27 + (4 * i))));
        history.Zip(history.Skip(1)).ShouldAllBe(pair => pair.Second.Previous == pair.First.State);
    }

    [Fact]
    public async Task InForceAsync_JobAndScanAtOnce_DetectOnce()
    {
        var both = await Task.WhenAll(InForceAsync(ScanBench.At), InForceAsync(ScanBench.At));
        both.Min(d => d.Made).ShouldBe(0);
        both.Sum(d => d.Made).ShouldBe((await _bench.Regimes.HistoryAsync(DateTimeOffset.MinValue, ScanBench.At, Token)).Count);
    }

    private Task<RegimeDetection> InForceAsync(DateTimeOffset at) => _bench.Keeper.InForceAsync(
        at,
        [.. Enumerable.Range(0, 5).Select(i => CandleSeries.FromHourly($"C{i}-USD", "kraken", Enumerable.Range(0, 600).Select(h => new Candle(ScanBench.At.AddHours(h - 600), 10, 11, 9, 10 + ((h * (i + 3)) % 7), 1e5m))))],
        Token);
}
