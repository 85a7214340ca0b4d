using CryptoRun.Worker.Storage;
using Microsoft.Extensions.Logging;

namespace CryptoRun.Worker.Backtests;

/// <summary>Log messages of back-tests, events 7300 to 7399.</summary>
internal static partial class BacktestsLog
{
    [LoggerMessage(7300, LogLevel.Information, "Back-test {Id} began, attempt {Attempt}")]
    public static partial void Began(ILogger logger, string id, int attempt);

    [LoggerMessage(7301, LogLevel.Information, "Back-test {Id} {State} after {Seconds:0.0} s")]
    public static partial void Ended(ILogger logger, string id, BacktestState state, double seconds);

    [LoggerMessage(7302, LogLevel.Error, "Back-test {Id} failed")]
    public static partial void Failed(ILogger logger, Exception exception, string id);

    [LoggerMessage(7303, LogLevel.Warning, "Back-test {Id} at {Node} is given up after attempt {Attempt}: its process is gone")]
    public static partial void GivenUp(ILogger logger, string id, string node, int attempt);

    [LoggerMessage(7304, LogLevel.Warning, "Back-test {Id} was taken by another node meanwhile; nothing is written")]
    public static partial void NotMine(ILogger logger, string id);

    [LoggerMessage(7305, LogLevel.Error, "The queue of back-tests could not be read; it is tried again")]
    public static partial void QueueFails(ILogger logger, Exception exception);
}
