using CryptoRun.Domain.Regimes;
using CryptoRun.Worker.Markets;
using CryptoRun.Worker.Storage;

namespace CryptoRun.Worker.Regimes;

/// <summary>
/// Forms second opinions on the newest detection, whoever made it. They are a step of their own, after the detection is in force: no scan waits for two years of
/// history, and a detection that was slept through gets none.
/// </summary>
/// <param name="store">History, append-only.</param>
/// <param name="days">Days of the market.</param>
/// <param name="options">Parameters.</param>
internal sealed class OpinionKeeper(IRegimeStore store, MarketDayKeeper days, RegimeOptions options)
{
    /// <summary>Forms and stores the opinions; null where they were there already.</summary>
    /// <param name="detection">The detection.</param>
    /// <param name="snapshot">What was known when it was asked for.</param>
    /// <param name="cancellationToken">Cancellation.</param>
    public async Task<SecondOpinions?> FormAsync(RegimeRecord detection, FeedSnapshot snapshot, CancellationToken cancellationToken)
    {
        if (await store.OpinionsAsync(detection.At, detection.At, cancellationToken) is { Count: > 0 }) return null;

        var opinions = SecondOpinions.On(detection, await days.UpToAsync(detection.At, snapshot, cancellationToken), options);
        await store.AppendOpinionsAsync(opinions, cancellationToken);
        return opinions;
    }
}
