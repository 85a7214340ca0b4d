using CryptoRun.Domain.Regimes;

namespace CryptoRun.Domain.Evidence;

/// <summary>What scores were worth over one horizon.</summary>
/// <param name="Hours">Horizon.</param>
/// <param name="Scans">Scans with known outcomes.</param>
/// <param name="Outcomes">Symbols with a known outcome, over all scans.</param>
/// <param name="Days">UTC days that have such a scan.</param>
/// <param name="From">First of those scans; null without any.</param>
/// <param name="To">Last of them.</param>
/// <param name="Waiting">Scans whose horizon has not passed.</param>
/// <param name="NextKnownAt">When the first of the waiting ones becomes known; null without any.</param>
/// <param name="Universe">Mean return of all symbols, fraction; null without any.</param>
/// <param name="Groups">By score, lowest first: tenths, or fifths where a scan has few symbols.</param>
/// <param name="Candidates">What every hard gate let pass.</param>
/// <param name="PlainSameCount">As many of each scan by plain 24 h momentum.</param>
/// <param name="TopTenth">The best tenth by score.</param>
/// <param name="PlainTopTenth">The best tenth by plain 24 h momentum.</param>
/// <param name="CandidatesOverPlain">Candidates against <paramref name="PlainSameCount"/>; null without candidates.</param>
/// <param name="TopOverPlain">The best tenth against <paramref name="PlainTopTenth"/>.</param>
/// <param name="Signals">Rank correlations of score, factors, plain momentum and shadow factors.</param>
/// <param name="Regimes">The same by regime.</param>
/// <param name="Verdict">What may be said of it.</param>
public sealed record HorizonEvidence(
    int Hours, int Scans, int Outcomes, int Days, DateTimeOffset? From, DateTimeOffset? To, int Waiting, DateTimeOffset? NextKnownAt, double? Universe, IReadOnlyList<ExcessReturn> Groups,
    ExcessReturn Candidates, ExcessReturn PlainSameCount, ExcessReturn TopTenth, ExcessReturn PlainTopTenth, ReturnDifference? CandidatesOverPlain, ReturnDifference? TopOverPlain,
    IReadOnlyList<SignalEvidence> Signals, IReadOnlyList<RegimeEvidence> Regimes, EvidenceVerdict Verdict)
{
    private const int ManySymbols = 50;

    /// <summary>Area under the curve of the score, and of plain momentum as the yardstick.</summary>
    public IReadOnlyList<AucEvidence> Auc { get; init; } = [];

    /// <summary>What each hard gate blocked, in the order of the gates.</summary>
    public IReadOnlyList<GateEvidence> Gates { get; init; } = [];

    /// <summary>Days of outcomes under which no interval is formed.</summary>
    public int FewestDays => EvidenceOptions.FewestDays(Hours);

    internal static HorizonEvidence Of(OutcomePanel panel, IReadOnlyList<EvidenceScan> scans, DateTimeOffset now, EvidenceOptions options)
    {
        var waiting = scans.Where(s => ForwardReturn.KnownAt(s.At, panel.Hours) > now).ToList();
        var groups = panel.Scans.Count > 0 && panel.Scans.Average(s => s.Known) >= ManySymbols ? 10 : 5;
        var outcomes = panel.Scans.Sum(s => s.Known);
        var candidates = ExcessReturn.Of(panel, Candidate, options);
        var top = ExcessReturn.Of(panel, s => Top(s, Signal.Score), options);
        return new HorizonEvidence(
            panel.Hours,
            panel.Scans.Count,
            outcomes,
            panel.Days,
            panel.Scans is [var first, ..] ? first.Scan.At : null,
            panel.Scans is [.., var last] ? last.Scan.At : null,
            waiting.Count,
            waiting.Count > 0 ? ForwardReturn.KnownAt(waiting[0].At, panel.Hours) : null,
            outcomes == 0 ? null : panel.Scans.Sum(s => s.Universe * s.Known) / outcomes,
            panel.Scans.Count == 0 ? [] : [.. Enumerable.Range(0, groups).Select(g => ExcessReturn.Of(panel, s => Group(s, g, groups), options))],
            candidates,
            ExcessReturn.Of(panel, PlainAsMany, options),
            top,
            ExcessReturn.Of(panel, s => Top(s, Signal.PlainMomentum24h), options),
            ExcessReturn.Difference(panel, Candidate, PlainAsMany, options),
            ExcessReturn.Difference(panel, s => Top(s, Signal.Score), s => Top(s, Signal.PlainMomentum24h), options),
            [.. Enum.GetValues<Signal>().Select(signal => SignalEvidence.Of(panel, signal, options))],
            [.. Enum.GetValues<RegimeState>().Select(state => RegimeEvidence.Of(state, panel.Where(s => s.Regime == state), options))],
            EvidenceVerdict.Of(panel, candidates, top, options))
        {
            Auc = [AucEvidence.Of(panel, Signal.Score, options), AucEvidence.Of(panel, Signal.PlainMomentum24h, options)],
            Gates = GateEvidence.Of(panel, options),
        };
    }

    internal static IEnumerable<int> Candidate(PanelScan scan) => Enumerable.Range(0, scan.Returns.Length).Where(i => scan.Scan.Scores[i].IsCandidate);

    internal static IEnumerable<int> Top(PanelScan scan, Signal signal)
    {
        var order = scan.OrderedBy(signal);
        return order.Skip(order.Length - Math.Max(1, order.Length / 10));
    }

    private static IEnumerable<int> PlainAsMany(PanelScan scan)
    {
        var count = Candidate(scan).Count(i => !double.IsNaN(scan.Returns[i]));
        return count == 0 ? [] : scan.OrderedBy(Signal.PlainMomentum24h).TakeLast(count);
    }

    private static IEnumerable<int> Group(PanelScan scan, int group, int groups)
    {
        var order = scan.OrderedBy(Signal.Score);
        return order.Where((_, place) => (long)place * groups / order.Length == group);
    }
}

/// <summary>What scores were worth in one regime.</summary>
/// <param name="State">Regime at the scan.</param>
/// <param name="Scans">Scans with known outcomes.</param>
/// <param name="Days">Days that have one.</param>
/// <param name="Candidates">What every hard gate let pass.</param>
/// <param name="TopTenth">The best tenth by score.</param>
/// <param name="Score">Rank correlation of the score.</param>
public sealed record RegimeEvidence(RegimeState State, int Scans, int Days, ExcessReturn Candidates, ExcessReturn TopTenth, SignalEvidence Score)
{
    internal static RegimeEvidence Of(RegimeState state, OutcomePanel panel, EvidenceOptions options) => new(
        state,
        panel.Scans.Count,
        panel.DaysWithScans,
        ExcessReturn.Of(panel, HorizonEvidence.Candidate, options),
        ExcessReturn.Of(panel, s => HorizonEvidence.Top(s, Signal.Score), options),
        SignalEvidence.Of(panel, Signal.Score, options));
}
