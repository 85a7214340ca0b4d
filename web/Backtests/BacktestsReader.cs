using CryptoRun.Worker.Backtests;
using CryptoRun.Worker.Storage;

namespace CryptoRun.Web.Backtests;

/// <summary>The queue and the newest back-tests, read once a second for all viewers.</summary>
/// <param name="store">Back-tests.</param>
/// <param name="wall">Wall clock.</param>
internal sealed class BacktestsReader(IBacktestStore store, TimeProvider wall) : IDisposable
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);
    private readonly Turn _turn = new();
    private (long ReadAt, BacktestsView View)? _read;

    /// <inheritdoc />
    public void Dispose() => _turn.Dispose();

    /// <summary>Reads them; at most a second old.</summary>
    /// <param name="anew">Whether it must be newer than a change just made.</param>
    /// <param name="cancellationToken">Cancellation.</param>
    public Task<BacktestsView> ReadAsync(bool anew, CancellationToken cancellationToken) => _turn.TakeAsync(
        async token =>
        {
            if (!anew && _read is { } known && wall.GetElapsedTime(known.ReadAt) < Fresh) return known.View;
            var view = new BacktestsView(await store.QueueAsync(token), await store.ListAsync(BacktestBook.Kept, token));
            _read = (wall.GetTimestamp(), view);
            return view;
        },
        cancellationToken);
}

/// <summary>Back-tests as they are shown.</summary>
/// <param name="Queue">At work, then those that wait.</param>
/// <param name="Tests">Newest first.</param>
public sealed record BacktestsView(IReadOnlyList<StoredBacktest> Queue, IReadOnlyList<StoredBacktest> Tests);
