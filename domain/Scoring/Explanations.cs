using CryptoRun.Domain.Factors;
using CryptoRun.Domain.Gates;
using CryptoRun.Domain.Numerics;
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
    private readonly FactorInputs _inputs = new(panel, context.At);
    private readonly FactorFlags _flags = new(panel, scores.Current, momentum.For(scores.InForce));
    private readonly Reasons _reasons = new(new FactorWords(panel, scores.Current, context.At), scores);

    /// <summary>Writes the explanation of symbol <paramref name="i"/> of the panel.</summary>
    public ScoreExplanation Of(int i, int rank, JudgedMarket judged)
    {
        var (composite, finals) = (scores.Current.Values[i], scores.Finals);
        var (final, judgement) = (finals.Values[i], judged.Judgement);
        var symbol = panel.Symbols[i].Symbol;
        return new ScoreExplanation(
            context.At,
            symbol,
            context.ScanId,
            rank,
            final,
            composite,
            finals.Social[i],
            finals.Boost[i],
            Verdicts.Of(judgement.Gates),
            scores.InForce,
            context.RegimeConfidence,
            judged.Reading.Market,
            Factors(i),
            judgement.Gates,
            OtherRegimes(i, judged.Reading),
            _reasons.For(i),
            _reasons.Against(i, judgement.Gates),
            Change(i, rank, composite, final, context.PreviousOf(symbol)),
            Shadow(i),
            _flags.OfSymbol(i),
            context.Provenance(judged.Reading.Tier),
            Social(i),
            scores.Boosts[i].Parts,
            judgement.Size);
    }

    private FactorExplanation[] Factors(int i)
    {
        var factors = new FactorExplanation[FactorWeights.Count];
        for (var k = 0; k < factors.Length; k++)
        {
            var factor = FactorWeights.Factors[k];
            factors[k] = Explained(factor, i, scores.Current.Scores[k][i], scores.Current.Weights[k], scores.Current.Points[k][i]);
        }

        return factors;
    }

    /// <summary>Social has no weight; its score is where the residual stands, its points are those of Final.</summary>
    private FactorExplanation? Social(int i) => scores.Current.Section.Social is { } column
        ? Explained(Factor.Social, i, 100 * NormalDistribution.Cdf(column.E[i]), weight: 0, scores.Finals.Social[i])
        : null;

    private FactorExplanation Explained(Factor factor, int i, double score, double weight, double points)
    {
        var column = scores.Current.Section.Columns[(int)factor];
        var isMissing = column.IsMissing(i);
        return new FactorExplanation(
            factor,
            _inputs.Of(factor, i),
            isMissing ? null : column.Raw[i],
            column.Z[i],
            column.IsWinsorised(i),
            isMissing ? 0 : column.Centre,
            Projections(column, (int)factor, i),
            column.Residual[i],
            column.Scale,
            factor == Factor.Momentum ? column.Raw[i] : column.E[i],
            score,
            weight,
            points,
            _flags.Of(factor, i));
    }

    private Projection[] Projections(FactorColumn column, int k, int i)
    {
        if (scores.Current.Section.IsSmall || column.IsMissing(i)) return [];

        var projections = new Projection[k];
        for (var j = 0; j < k; j++) projections[j] = new Projection(FactorWeights.Factors[j], column.Projection(j, i));
        return projections;
    }

    private RegimeWhatIf[] OtherRegimes(int i, MarketReading reading)
    {
        var others = new RegimeWhatIf[RegimeScores.States.Count - 1];
        var next = 0;
        foreach (var state in RegimeScores.States)
        {
            if (state != scores.InForce) others[next++] = scores.WhatIf(state, i, scores.Judge(state, i, reading, gates), gates.For(state));
        }

        return others;
    }

    private ScoreChange? Change(int i, int rank, double composite, double final, PreviousScore? previous)
    {
        if (previous is null) return null;

        var byFactor = new Dictionary<Factor, double>(FactorWeights.Count);
        for (var k = 0; k < FactorWeights.Count; k++) byFactor[FactorWeights.Factors[k]] = scores.Current.Points[k][i] - previous.Points[k];
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
