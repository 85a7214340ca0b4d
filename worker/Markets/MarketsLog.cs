using Microsoft.Extensions.Logging;

namespace CryptoRun.Worker.Markets;

/// <summary>Log messages of the feed. Event ids 2100 to 2149.</summary>
internal static partial class MarketsLog
{
    [LoggerMessage(2100, LogLevel.Information, "{Venue}: {Scanned} symbols are scanned, {Excluded} pairs are not.")]
    public static partial void UniverseRead(this ILogger logger, string venue, int scanned, int excluded);

    [LoggerMessage(2101, LogLevel.Warning, "No instruments: {Failure} Going on with {Symbols} symbols of the store.")]
    public static partial void UniverseFromStore(this ILogger logger, string failure, int symbols);

    [LoggerMessage(2102, LogLevel.Information, "{Venue}: backfill done, {Symbols} symbols, {Failed} failed.")]
    public static partial void BackfillDone(this ILogger logger, string venue, int symbols, int failed);

    [LoggerMessage(2103, LogLevel.Warning, "{Symbol}: candles could not be fetched: {Failure}")]
    public static partial void RepairFailed(this ILogger logger, string symbol, string failure);

    [LoggerMessage(2104, LogLevel.Error, "{Symbol}: candles could not be taken.")]
    public static partial void RepairBroken(this ILogger logger, Exception exception, string symbol);

    [LoggerMessage(2105, LogLevel.Information, "{Venue}: stream connected; {Gaps} symbols may have a gap and are repaired.")]
    public static partial void StreamUp(this ILogger logger, string venue, int gaps);

    [LoggerMessage(2106, LogLevel.Error, "{Venue}: {Loop} failed; going on in {Seconds:0} s.")]
    public static partial void LoopFailed(this ILogger logger, Exception exception, string venue, string loop, double seconds);

    [LoggerMessage(2107, LogLevel.Error, "{Symbol}: a candle could not be stored; the symbol is read anew.")]
    public static partial void CloseFailed(this ILogger logger, Exception exception, string symbol);

    [LoggerMessage(2108, LogLevel.Debug, "Snapshot at {At:u}: {Symbols} symbols, tier {Tier}, {Warnings} warnings.")]
    public static partial void SnapshotTaken(this ILogger logger, DateTimeOffset at, int symbols, string tier, int warnings);

    [LoggerMessage(2109, LogLevel.Information, "{Venue}: books of {Listed} of {Scanned} scanned symbols are read.")]
    public static partial void SideVenueListed(this ILogger logger, string venue, int listed, int scanned);

    [LoggerMessage(2110, LogLevel.Warning, "{Venue}: a price of {Symbol} was refused: {Price} is more than a factor of two from its candles. Further ones are only counted.")]
    public static partial void PriceRefused(this ILogger logger, string venue, string symbol, decimal price);

    [LoggerMessage(2111, LogLevel.Error, "The books' summaries of a minute could not be written.")]
    public static partial void BookMinuteFailed(this ILogger logger, Exception exception);

    [LoggerMessage(2140, LogLevel.Debug, "{Venue}: {Perpetuals} perpetuals read, {Points} new points.")]
    public static partial void DerivativesRead(this ILogger logger, string venue, int perpetuals, int points);

    [LoggerMessage(2141, LogLevel.Warning, "{Venue}: a mark of {Symbol} was refused: {Price} is more than a factor of two from its candles. Further ones are only counted.")]
    public static partial void MarkRefused(this ILogger logger, string venue, string symbol, decimal price);
}
