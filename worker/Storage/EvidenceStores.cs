using CryptoRun.Domain.Evidence;
using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Scanning;
using CryptoRun.Worker.Evidence;

namespace CryptoRun.Worker.Storage;

/// <summary>What was known each night of the worth of stored scans, append-only.</summary>
public interface IEvidenceStore
{
    /// <summary>Appends a night. False when there is one of the same instant: that one stays.</summary>
    Task<bool> AppendAsync(EvidenceNight night, CancellationToken cancellationToken);

    /// <summary>Nights with <paramref name="from"/> &lt;= instant &lt;= <paramref name="to"/>, newest first.</summary>
    Task<IReadOnlyList<EvidenceNight>> ListAsync(DateTimeOffset from, DateTimeOffset to, int limit, CancellationToken cancellationToken);
}

/// <summary>The worth of stored scans as it was known at an instant.</summary>
/// <param name="At">The instant, market time; nothing later was read.</param>
/// <param name="RunId">The job run that made it.</param>
/// <param name="Source">Source of every number.</param>
/// <param name="EngineVersion">Version of the mathematics.</param>
/// <param name="Scans">Scans that were looked at.</param>
/// <param name="Stored">Scans that were stored in the window.</param>
/// <param name="From">The first scan; null without any.</param>
/// <param name="To">The last scan.</param>
/// <param name="NewestScanId">Its id.</param>
/// <param name="CostBps">Cost of a round trip that was taken off, basis points.</param>
/// <param name="Horizons">Shortest first.</param>
public sealed record EvidenceNight(
    DateTimeOffset At, string RunId, MarketSource Source, string EngineVersion, int Scans, int Stored, DateTimeOffset? From, DateTimeOffset? To, string? NewestScanId, double CostBps, IReadOnlyList<NightHorizon> Horizons)
{
    /// <summary>What to keep of a report.</summary>
    public static EvidenceNight Of(EvidenceReport report, MarketSource source, ChosenScans chosen, string runId) => new(
        report.At, runId, source, Engine.Version, report.Scans, chosen.Stored, report.From, report.To, chosen.NewestId, report.CostBps,
        [.. report.Horizons.Select(static h => new NightHorizon(h.Hours, h.Scans, h.Outcomes, h.Days, h.Candidates, h.TopTenth, h.Signals, h.Verdict))]);
}

/// <summary>One horizon of a night.</summary>
/// <param name="Hours">Horizon.</param>
/// <param name="Scans">Scans with known outcomes.</param>
/// <param name="Outcomes">Symbols with a known outcome, over all scans.</param>
/// <param name="Days">UTC days that have such a scan.</param>
/// <param name="Candidates">What every hard gate let pass.</param>
/// <param name="TopTenth">The best tenth by score.</param>
/// <param name="Signals">Rank correlations of score, factors, plain momentum and shadow factors.</param>
/// <param name="Verdict">What could be said of it.</param>
public sealed record NightHorizon(int Hours, int Scans, int Outcomes, int Days, ExcessReturn Candidates, ExcessReturn TopTenth, IReadOnlyList<SignalEvidence> Signals, EvidenceVerdict Verdict)
{
    /// <summary>A signal's rank correlation; null where it was not looked at.</summary>
    public SignalEvidence? Of(Signal signal) => Signals.FirstOrDefault(s => s.Signal == signal);
}
