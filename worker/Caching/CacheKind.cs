namespace CryptoRun.Worker.Caching;

/// <summary>What is cached; each kind has its own life.</summary>
public enum CacheKind
{
    /// <summary>An order book.</summary>
    Book,

    /// <summary>The newest price.</summary>
    Quote,

    /// <summary>The newest trades.</summary>
    Trades,

    /// <summary>Funding rates of a perpetual.</summary>
    Funding,

    /// <summary>Open interest of a perpetual.</summary>
    OpenInterest,

    /// <summary>The candle that still forms.</summary>
    OpenCandle,

    /// <summary>Candles whose hour is over; they never grow old, only unwanted.</summary>
    ClosedCandles,
}

/// <summary>Name of a cached answer.</summary>
/// <param name="Kind">Kind.</param>
/// <param name="Venue">Lower-case name of the venue.</param>
/// <param name="Symbol">Canonical symbol.</param>
/// <param name="Detail">What else tells answers of the kind apart, for example the last hour of the candles; empty when nothing does.</param>
internal readonly record struct CacheKey(CacheKind Kind, string Venue, string Symbol, string Detail = "")
{
    /// <inheritdoc />
    public override string ToString() => $"{Kind}:{Venue}:{Symbol}{(Detail.Length > 0 ? ":" : "")}{Detail}".ToLowerInvariant();
}
