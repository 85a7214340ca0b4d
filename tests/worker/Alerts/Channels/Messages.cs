using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Alerts;
using CryptoRun.Worker.Alerts.Channels;
using CryptoRun.Worker.Live;

namespace CryptoRun.Worker.Tests.Alerts.Channels;

internal static class Messages
{
    public static readonly DateTimeOffset At = new(2025, 11, 6, 15, 15, 0, TimeSpan.Zero);

    public static AlertsOptions Options { get; } = new() { AllowPrivateTargets = true, PublicAddress = "https://board.example", Timeout = TimeSpan.FromSeconds(10) };

    /// <summary>An alert that tries to break out of every format it is put into.</summary>
    public static StoredAlert Hostile { get; } = Alert with { Subject = "A\r\nBcc: x@y.example", Text = "<b>&\"'</b> *bold* @everyone [x](http://evil)\r\n.\r\nRSET\0", RuleName = "r\nule" };

    public static StoredAlert Alert => new(
        "5b0c2d7f4a91e36d8c1f00aa", At, BoardAlertKind.Entry, "SOL-USD", "became candidate, 77.4", "candidates", "Candidates", true, "scan-1", "/explain/SOL-USD?scanId=scan-1", null, null, []);

    public static AlertMessage Message(StoredAlert? alert = null, MarketSource source = MarketSource.Simulated) => AlertMessage.Of(alert ?? Alert, source, Options);
}
