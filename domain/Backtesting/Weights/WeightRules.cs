using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using CryptoRun.Domain.Numerics;

namespace CryptoRun.Domain.Backtesting.Weights;

/// <summary>Turns the signals of one bar into weights.</summary>
/// <param name="signal">One a column, NaN where missing.</param>
/// <param name="weights">Filled: positive is long, as a share of equity; 0 where the signal is missing.</param>
public delegate void WeightRule(ReadOnlySpan<double> signal, Span<double> weights);

/// <summary>Usual rules. Absolute weights sum to 1, or all are 0 where there is nothing to choose between.</summary>
public static class WeightRules
{
    /// <summary>Deviations under this share of the signals' sum are rounding, not an opinion.</summary>
    private const double Rounding = 1e-12;

    /// <summary>Deviations from the mean signal, scaled: long what is above it, short what is below.</summary>
    public static void Demeaned(ReadOnlySpan<double> signal, Span<double> weights)
    {
        // Four columns at a time in a fixed order, as Moments.Sum adds: the same bits on every machine.
        var whole = signal.Length & ~3;
        ref var from = ref MemoryMarshal.GetReference(signal);
        ref var to = ref MemoryMarshal.GetReference(weights);
        var (sums, counts) = (Vector256<double>.Zero, Vector256<double>.Zero);
        for (var i = 0; i < whole; i += 4)
        {
            var four = Vector256.LoadUnsafe(ref from, (nuint)i);
            var known = Vector256.Equals(four, four);
            sums += four & known;
            counts += Vector256<double>.One & known;
        }

        var (sum, count) = (WindowMoments.Together(sums), WindowMoments.Together(counts));
        for (var i = whole; i < signal.Length; i++)
        {
            if (double.IsNaN(signal[i])) continue;
            sum += signal[i];
            count++;
        }

        var mean = sum / count;
        var (means, grosses) = (Vector256.Create(mean), Vector256<double>.Zero);
        for (var i = 0; i < whole; i += 4)
        {
            var four = Vector256.LoadUnsafe(ref from, (nuint)i);
            var deviations = (four - means) & Vector256.Equals(four, four);
            grosses += Vector256.Abs(deviations);
            deviations.StoreUnsafe(ref to, (nuint)i);
        }

        var gross = WindowMoments.Together(grosses);
        for (var i = whole; i < signal.Length; i++)
        {
            weights[i] = double.IsNaN(signal[i]) ? 0 : signal[i] - mean;
            gross += Math.Abs(weights[i]);
        }

        Scale(weights, gross > Rounding * Math.Abs(sum) ? gross : 0);
    }

    /// <summary>Ranks of the signals (equal ones share the mean of theirs) as <see cref="Demeaned"/> weights.</summary>
    public static void Ranked(ReadOnlySpan<double> signal, Span<double> weights)
    {
        // Counts and halves of them are exact: four at a time gives the same bits as one by one.
        var whole = signal.Length & ~3;
        ref var from = ref MemoryMarshal.GetReference(signal);
        for (var i = 0; i < signal.Length; i++)
        {
            var own = signal[i];
            var (owns, counts) = (Vector256.Create(own), Vector256<double>.Zero);
            for (var at = 0; at < whole; at += 4)
            {
                var four = Vector256.LoadUnsafe(ref from, (nuint)at);
                counts += (Vector256<double>.One & Vector256.LessThan(four, owns)) + (Vector256.Create(0.5) & Vector256.Equals(four, owns));
            }

            var ahead = WindowMoments.Together(counts);
            for (var at = whole; at < signal.Length; at++) ahead += signal[at] < own ? 1 : signal[at].Equals(own) ? 0.5 : 0;
            weights[i] = double.IsNaN(own) ? double.NaN : ahead + 0.5;
        }

        Demeaned(weights, weights);
    }

    /// <summary>The same weight for every known signal, long.</summary>
    public static void Equal(ReadOnlySpan<double> signal, Span<double> weights)
    {
        var known = 0;
        for (var i = 0; i < signal.Length; i++)
        {
            weights[i] = double.IsNaN(signal[i]) ? 0 : 1;
            known += double.IsNaN(signal[i]) ? 0 : 1;
        }

        Scale(weights, known);
    }

    /// <summary>The highest signals in equal parts, long; of equal signals the first columns. Fewer where fewer are known.</summary>
    /// <param name="count">1 or more.</param>
    public static WeightRule Top(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return (signal, weights) =>
        {
            var chosen = 0;
            for (var i = 0; i < signal.Length; i++)
            {
                var ahead = 0;
                for (var j = 0; j < signal.Length; j++) ahead += signal[j] > signal[i] || (j < i && signal[j].Equals(signal[i])) ? 1 : 0;
                weights[i] = double.IsNaN(signal[i]) || ahead >= count ? 0 : 1;
                chosen += weights[i] > 0 ? 1 : 0;
            }

            Scale(weights, chosen);
        };
    }

    /// <summary>One column, long, while its signal is known.</summary>
    /// <param name="column">Its number.</param>
    public static WeightRule OneOf(int column) => (signal, weights) =>
    {
        weights.Clear();
        weights[column] = double.IsNaN(signal[column]) ? 0 : 1;
    };

    /// <summary>The signals are the weights; 0 where they are missing.</summary>
    public static void Given(ReadOnlySpan<double> signal, Span<double> weights)
    {
        for (var i = 0; i < signal.Length; i++) weights[i] = double.IsNaN(signal[i]) ? 0 : signal[i];
    }

    /// <summary>Divides by <paramref name="gross"/>; all 0 where that is not above 0.</summary>
    internal static void Scale(Span<double> weights, double gross)
    {
        if (!(gross > 0))
        {
            weights.Clear();
            return;
        }

        var whole = weights.Length & ~3;
        ref var at = ref MemoryMarshal.GetReference(weights);
        var factor = 1 / gross;
        var factors = Vector256.Create(factor);
        for (var i = 0; i < whole; i += 4) (Vector256.LoadUnsafe(ref at, (nuint)i) * factors).StoreUnsafe(ref at, (nuint)i);
        for (var i = whole; i < weights.Length; i++) weights[i] *= factor;
    }
}
