using CryptoRun.Domain.Gates;
using CryptoRun.Domain.Numerics;
using CryptoRun.Domain.Regimes;
using CryptoRun.Domain.Scanning;
using CryptoRun.Domain.Scoring;

namespace CryptoRun.Benchmarks.Study;

/// <summary>What scans said, regime by regime.</summary>
internal sealed class ScanTally
{
    private static readonly double[] Probabilities = [0, 0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99, 1];
    private readonly SortedDictionary<RegimeState, Regime> _regimes = [];

    /// <summary>Counts a scan; a candidate is new when the scan before did not have it.</summary>
    public void Add(ScanResult result, ScanResult? before, int hours)
    {
        if (!_regimes.TryGetValue(result.Regime.State, out var regime)) _regimes[result.Regime.State] = regime = new Regime();
        var standing = before is null ? [] : before.Candidates.Where(IsCandidate).Select(c => c.Symbol).ToHashSet(StringComparer.Ordinal);

        regime.Scans++;
        regime.Hours += hours;
        for (var k = 0; k < result.EffectiveWeights.Count; k++) regime.EffectiveWeights[k] += result.EffectiveWeights[k];
        foreach (var excluded in result.Universe.Excluded) Count(regime.Excluded, excluded.Reason);
        foreach (var candidate in result.Candidates)
        {
            regime.Composites.Add(candidate.Composite);
            if (IsCandidate(candidate))
            {
                regime.Candidates++;
                if (!standing.Contains(candidate.Symbol)) regime.NewCandidates++;
            }

            if (candidate.Verdict == Verdict.Watch) regime.Watches++;
            Failures(regime, candidate);
        }
    }

    public void Write(TextWriter output)
    {
        foreach (var (state, regime) in _regimes) Write(output, state, regime);
    }

    private static void Failures(Regime regime, ScoreExplanation candidate)
    {
        var failed = candidate.Gates.Where(gate => gate.Outcome == GateOutcome.Failed && gate.Kind == GateKind.Hard).Select(gate => gate.Gate).ToList();
        foreach (var gate in failed) Count(regime.Failed, gate);
        if (failed.Count == 1) Count(regime.FailedAlone, failed[0]);
        if (failed.Contains("score")) return;
        regime.Strong++;
        foreach (var gate in failed) Count(regime.FailedOfStrong, gate);
    }

    private static void Write(TextWriter output, RegimeState state, Regime regime)
    {
        var composites = regime.Composites.ToArray();
        var days = regime.Hours / 24.0;
        output.WriteLine();
        output.WriteLine($"{state}: {regime.Scans} scans over {days:0.0} days, {composites.Length} scores");
        output.WriteLine($"  composite  {string.Join("  ", Probabilities.Select(p => $"p{100 * p:0} {Quantiles.Linear(composites, p):0.0}"))}");
        output.WriteLine($"  at least 75: {composites.Count(c => c >= 75) / (double)composites.Length:P2}, at least 80: {composites.Count(c => c >= 80) / (double)composites.Length:P2}");
        output.WriteLine($"  candidates {regime.Candidates / (double)regime.Scans:0.000} a scan, new {regime.NewCandidates / days:0.00} a day; watches {regime.Watches / (double)regime.Scans:0.000} a scan");
        output.WriteLine($"  effective weights {string.Join("  ", FactorWeights.Factors.Select(f => $"{f} {regime.EffectiveWeights[(int)f] / regime.Scans:0.000}"))}");
        output.WriteLine($"  fails       {Shares(regime.Failed, composites.Length)}");
        output.WriteLine($"  fails of the {regime.Strong} whose score passes  {Shares(regime.FailedOfStrong, regime.Strong)}");
        output.WriteLine($"  the only failure  {Counts(regime.FailedAlone)}");
        output.WriteLine($"  excluded (symbol-scans)  {Counts(regime.Excluded)}");
    }

    private static bool IsCandidate(ScoreExplanation explanation) => explanation.Verdict == Verdict.Candidate;

    private static string Shares(Dictionary<string, int> counts, int of) =>
        string.Join("  ", GateOrder.All.Where(counts.ContainsKey).Select(gate => $"{gate} {counts[gate] / (double)of:P1}"));

    private static string Counts(Dictionary<string, int> counts) => string.Join("  ", counts.OrderByDescending(count => count.Value).Select(count => $"{count.Key} {count.Value}"));

    private static void Count(Dictionary<string, int> counts, string what) => counts[what] = counts.GetValueOrDefault(what) + 1;

    private sealed class Regime
    {
        public int Scans { get; set; }

        public int Hours { get; set; }

        public int Candidates { get; set; }

        public int NewCandidates { get; set; }

        public int Watches { get; set; }

        public int Strong { get; set; }

        public List<double> Composites { get; } = [];

        public double[] EffectiveWeights { get; } = new double[FactorWeights.Count];

        public Dictionary<string, int> Failed { get; } = new(StringComparer.Ordinal);

        public Dictionary<string, int> FailedOfStrong { get; } = new(StringComparer.Ordinal);

        public Dictionary<string, int> FailedAlone { get; } = new(StringComparer.Ordinal);

        public Dictionary<string, int> Excluded { get; } = new(StringComparer.Ordinal);
    }
}
