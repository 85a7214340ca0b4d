using Microsoft.Extensions.Logging;

namespace CryptoRun.Worker.Scheduling;

/// <summary>Log messages of the schedules, events 6000 to 6099.</summary>
internal static partial class SchedulingLog
{
    [LoggerMessage(6000, LogLevel.Information, "{Job} for {Slot:u} {Outcome} after {Milliseconds} ms")]
    public static partial void RunEnded(ILogger logger, string job, DateTimeOffset slot, string outcome, long milliseconds);

    [LoggerMessage(6001, LogLevel.Error, "{Job} for {Slot:u} failed")]
    public static partial void RunFailed(ILogger logger, string job, DateTimeOffset slot, Exception exception);

    [LoggerMessage(6002, LogLevel.Information, "{Job} for {Slot:u} is done already or at work elsewhere")]
    public static partial void SlotTaken(ILogger logger, string job, DateTimeOffset slot);

    [LoggerMessage(6003, LogLevel.Error, "{Job} for {Slot:u}: its run could not be recorded")]
    public static partial void RunNotRecorded(ILogger logger, string job, DateTimeOffset slot, Exception exception);

    [LoggerMessage(6004, LogLevel.Warning, "{Count} runs were lost when their process ended")]
    public static partial void RunsLost(ILogger logger, int count);

    [LoggerMessage(6005, LogLevel.Information, "Jobs start at market time {Now:u}; next scan {NextScan:u}, next detection {NextRegime:u}")]
    public static partial void JobsStart(ILogger logger, DateTimeOffset now, DateTimeOffset? nextScan, DateTimeOffset? nextRegime);

    [LoggerMessage(6006, LogLevel.Information, "replay finished at {To:u}; the clock stays there")]
    public static partial void ReplayFinished(ILogger logger, DateTimeOffset to);

    [LoggerMessage(6008, LogLevel.Warning, "{Job} for {Slot:u} is missed: the run before it was still at work")]
    public static partial void SlotMissed(ILogger logger, string job, DateTimeOffset slot);

    [LoggerMessage(6009, LogLevel.Warning, "{Job} for {Slot:u}: attempt {Attempt} at {Due:u}")]
    public static partial void RetryPlanned(ILogger logger, string job, DateTimeOffset slot, int attempt, DateTimeOffset due);

    [LoggerMessage(6010, LogLevel.Warning, "Node {Node} is gone; {Count} runs of it are lost")]
    public static partial void NodeGone(ILogger logger, string node, int count);

    [LoggerMessage(6011, LogLevel.Information, "{Job} for {Slot:u} is taken over from {Node}")]
    public static partial void TakenOver(ILogger logger, string job, DateTimeOffset slot, string node);

    [LoggerMessage(6012, LogLevel.Warning, "{Job} for {Slot:u} was run by nobody")]
    public static partial void SlotUnserved(ILogger logger, string job, DateTimeOffset slot);

    [LoggerMessage(6013, LogLevel.Error, "The watch over nodes and slots fails and goes on")]
    public static partial void NodeWatchFails(ILogger logger, Exception exception);

    [LoggerMessage(6014, LogLevel.Warning, "The log of run {RunId} could not be kept")]
    public static partial void LogNotKept(ILogger logger, string runId, Exception exception);

    [LoggerMessage(6007, LogLevel.Critical, "Jobs could not be started")]
    public static partial void JobsNotStarted(ILogger logger, Exception exception);

    [LoggerMessage(6015, LogLevel.Warning, "Whether runs are to stop could not be read; it is tried again")]
    public static partial void StopsNotRead(ILogger logger, Exception exception);
}
