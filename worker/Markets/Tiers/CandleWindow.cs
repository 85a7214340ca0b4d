using CryptoRun.Domain.Markets;

namespace CryptoRun.Worker.Markets.Tiers;

/// <summary>Hourly candles up to now.</summary>
/// <param name="Closed">Those whose hour is over, oldest first; as exact as the venue gave them.</param>
/// <param name="Forming">The one of the hour that runs; null when no trade has come or the source has closed ones alone.</param>
public sealed record CandleWindow(IReadOnlyList<Candle> Closed, Candle? Forming)
{
    /// <summary>The end of the newest candle, at most now: what this window knows of is not newer.</summary>
    internal DateTimeOffset KnownTo(DateTimeOffset now) =>
        Forming is not null || Closed.Count == 0 ? now : Closed[^1].OpenTime + CandleSeries.BarWidth is var end && end < now ? end : now;
}
