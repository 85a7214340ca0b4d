using CryptoRun.Domain.Backtesting;

namespace CryptoRun.Worker.Backtests;

/// <summary>What the look-ahead audit of a back-test found.</summary>
/// <param name="Runs">Runs with another future that were held against the test.</param>
/// <param name="Scans">Scans that were compared, each with all its decisions, over all runs.</param>
/// <param name="Trades">Trades of those runs.</param>
/// <param name="Differences">Runs in which something decided before the change was not what it had been; 0: nothing saw the future.</param>
/// <param name="First">The earliest difference; null without any.</param>
public sealed record BacktestAudit(int Runs, int Scans, int Trades, int Differences, AuditFinding? First)
{
    /// <summary>Instants at which the future is changed, spread evenly over the span.</summary>
    public const int Cuts = 3;

    /// <summary>Whether nothing saw the future.</summary>
    public bool IsPassed => Differences == 0;

    /// <summary>Sums an audit up.</summary>
    /// <param name="report">The audit.</param>
    public static BacktestAudit Of(AuditReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return new BacktestAudit(report.Checks.Count, report.Checks.Sum(static c => c.Scans), report.Checks.Sum(static c => c.Trades), report.Findings.Count, report.Findings.MinBy(static f => f.At));
    }
}
