using CryptoRun.Domain.Markets;

namespace CryptoRun.Worker.Exchanges;

/// <summary>What no market can have produced. Such a candle stops at the border, with the name of the rule it broke.</summary>
internal static class CandleRules
{
    /// <summary>The broken rule's name, or null for a candle that may pass.</summary>
    /// <param name="candle">A candle as the venue sent it.</param>
    /// <param name="interval">Its interval.</param>
    /// <param name="now">Market time of receipt.</param>
    public static string? Broken(in Candle candle, TimeSpan interval, DateTimeOffset now) => candle switch
    {
        { Open: <= 0 } or { High: <= 0 } or { Low: <= 0 } or { Close: <= 0 } => "price not positive",
        { Volume: < 0 } or { QuoteVolume: < 0 } or { Trades: < 0 } => "volume negative",
        _ when candle.High < candle.Low => "high below low",
        _ when candle.Open < candle.Low || candle.Open > candle.High => "open outside range",
        _ when candle.Close < candle.Low || candle.Close > candle.High => "close outside range",
        _ when candle.OpenTime.UtcTicks % interval.Ticks != 0 => "open time not aligned",
        _ when candle.OpenTime > now + interval => "future-dated",
        _ => null,
    };

    /// <summary>The same for the order in which candles come: none twice, none before the one before it.</summary>
    /// <param name="candle">A candle as the venue sent it.</param>
    /// <param name="before">Open time of the one before it; null for the first.</param>
    /// <param name="isNewestFirst">Whether the venue gives the newest first.</param>
    public static string? OutOfOrder(in Candle candle, DateTimeOffset? before, bool isNewestFirst = false) => candle.OpenTime.CompareTo(before ?? candle.OpenTime) switch
    {
        0 => before is null ? null : "duplicate",
        > 0 => isNewestFirst ? "unsorted" : null,
        < 0 => isNewestFirst ? null : "unsorted",
    };
}
