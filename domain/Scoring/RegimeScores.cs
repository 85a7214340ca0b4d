using CryptoRun.Domain.Factors;
using CryptoRun.Domain.Gates;
using CryptoRun.Domain.Numerics;
using CryptoRun.Domain.Regimes;

namespace CryptoRun.Domain.Scoring;

/// <summary>The universe scored under each regime: the one in force makes the scan, the others answer "what if".</summary>
public sealed class RegimeScores
{
    /// <summary>All regimes in their order.</summary>
    public static readonly IReadOnlyList<RegimeState> States = Enum.GetValues<RegimeState>();

    private readonly Composite[] _composites;
    private readonly FinalScores[] _finals;
    private readonly FactorPanel _panel;

    private RegimeScores(RegimeState inForce, FactorPanel panel, Composite[] composites, FinalScores[] finals, MeasurementBoost[] boosts)
    {
        (InForce, _panel, _composites, _finals, Boosts) = (inForce, panel, composites, finals, boosts);
    }

    /// <summary>The regime in force.</summary>
    public RegimeState InForce { get; }

    /// <summary>The composite of the regime in force.</summary>
    public Composite Current => this[InForce];

    /// <summary>Boosts by symbol, the same under every regime.</summary>
    public IReadOnlyList<MeasurementBoost> Boosts { get; }

    /// <summary>Final scores of the regime in force.</summary>
    public FinalScores Finals => _finals[(int)InForce];

    /// <summary>The composite under a regime.</summary>
    public Composite this[RegimeState state] => _composites[(int)state];

    /// <summary>Standardises and residualises the panel under each regime's horizon weights.</summary>
    public static IReadOnlyList<CrossSection> Sections(FactorPanel panel, MomentumOptions options) =>
        [.. States.Select(state => CrossSection.Of(panel.Columns(state, options)))];

    /// <summary>Scores the cross-sections under each regime's factor weights.</summary>
    /// <param name="inForce">The regime in force.</param>
    /// <param name="panel">Raw factors.</param>
    /// <param name="sections">One cross-section a regime.</param>
    /// <param name="weights">Factor weights.</param>
    /// <param name="boost">Parameters of the boost.</param>
    /// <param name="social">Parameters of the social points.</param>
    public static RegimeScores Of(RegimeState inForce, FactorPanel panel, IReadOnlyList<CrossSection> sections, WeightOptions weights, BoostOptions boost, SocialOptions social)
    {
        var boosts = new MeasurementBoost[panel.Symbols.Count];
        for (var i = 0; i < boosts.Length; i++) boosts[i] = MeasurementBoost.Of(panel.Symbols[i], boost);
        Composite[] composites = [.. States.Select(state => Composite.Of(sections[(int)state], weights.For(state)))];
        return new RegimeScores(inForce, panel, composites, [.. composites.Select(composite => FinalScores.Of(composite, boosts, social))], boosts);
    }

    /// <summary>Judges a symbol under a regime, which reads C: in words under the one in force, by outcome alone under the others.</summary>
    public GateJudgement Judge(RegimeState state, int i, MarketReading reading, GateOptions gates)
    {
        var symbol = _panel.Symbols[i];
        var market = reading.GateBase;
        var inputs = market with
        {
            Regime = state,
            Composite = this[state].Values[i],
            Signal = SignalFinder.Find(symbol.Closed.Close, market.CandlesEnd!.Value, gates.For(state).Movement),
            WithWords = state == InForce,
            SocialPoints = double.IsNaN(symbol.Social.Value) ? null : _finals[(int)state].Social[i],
            CatalystHeatPoints = HeatPoints(state, i),
        };
        return EntryGates.Judge(inputs, gates);
    }

    /// <summary>
    /// Points of C that a symbol owes to its events: what it would lose had it none, everything else as it is. Null where no calendar says anything of it.
    /// </summary>
    public double? HeatPoints(RegimeState state, int i)
    {
        var heat = _panel.Symbols[i].Catalyst.Heat.Heat;
        if (double.IsNaN(heat)) return null;

        var (composite, k) = (this[state], (int)Factor.Catalyst);
        var column = composite.Section.Columns[k];
        var without = 100 * NormalDistribution.Cdf(column.EWith(i, column.Raw[i] - (Catalyst.HeatWeight * heat)));
        return heat == 0 ? 0 : composite.Weights[k] * (composite.Scores[k][i] - without);
    }

    /// <summary>The same symbol under another regime.</summary>
    public RegimeWhatIf WhatIf(RegimeState state, int i, GateJudgement judgement, GateThresholds thresholds)
    {
        var (composite, finals) = (this[state], _finals[(int)state]);
        var failed = new List<string>();
        foreach (var gate in judgement.Gates)
        {
            if (gate is { Kind: GateKind.Hard, Outcome: GateOutcome.Failed }) failed.Add(gate.Gate);
        }

        var points = new double[FactorWeights.Count];
        for (var k = 0; k < points.Length; k++) points[k] = composite.Points[k][i];
        return new RegimeWhatIf(
            state,
            composite.Values[i],
            Verdicts.Of(judgement.Gates),
            composite.Values[i] - thresholds.Composite,
            failed,
            points,
            finals.Values[i],
            finals.Social[i],
            finals.Boost[i],
            judgement.Size.Factor);
    }
}
