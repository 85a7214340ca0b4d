using CryptoRun.Domain.Factors;
using CryptoRun.Domain.Gates;
using CryptoRun.Domain.Scanning;

namespace CryptoRun.Domain.Scoring;

/// <summary>Writes one <see cref="ScoreExplanation"/> a symbol from the numbers that made its score.</summary>
/// <param name="panel">Raw factors.</param>
/// <param name="scores">Scores under each regime.</param>
/// <param name="momentum">Momentum parameters.</param>
/// <param name="gates">Gate thresholds.</param>
/// <param name="context">The scan that the explanations belong to.</param>
internal sealed class Explanations(FactorPanel panel, RegimeScores scores, MomentumOptions momentum, GateOptions gates, ScanContext context)
{
    private static readonly Factor[] AllFactors = Enum.GetValues<Factor>();

    private readonly FactorInputs _inputs = new(panel, context.At);
    private readonly FactorFlags _flags = new(panel, scores.Current, momentum.For(scores.InForce));
    private readonly Reasons _reasons = new(new FactorWords(panel, scores.Current), scores.Current);
    private readonly IReadOnlyList<string> _everySymbol = FactorFlags.OfEverySymbol(panel, scores.Current.Section);

    /// <summary>Writes the explanation of symbol <paramref name="i"/> of the panel.</summary>
    public ScoreExplanation Of(int i, int rank, JudgedMarket judged)
    {
        var composite = scores.Current.Values[i];
        var (social, boost) = (0.0, 0.0);
        var final = Ranking.Final(composite, social, boost);
        var symbol = panel.Symbols[i].Symbol;
        return new ScoreExplanation(
            context.At,
            symbol,
            context.ScanId,
            rank,
            final,
            composite,
            social,
            boost,
            Verdicts.Of(judged.Gates),
            scores.InForce,
            context.RegimeConfidence,
            judged.Reading.Market,
            Factors(i),
            judged.Gates,
            OtherRegimes(i, judged.Reading),
            _reasons.For(i),
            _reasons.Against(i, judged.Gates),
            Change(i, rank, composite, final, context.PreviousOf(symbol)),
            Shadow(i),
            _everySymbol,
            context.Provenance(judged.Reading.Tier));
    }

    private FactorExplanation[] Factors(int i)
    {
        var factors = new FactorExplanation[FactorWeights.Count];
        for (var k = 0; k < factors.Length; k++)
        {
            var (factor, column) = (AllFactors[k], scores.Current.Section.Columns[k]);
            var isMissing = column.IsMissing(i);
            factors[k] = new FactorExplanation(
                factor,
                _inputs.Of(factor, i),
                isMissing ? null : column.Raw[i],
                column.Z[i],
                column.IsWinsorised(i),
                isMissing ? 0 : column.Centre,
                Projections(column, k, i),
                column.Residual[i],
                column.Scale,
                factor == Factor.Momentum ? column.Raw[i] : column.E[i],
                scores.Current.Scores[k][i],
                scores.Current.Weights[k],
                scores.Current.Points[k][i],
                _flags.Of(factor, i));
        }

        return factors;
    }

    private Projection[] Projections(FactorColumn column, int k, int i)
    {
        if (scores.Current.Section.IsSmall || column.IsMissing(i)) return [];

        var projections = new Projection[k];
        for (var j = 0; j < k; j++) projections[j] = new Projection(AllFactors[j], column.Projection(j, i));
        return projections;
    }

    private RegimeWhatIf[] OtherRegimes(int i, MarketReading reading)
    {
        var others = new RegimeWhatIf[RegimeScores.States.Count - 1];
        var next = 0;
        foreach (var state in RegimeScores.States)
        {
            if (state != scores.InForce) others[next++] = scores.WhatIf(state, i, scores.Judge(state, i, reading, panel.Symbols[i].Closed.Close, gates), gates.For(state));
        }

        return others;
    }

    private ScoreChange? Change(int i, int rank, double composite, double final, PreviousScore? previous)
    {
        if (previous is null) return null;

        var byFactor = new Dictionary<Factor, double>(FactorWeights.Count);
        for (var k = 0; k < FactorWeights.Count; k++) byFactor[AllFactors[k]] = scores.Current.Points[k][i] - previous.Points[k];
        return new ScoreChange(context.PreviousAsOf, composite - previous.Composite, final - previous.Final, previous.Rank - rank, byFactor);
    }

    private ShadowFactor[] Shadow(int i)
    {
        var (shadow, volume) = (panel.Symbols[i].Shadow, scores.Current.Section.Columns[(int)Factor.Volume]);
        return
        [
            new("slowMomentum", shadow.SlowMomentum),
            new("volatility7d", shadow.Volatility7d),
            new("reversal4h", shadow.Reversal4h),
            new("volumeResidual", volume.IsMissing(i) ? null : volume.E[i]),
        ];
    }
}
