using CryptoRun.Domain.Markets;

namespace CryptoRun.Worker.Storage;

/// <summary>A candle and the UTC ticks from which on it was known.</summary>
internal readonly record struct CandleVersion(Candle Candle, long KnownAt);

/// <summary>
/// What an ingest has to append. Versions only ever append in time: a correction that claims to be known before the version it corrects becomes known one tick after it,
/// so that what an <c>as of</c> read has answered once, it answers for ever.
/// </summary>
/// <param name="Appended">New versions, in the order of the ingest.</param>
/// <param name="Ingest">Counts.</param>
/// <param name="LatestKnownAt">Newest instant of knowledge among them, UTC ticks.</param>
internal sealed record CandleVersions(IEnumerable<CandleVersion> Appended, CandleIngest Ingest, long LatestKnownAt)
{
    /// <summary>Whether there is anything to append.</summary>
    public bool IsEmpty => Ingest.New + Ingest.Corrected == 0;

    /// <summary>Compares candles with the newest versions there are.</summary>
    /// <param name="candles">Candles to write.</param>
    /// <param name="known">Newest versions of the span of the candles.</param>
    /// <param name="knownAt">UTC ticks.</param>
    /// <param name="cancellationToken">Cancellation.</param>
    public static CandleVersions Of(IReadOnlyList<Candle> candles, IReadOnlyCollection<CandleVersion> known, long knownAt, CancellationToken cancellationToken)
    {
        if (known.Count == 0 && IsAscending(candles))
            return new CandleVersions(candles.Select(c => new CandleVersion(c, knownAt)), new CandleIngest(candles.Count, 0, 0), knownAt);

        var newest = new Dictionary<long, CandleVersion>(known.Count + candles.Count);
        foreach (var version in known) newest.Add(version.Candle.OpenTime.UtcTicks, version);

        var appended = new List<CandleVersion>(candles.Count);
        var (added, equal, latest) = (0, 0, knownAt);
        for (var i = 0; i < candles.Count; i++)
        {
            if (i % 1024 == 0) cancellationToken.ThrowIfCancellationRequested();
            var candle = candles[i];
            var isKnown = newest.TryGetValue(candle.OpenTime.UtcTicks, out var before);
            if (isKnown && before.Candle == candle)
            {
                equal++;
                continue;
            }

            var version = new CandleVersion(candle, isKnown ? Math.Max(knownAt, before.KnownAt + 1) : knownAt);
            appended.Add(version);
            newest[candle.OpenTime.UtcTicks] = version;
            latest = Math.Max(latest, version.KnownAt);
            if (!isKnown) added++;
        }

        return new CandleVersions(appended, new CandleIngest(added, equal, appended.Count - added), latest);
    }

    private static bool IsAscending(IReadOnlyList<Candle> candles)
    {
        for (var i = 1; i < candles.Count; i++)
        {
            if (candles[i].OpenTime <= candles[i - 1].OpenTime) return false;
        }

        return true;
    }

    /// <summary>A candle interval in whole seconds.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not a whole number of seconds above 0.</exception>
    public static long Seconds(TimeSpan interval) =>
        interval.Ticks > 0 && interval.Ticks % TimeSpan.TicksPerSecond == 0
            ? interval.Ticks / TimeSpan.TicksPerSecond
            : throw new ArgumentOutOfRangeException(nameof(interval), interval, "A candle interval is a whole number of seconds above 0.");
}
