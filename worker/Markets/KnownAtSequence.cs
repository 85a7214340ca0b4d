namespace CryptoRun.Worker.Markets;

/// <summary>
/// Instants of knowledge: the whole millisecond (what every store keeps) after market time, each later than the one before even while a replay holds the clock.
/// After, not at: a clock that resumes at the newest instant of a store must not give that instant out again.
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
            _last = Math.Max(_last, market.GetUtcNow().ToUnixTimeMilliseconds()) + 1;
            return DateTimeOffset.FromUnixTimeMilliseconds(_last);
        }
    }
}
