using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using CryptoRun.Domain.Numerics;

namespace CryptoRun.Domain.Backtesting.Weights;

/// <summary>
/// A strategy that is nothing but weights: signals of a bar become weights, those earn the return of a later bar, and what changes is paid for. All series have one value a bar.
/// </summary>
/// <param name="Gross">Return before costs over equity, fraction.</param>
/// <param name="Turnover">Bought and sold over equity, both sides counted.</param>
/// <param name="Exposure">Sum of absolute weights.</param>
/// <param name="Net">Gross - cost x turnover.</param>
/// <param name="Cost">Cost of what is traded, one way, fraction.</param>
public sealed record WeightRun(ReadOnlyMemory<double> Gross, ReadOnlyMemory<double> Turnover, ReadOnlyMemory<double> Exposure, ReadOnlyMemory<double> Net, double Cost)
{
    /// <summary>Runs a strategy. A return that is not known earns 0; the weight of an instrument that cannot be traded in a bar is 0 in it.</summary>
    /// <param name="signal">Bars x instruments, NaN where missing; a row uses nothing later than its bar.</param>
    /// <param name="returns">Simple returns of the same shape: that of a row is from the bar before to this bar.</param>
    /// <param name="rule">Signals to weights.</param>
    /// <param name="options">Lag, costs, rebalancing.</param>
    /// <param name="tradable">Of the same shape: traded where above 0. Null: everything.</param>
    /// <param name="buffers">Where the series are written; null: into memory of their own. New memory costs more than the run itself: whoever tries many parameters gives the same buffers each time.</param>
    /// <exception cref="ArgumentException">Shapes that differ or an option out of range.</exception>
    public static WeightRun Of(BarPanel signal, BarPanel returns, WeightRule rule, WeightOptions options, BarPanel? tradable = null, WeightBuffers? buffers = null)
    {
        ArgumentNullException.ThrowIfNull(signal);
        ArgumentNullException.ThrowIfNull(returns);
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentNullException.ThrowIfNull(options);
        options.Require();
        signal.RequireShapeOf(returns);
        tradable?.RequireShapeOf(returns);

        var bars = signal.Bars;
        var (gross, turnover, exposure, net) = (buffers ?? new WeightBuffers()).Of(bars, options.Lag);
        var (weights, held) = (new double[signal.Columns], new double[signal.Columns]);
        for (var bar = options.Lag; bar < bars; bar++)
        {
            if ((bar - options.Lag) % options.RebalanceEvery == 0) rule(signal[bar - options.Lag], weights);
            else held.CopyTo(weights.AsSpan());
            if (tradable is not null) TakeOut(weights, tradable[bar], options.Rescales);

            var step = Step(weights, held, returns[bar], options.ReturnCap);
            (gross[bar], turnover[bar], exposure[bar], net[bar]) = (step.Gross, step.Turnover, step.Exposure, step.Gross - (options.Cost * step.Turnover));
            if (options.Drifts) Drift(weights, returns[bar], options.ReturnCap, step.Gross);
            (weights, held) = (held, weights);
        }

        return new WeightRun(gross.AsMemory(0, bars), turnover.AsMemory(0, bars), exposure.AsMemory(0, bars), net.AsMemory(0, bars), options.Cost);
    }

    private static void TakeOut(Span<double> weights, ReadOnlySpan<double> tradable, bool rescales)
    {
        var gross = 0.0;
        for (var i = 0; i < weights.Length; i++)
        {
            if (!(tradable[i] > 0)) weights[i] = 0;
            gross += Math.Abs(weights[i]);
        }

        if (rescales) WeightRules.Scale(weights, gross);
    }

    /// <summary>Four columns at a time in a fixed order, as <see cref="Moments.Sum"/> adds: the same bits on every machine.</summary>
    private static BarStep Step(ReadOnlySpan<double> weights, ReadOnlySpan<double> held, ReadOnlySpan<double> returns, double cap)
    {
        var whole = weights.Length & ~3;
        ref var weight = ref MemoryMarshal.GetReference(weights);
        ref var before = ref MemoryMarshal.GetReference(held);
        ref var change = ref MemoryMarshal.GetReference(returns);
        var (grosses, turnovers, exposures) = (Vector256<double>.Zero, Vector256<double>.Zero, Vector256<double>.Zero);
        var (most, least) = (Vector256.Create(cap), Vector256.Create(-cap));
        for (var i = 0; i < whole; i += 4)
        {
            var w = Vector256.LoadUnsafe(ref weight, (nuint)i);
            var r = Vector256.LoadUnsafe(ref change, (nuint)i);
            r &= Vector256.Equals(r, r);
            r = Vector256.ConditionalSelect(Vector256.GreaterThan(r, most), most, Vector256.ConditionalSelect(Vector256.LessThan(r, least), least, r));
            grosses += w * r;
            turnovers += Vector256.Abs(w - Vector256.LoadUnsafe(ref before, (nuint)i));
            exposures += Vector256.Abs(w);
        }

        var (gross, turnover, exposure) = (WindowMoments.Together(grosses), WindowMoments.Together(turnovers), WindowMoments.Together(exposures));
        for (var i = whole; i < weights.Length; i++)
        {
            gross += weights[i] * Earned(returns[i], cap);
            turnover += Math.Abs(weights[i] - held[i]);
            exposure += Math.Abs(weights[i]);
        }

        return new BarStep(gross, turnover, exposure);
    }

    /// <summary>Weights after the bar's returns. A strategy that lost everything holds nothing.</summary>
    private static void Drift(Span<double> weights, ReadOnlySpan<double> returns, double cap, double gross)
    {
        if (!(gross > -1))
        {
            weights.Clear();
            return;
        }

        for (var i = 0; i < weights.Length; i++) weights[i] *= (1 + Earned(returns[i], cap)) / (1 + gross);
    }

    private static double Earned(double value, double cap) => double.IsNaN(value) ? 0 : Math.Clamp(value, -cap, cap);

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct BarStep(double Gross, double Turnover, double Exposure);
}
