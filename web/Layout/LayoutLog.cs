namespace CryptoRun.Web.Layout;

/// <summary>Log messages of the frame.</summary>
internal static partial class LayoutLog
{
    [LoggerMessage(4001, LogLevel.Error, "Page {Page} failed, correlation {Correlation}")]
    internal static partial void PageFailed(ILogger logger, Exception error, string page, string correlation);
}
