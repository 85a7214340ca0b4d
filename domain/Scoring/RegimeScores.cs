using CryptoRun.Domain.Factors;
using CryptoRun.Domain.Gates;
using CryptoRun.Domain.Regimes;

namespace CryptoRun.Domain.Scoring;

/// <summary>The universe scored under each regime: the one in force makes the scan, the others answer "what if".</summary>
public sealed class RegimeScores
{
    /// <summary>All regimes in their order.</summary>
    public static readonly IReadOnlyList<RegimeState> States = Enum.GetValues<RegimeState>();

    private readonly Composite[] _composites;

    private RegimeScores(RegimeState inForce, Composite[] composites) => (InForce, _composites) = (inForce, composites);

    /// <summary>The regime in force.</summary>
    public RegimeState InForce { get; }

    /// <summary>The composite of the regime in force.</summary>
    public Composite Current => this[InForce];

    /// <summary>The composite under a regime.</summary>
    public Composite this[RegimeState state] => _composites[(int)state];

    /// <summary>Standardises and residualises the panel under each regime's horizon weights.</summary>
    public static IReadOnlyList<CrossSection> Sections(FactorPanel panel, MomentumOptions options) =>
        [.. States.Select(state => CrossSection.Of(panel.Columns(state, options)))];

    /// <summary>Scores the cross-sections under each regime's factor weights.</summary>
    /// <param name="inForce">The regime in force.</param>
    /// <param name="sections">One cross-section a regime.</param>
    /// <param name="weights">Factor weights.</param>
    public static RegimeScores Of(RegimeState inForce, IReadOnlyList<CrossSection> sections, WeightOptions weights) =>
        new(inForce, [.. States.Select(state => Composite.Of(sections[(int)state], weights.For(state)))]);

    /// <summary>Judges a symbol under a regime: in words under the one in force, by outcome alone under the others.</summary>
    public IReadOnlyList<GateResult> Judge(RegimeState state, int i, MarketReading reading, ReadOnlySpan<double> closes, GateOptions gates) =>
        EntryGates.Evaluate(reading.Under(state, this[state].Values[i], closes, gates.For(state)) with { WithWords = state == InForce }, gates);

    /// <summary>The same symbol under another regime.</summary>
    public RegimeWhatIf WhatIf(RegimeState state, int i, IReadOnlyList<GateResult> gates, GateThresholds thresholds)
    {
        var composite = this[state];
        var failed = new List<string>();
        foreach (var gate in gates)
        {
            if (gate is { Kind: GateKind.Hard, Outcome: GateOutcome.Failed }) failed.Add(gate.Gate);
        }

        var points = new double[FactorWeights.Count];
        for (var k = 0; k < points.Length; k++) points[k] = composite.Points[k][i];
        return new RegimeWhatIf(state, composite.Values[i], Verdicts.Of(gates), composite.Values[i] - thresholds.Composite, failed, points);
    }
}
