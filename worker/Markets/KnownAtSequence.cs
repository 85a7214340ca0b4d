namespace CryptoRun.Worker.Markets;

/// <summary>
/// Instants of knowledge: market time rounded up to whole milliseconds (what every store keeps), each later than the one before even while a replay holds the clock.
/// Two things learnt one after the other can so always be told apart by <c>as of</c>.
/// </summary>
/// <param name="market">Market time.</param>
internal sealed class KnownAtSequence(MarketClock market)
{
    private readonly Lock _gate = new();
    private long _last;

    /// <summary>The next instant.</summary>
    public DateTimeOffset Next()
    {
        lock (_gate)
        {
            _last = Math.Max(_last + 1, market.GetUtcNow().AddTicks(TimeSpan.TicksPerMillisecond - 1).ToUnixTimeMilliseconds());
            return DateTimeOffset.FromUnixTimeMilliseconds(_last);
        }
    }
}
