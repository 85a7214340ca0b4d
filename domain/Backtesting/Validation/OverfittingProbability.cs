using System.Numerics;
using CryptoRun.Domain.Backtesting.Weights;
using CryptoRun.Domain.Numerics;

namespace CryptoRun.Domain.Backtesting.Validation;

/// <summary>
/// Probability of back-test overfitting by combinatorially symmetric cross-validation (D. Bailey, J. Borwein, M. Lopez de Prado and Q. Zhu, "The probability of backtest overfitting", Journal of
/// Computational Finance 20, 2017): time is cut into S blocks; for every half of them the strategy that was best there is looked up in the other half. The measure is the Sharpe ratio.
/// </summary>
/// <param name="Probability">Share of the splits in which the best one did not do better than the median of all later, in [0, 1]: near 0.5 where choosing is worthless.</param>
/// <param name="Logits">ln(w/(1 - w)) of each split, w the relative rank of the chosen strategy in the other half: above 0 is better than the median.</param>
/// <param name="Degradation">Line of the chosen strategies' ratio in the other half on that in the chosen half; null where those do not vary.</param>
/// <param name="LossProbability">Share of the splits in which the chosen strategy lost in the other half, in [0, 1].</param>
/// <param name="Chosen">How often each strategy was chosen.</param>
public sealed record OverfittingProbability(double Probability, IReadOnlyList<double> Logits, SimpleRegression? Degradation, double LossProbability, IReadOnlyList<int> Chosen)
{
    /// <summary>Most blocks: of 20 there are 184,756 halves.</summary>
    public const int MostBlocks = 20;

    /// <summary>Splits looked at, C(S, S/2).</summary>
    public int Splits => Logits.Count;

    /// <summary>
    /// The cross-validation. A strategy whose returns do not vary in a half has the ratio 0 there. Of equally good ones the first is chosen; equal ranks are shared.
    /// </summary>
    /// <param name="returns">Periods x strategies, finite: returns of every variant that was tried, in time order. Periods left over by the blocks are dropped at the start.</param>
    /// <param name="blocks">S, even, 2 to <see cref="MostBlocks"/>; 16 in the paper.</param>
    /// <exception cref="ArgumentException">Fewer than two strategies or two periods a block, a number of blocks out of range, a return that is not finite.</exception>
    public static OverfittingProbability Of(BarPanel returns, int blocks = 16)
    {
        ArgumentNullException.ThrowIfNull(returns);
        if (blocks < 2 || blocks > MostBlocks || blocks % 2 != 0) throw new ArgumentException($"There are {blocks} blocks; allowed are even numbers from 2 to {MostBlocks}.", nameof(blocks));
        if (returns.Columns < 2) throw new ArgumentException("There is one strategy; allowed is 2 or more.", nameof(returns));
        if (returns.Bars < 2 * blocks) throw new ArgumentException($"There are {returns.Bars} periods; allowed is {2 * blocks} or more with {blocks} blocks.", nameof(returns));

        var sums = new BlockSums(returns, blocks);
        var strategies = returns.Columns;
        var (inside, outside, chosen) = (new double[strategies], new double[strategies], new int[strategies]);
        List<double> logits = [], best = [], later = [];
        var losses = 0;
        for (var half = 0u; half < 1u << blocks; half++)
        {
            if (BitOperations.PopCount(half) != blocks / 2) continue;

            sums.Ratios(half, inside, outside);
            var choice = 0;
            for (var strategy = 1; strategy < strategies; strategy++) choice = inside[strategy] > inside[choice] ? strategy : choice;
            var rank = Rank(outside, choice) / (strategies + 1);
            logits.Add(Math.Log(rank / (1 - rank)));
            best.Add(inside[choice]);
            later.Add(outside[choice]);
            losses += outside[choice] < 0 ? 1 : 0;
            chosen[choice]++;
        }

        return new OverfittingProbability(
            logits.Count(static l => l <= 0) / (double)logits.Count, logits, SimpleRegression.Of([.. best], [.. later]), (double)losses / logits.Count, chosen);
    }

    /// <summary>Rank of one value, 1 is the lowest; equal ones share theirs.</summary>
    private static double Rank(double[] values, int at)
    {
        var (below, equal) = (0, 0);
        foreach (var value in values)
        {
            if (value < values[at]) below++;
            else if (value.Equals(values[at])) equal++;
        }

        return below + ((equal + 1) / 2.0);
    }

    /// <summary>Sums and squares of each block, of deviations from the strategy's mean so that no digits are lost: a half's moments are sums of its blocks'.</summary>
    private sealed class BlockSums
    {
        private readonly int _blocks;
        private readonly int _length;
        private readonly double[] _means;
        private readonly double[][] _sums;
        private readonly double[][] _squares;

        public BlockSums(BarPanel returns, int blocks)
        {
            (_blocks, _length, _means) = (blocks, returns.Bars / blocks, new double[returns.Columns]);
            _sums = [.. Enumerable.Range(0, blocks).Select(_ => new double[returns.Columns])];
            _squares = [.. Enumerable.Range(0, blocks).Select(_ => new double[returns.Columns])];
            var first = returns.Bars - (blocks * _length);
            for (var strategy = 0; strategy < returns.Columns; strategy++)
            {
                var column = returns.Column(strategy).AsSpan(first);
                _means[strategy] = Moments.Mean(column);
                if (!double.IsFinite(_means[strategy])) throw new ArgumentException($"Strategy {strategy} has a return that is not finite.", nameof(returns));

                for (var i = 0; i < column.Length; i++)
                {
                    var deviation = column[i] - _means[strategy];
                    _sums[i / _length][strategy] += deviation;
                    _squares[i / _length][strategy] += deviation * deviation;
                }
            }
        }

        /// <summary>Sharpe ratio of one period of every strategy in a half and in the other.</summary>
        /// <param name="half">A bit for each block.</param>
        /// <param name="inside">Ratios in the blocks whose bit is set.</param>
        /// <param name="outside">Ratios in the others.</param>
        public void Ratios(uint half, double[] inside, double[] outside)
        {
            var count = _length * _blocks / 2;
            for (var strategy = 0; strategy < _means.Length; strategy++)
            {
                var (sum, squares, otherSum, otherSquares) = (0.0, 0.0, 0.0, 0.0);
                for (var block = 0; block < _blocks; block++)
                {
                    if ((half >> block & 1) != 0) (sum, squares) = (sum + _sums[block][strategy], squares + _squares[block][strategy]);
                    else (otherSum, otherSquares) = (otherSum + _sums[block][strategy], otherSquares + _squares[block][strategy]);
                }

                inside[strategy] = Ratio(_means[strategy], sum, squares, count);
                outside[strategy] = Ratio(_means[strategy], otherSum, otherSquares, count);
            }
        }

        private static double Ratio(double mean, double sum, double squares, int count)
        {
            var variance = (squares - (sum * sum / count)) / (count - 1);
            return variance > 0 ? (mean + (sum / count)) / Math.Sqrt(variance) : 0;
        }
    }
}
