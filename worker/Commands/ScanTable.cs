using CryptoRun.Domain.Gates;
using CryptoRun.Domain.Scanning;
using CryptoRun.Domain.Scoring;
using CryptoRun.Worker.Live;

namespace CryptoRun.Worker.Commands;

/// <summary>A scan as a table for a terminal.</summary>
internal static class ScanTable
{
    private const int Rows = 40;

    /// <summary>Writes the best rows.</summary>
    public static void Write(TextWriter output, ScanResult scan)
    {
        output.WriteLine($"{scan.AsOf:yyyy-MM-dd HH:mm:ss} UTC  {scan.Source}  {scan.Regime.State}, confidence {scan.Regime.Confidence:0.00}  {scan.Universe.Scored} of {scan.Universe.Total} scored  scan {scan.ScanId}");
        output.WriteLine($"{"#",4} {"symbol",-14} {"final",6} {"C",6}  {"mom",6} {"tech",6} {"vol",6} {"qual",6} {"cat",6}  {"gates",5}  {"24 h %",8}  {"verdict",-9} first failed");
        foreach (var row in scan.Candidates.Take(Rows)) output.WriteLine(Line(row));
        if (scan.Candidates.Count > Rows) output.WriteLine($"     and {scan.Candidates.Count - Rows} more");
    }

    /// <summary>Reasons of exclusion with their counts.</summary>
    public static string Exclusions(UniverseReport universe) =>
        string.Join(", ", universe.Excluded.CountBy(e => e.Reason, StringComparer.Ordinal).OrderByDescending(r => r.Value).Select(r => $"{r.Key} {r.Value}"));

    private static string Line(ScoreExplanation row)
    {
        var points = string.Join(' ', row.Factors.Select(f => $"{f.Points,6:+0.0;-0.0;0.0}"));
        var failed = row.Gates.FirstOrDefault(g => g is { Kind: GateKind.Hard, Outcome: GateOutcome.Failed });
        return $"{row.Rank,4} {row.Symbol,-14} {row.Final,6:0.0} {row.Composite,6:0.0}  {points}  {row.Gates.Count(g => g is { Kind: GateKind.Hard, Outcome: GateOutcome.Passed }),2}/{row.Gates.Count(g => g.Kind == GateKind.Hard),-2}  {row.Market.Return24h * 100,8:+0.00;-0.00;0.00}  {row.Verdict,-9} {(failed is null ? "" : GateWords.Failure(failed))}".TrimEnd();
    }
}
