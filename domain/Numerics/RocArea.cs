namespace CryptoRun.Domain.Numerics;

/// <summary>
/// Area under the ROC curve: the chance that a success scores above a failure, ties counting one half (Mann and Whitney 1947; Hanley and McNeil, Radiology 143,
/// 1982). Scores are sorted once; resamples of whole units cost O(n) each.
/// </summary>
public sealed class RocArea
{
    private readonly int[] _unit;
    private readonly bool[] _success;

    // Whether the score is that of the place before: a tie.
    private readonly bool[] _tied;

    /// <summary>Sorts the scores.</summary>
    /// <param name="scores">Any numbers, infinite ones included; only their order counts.</param>
    /// <param name="successes">Labels, one a score.</param>
    /// <param name="units">The unit that each score belongs to, 0 or more; empty where nothing is resampled.</param>
    /// <exception cref="ArgumentException">Lengths that differ or a score that is NaN.</exception>
    public RocArea(ReadOnlySpan<double> scores, ReadOnlySpan<bool> successes, ReadOnlySpan<int> units = default)
    {
        if (successes.Length != scores.Length || (!units.IsEmpty && units.Length != scores.Length))
            throw new ArgumentException($"{scores.Length} scores, {successes.Length} labels, {units.Length} units: they must be as many.", nameof(scores));

        var (keys, order) = (scores.ToArray(), new int[scores.Length]);
        for (var i = 0; i < order.Length; i++)
        {
            if (double.IsNaN(keys[i])) throw new ArgumentException($"Score {i} is NaN; it has no rank.", nameof(scores));
            order[i] = i;
        }

        Array.Sort(keys, order);
        (_unit, _success, _tied) = (new int[keys.Length], new bool[keys.Length], new bool[keys.Length]);
        for (var i = 0; i < keys.Length; i++)
        {
            _unit[i] = units.IsEmpty ? 0 : units[order[i]];
            _success[i] = successes[order[i]];
            _tied[i] = i > 0 && keys[i] == keys[i - 1];
        }
    }

    /// <summary>The area in [0, 1]; 0.5 is no skill. NaN where all labels are alike.</summary>
    public static double Of(ReadOnlySpan<double> scores, ReadOnlySpan<bool> successes) => new RocArea(scores, successes).Resampled([1]);

    /// <summary>The area where unit u counts <paramref name="times"/>[u] times; NaN where that leaves labels of one kind.</summary>
    public double Resampled(ReadOnlySpan<int> times)
    {
        var (failuresBelow, successes, pairs) = (0.0, 0.0, 0.0);
        var (tiedFailures, tiedSuccesses) = (0.0, 0.0);
        for (var i = 0; i < _unit.Length; i++)
        {
            if (!_tied[i])
            {
                pairs += tiedSuccesses * (failuresBelow + (0.5 * tiedFailures));
                failuresBelow += tiedFailures;
                successes += tiedSuccesses;
                (tiedFailures, tiedSuccesses) = (0, 0);
            }

            if (_success[i]) tiedSuccesses += times[_unit[i]];
            else tiedFailures += times[_unit[i]];
        }

        pairs += tiedSuccesses * (failuresBelow + (0.5 * tiedFailures));
        return pairs / ((successes + tiedSuccesses) * (failuresBelow + tiedFailures));
    }
}
