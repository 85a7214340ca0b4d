using System.Globalization;
using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Live;

namespace CryptoRun.Worker.Alerts.Channels;

/// <summary>An alert as it leaves the program: one line a text, no control characters.</summary>
/// <param name="Id">The alert's id; a receiver that has it already may drop the message.</param>
/// <param name="At">Market time.</param>
/// <param name="Source">Source of every number: a simulated one never passes for a live one.</param>
/// <param name="Kind">What kind of thing happened.</param>
/// <param name="Subject">Canonical symbol, venue, job, regime.</param>
/// <param name="Text">What happened.</param>
/// <param name="Rule">Name of the rule.</param>
/// <param name="ScanId">The scan, where there is one.</param>
/// <param name="Link">Where to see why; null when the program's public address is not configured.</param>
internal sealed record AlertMessage(string Id, DateTimeOffset At, MarketSource Source, BoardAlertKind Kind, string Subject, string Text, string Rule, string? ScanId, string? Link)
{
    /// <summary>Subject and text with the source where it is not live: <c>[SIMULATED] SOL-USD became candidate, 77.4</c>.</summary>
    public string Title => $"{(Source == MarketSource.Live ? "" : $"[{Source.ToString().ToUpperInvariant()}] ")}{Subject} {Text}";

    /// <summary>When and why: <c>Rule Candidates, 2025-11-06 15:15:00 UTC</c>.</summary>
    public string Origin => $"Rule {Rule}, {At.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)} UTC{(ScanId is null ? "" : $", scan {ScanId}")}";

    /// <summary>Of an alert.</summary>
    public static AlertMessage Of(StoredAlert alert, MarketSource source, AlertsOptions options) => new(
        alert.Id, alert.At, source, alert.Kind, Texts.Clean(alert.Subject, 60), Texts.Clean(alert.Text), Texts.Clean(alert.RuleName, 60), alert.ScanId, LinkTo(alert.Href, options));

    /// <summary>One that says that a channel works.</summary>
    public static AlertMessage Test(AlertChannel channel, MarketSource source, DateTimeOffset at, AlertsOptions options) => new(
        $"test-{Guid.NewGuid():N}"[..24], at, source, BoardAlertKind.System, "CryptoRun", $"test of channel {Texts.Clean(channel.Name, 60)}: it works", "test", null, LinkTo("/alerts", options));

    private static string? LinkTo(string href, AlertsOptions options) => options.PublicAddress.Length == 0 ? null : new Uri(new Uri(options.PublicAddress), href).AbsoluteUri;
}
