using System.Buffers;

namespace CryptoRun.Domain.Numerics;

/// <summary>
/// Weighted isotonic least squares by pooling adjacent violators (Ayer, Brunk, Ewing, Reid and Silverman, Annals of Mathematical Statistics 26, 1955; Barlow,
/// Bartholomew, Bremner and Brunk, "Statistical inference under order restrictions", 1972): the non-decreasing sequence nearest to the values.
/// </summary>
public static class IsotonicRegression
{
    /// <summary>Fits values that are in the order of their x already, each of weight 1; see the weighted form.</summary>
    public static void Fit(ReadOnlySpan<double> values, Span<double> into)
    {
        var ones = ArrayPool<double>.Shared.Rent(values.Length);
        ones.AsSpan(0, values.Length).Fill(1);
        try
        {
            Fit(values, ones.AsSpan(0, values.Length), into);
        }
        finally
        {
            ArrayPool<double>.Shared.Return(ones);
        }
    }

    /// <summary>
    /// Fits values that are in the order of their x already, O(n). Adjacent blocks are pooled to their weighted mean while the earlier one is not below the later.
    /// The weighted mean of all is kept; a sequence that does not decrease comes out bit for bit.
    /// </summary>
    /// <param name="values">Finite values.</param>
    /// <param name="weights">One for each, finite and above 0.</param>
    /// <param name="into">One fitted value for each.</param>
    /// <exception cref="ArgumentException">Lengths that differ, a value that is not finite, a weight that is not above 0, or a weighted sum that overflows.</exception>
    public static void Fit(ReadOnlySpan<double> values, ReadOnlySpan<double> weights, Span<double> into)
    {
        Require(values.Length, into.Length, "results");
        using var pool = new Pool(values, weights);
        var from = 0;
        for (var block = 0; block < pool.Count; block++)
        {
            into[from..(pool.Last(block) + 1)].Fill(pool.Value(block));
            from = pool.Last(block) + 1;
        }
    }

    /// <summary>Fits y on x, given in any order. Equal x are pooled first, to the weighted mean of their y with the sum of their weights. O(n log n) for sorting x.</summary>
    /// <param name="x">Finite.</param>
    /// <param name="y">Finite, one for each x.</param>
    /// <param name="weights">Finite and above 0, one for each x; empty means 1 for each.</param>
    /// <exception cref="ArgumentException">Nothing to fit, lengths that differ, or a value out of its range; the message names place and value.</exception>
    public static IsotonicCurve Curve(ReadOnlySpan<double> x, ReadOnlySpan<double> y, ReadOnlySpan<double> weights = default)
    {
        if (x.IsEmpty) throw new ArgumentException("Nothing to fit.", nameof(x));

        Require(x.Length, y.Length, "values");
        var (keys, order) = (x.ToArray(), new int[x.Length]);
        for (var i = 0; i < order.Length; i++)
        {
            if (!double.IsFinite(keys[i])) throw new ArgumentException($"x[{i}] is {keys[i]}; it must be finite.", nameof(x));
            order[i] = i;
        }

        Array.Sort(keys, order);
        var (values, sums) = (new double[x.Length], new double[x.Length]);
        var distinct = PoolTies(keys, order, y, weights, values, sums);
        using var pool = new Pool(values.AsSpan(0, distinct), sums.AsSpan(0, distinct));
        var blocks = new IsotonicBlock[pool.Count];
        for (var block = 0; block < blocks.Length; block++)
            blocks[block] = new IsotonicBlock(keys[block == 0 ? 0 : pool.Last(block - 1) + 1], keys[pool.Last(block)], pool.Value(block), pool.Weight(block));

        return new IsotonicCurve(blocks);
    }

    /// <summary>Moves the distinct x to the front of <paramref name="keys"/> with their pooled values and weights; returns how many there are.</summary>
    private static int PoolTies(double[] keys, int[] order, ReadOnlySpan<double> y, ReadOnlySpan<double> weights, double[] values, double[] sums)
    {
        if (!weights.IsEmpty) Require(keys.Length, weights.Length, "weights");

        var distinct = 0;
        for (var i = 0; i < keys.Length;)
        {
            var (key, first) = (keys[i], i);
            var (weighted, sum) = (0.0, 0.0);
            for (; i < keys.Length && keys[i] == key; i++)
            {
                var weight = weights.IsEmpty ? 1 : weights[order[i]];
                RequirePair(y[order[i]], weight, order[i]);
                weighted += weight * y[order[i]];
                sum += weight;
            }

            (keys[distinct], values[distinct], sums[distinct]) = (key, i - first == 1 ? y[order[first]] : weighted / sum, sum);
            distinct++;
        }

        return distinct;
    }

    private static void Require(int expected, int actual, string what)
    {
        if (actual != expected) throw new ArgumentException($"{expected} points, but {actual} {what}.");
    }

    private static void RequirePair(double value, double weight, int place)
    {
        if (!double.IsFinite(value)) throw new ArgumentException($"Value {place} is {value}; it must be finite.");
        if (!(weight > 0) || !double.IsFinite(weight)) throw new ArgumentException($"Weight {place} is {weight}; it must be finite and above 0.");
    }

    /// <summary>The stack of blocks after all values have been pushed: each value is pushed once and popped at most once.</summary>
    private readonly ref struct Pool : IDisposable
    {
        private const int Columns = 3;
        private readonly double[] _columns;
        private readonly int[] _last;
        private readonly int _stride;

        public Pool(ReadOnlySpan<double> values, ReadOnlySpan<double> weights)
        {
            Require(values.Length, weights.Length, "weights");
            _stride = values.Length;
            _columns = ArrayPool<double>.Shared.Rent(Columns * values.Length);
            _last = ArrayPool<int>.Shared.Rent(values.Length);
            Count = Push(values, weights, _columns.AsSpan(0, _stride), _columns.AsSpan(_stride, _stride), _columns.AsSpan(2 * _stride, _stride), _last);
        }

        public int Count { get; }

        public int Last(int block) => _last[block];

        public double Value(int block) => _columns[block];

        public double Weight(int block) => _columns[_stride + block];

        public void Dispose()
        {
            ArrayPool<double>.Shared.Return(_columns);
            ArrayPool<int>.Shared.Return(_last);
        }

        private static int Push(ReadOnlySpan<double> values, ReadOnlySpan<double> weights, Span<double> value, Span<double> weight, Span<double> weighted, Span<int> last)
        {
            var top = -1;
            for (var i = 0; i < values.Length; i++)
            {
                RequirePair(values[i], weights[i], i);
                top++;
                (value[top], weight[top], weighted[top], last[top]) = (values[i], weights[i], values[i] * weights[i], i);
                for (; top > 0 && value[top - 1] >= value[top]; top--)
                {
                    weight[top - 1] += weight[top];
                    weighted[top - 1] += weighted[top];

                    // Equal values keep their bits: fitting a fit changes nothing.
                    if (value[top - 1] != value[top]) value[top - 1] = weighted[top - 1] / weight[top - 1];
                    last[top - 1] = last[top];
                }

                if (!double.IsFinite(weighted[top]) || !double.IsFinite(weight[top])) throw new ArgumentException($"The weighted sum up to value {i} is not finite: values or weights are too large.");
            }

            return top + 1;
        }
    }
}
