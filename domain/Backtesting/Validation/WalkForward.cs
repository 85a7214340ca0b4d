namespace CryptoRun.Domain.Backtesting.Validation;

/// <summary>Walk-forward: learn from the past, judge on what follows, move on (R. Pardo, The Evaluation and Optimization of Trading Strategies, 2008).</summary>
/// <param name="Train">Observations to learn from, 1 or more; the fewest of them where <paramref name="IsAnchored"/>.</param>
/// <param name="Test">Observations to judge on, 1 or more; also the step to the next split, so that each is judged once.</param>
/// <param name="Gap">Observations left out between the two: at least as many as a label reaches ahead.</param>
/// <param name="IsAnchored">Whether learning always starts with the first observation; else the window moves.</param>
public sealed record WalkForward(int Train, int Test, int Gap = 0, bool IsAnchored = false)
{
    /// <summary>The splits in order of time; the last one may judge on fewer. None where there are too few observations.</summary>
    /// <param name="count">Observations, in time order.</param>
    /// <exception cref="ArgumentException">A number out of range.</exception>
    public IReadOnlyList<TrainTestSplit> Splits(int count)
    {
        if (Train < 1 || Test < 1 || Gap < 0) throw new ArgumentException($"Train {Train}, test {Test}, gap {Gap}; allowed are 1 or more, 1 or more, 0 or more.");

        List<TrainTestSplit> splits = [];
        for (var end = Train; end + Gap < count; end += Test)
        {
            var from = IsAnchored ? 0 : end - Train;
            splits.Add(new TrainTestSplit([.. Enumerable.Range(from, end - from)], [.. Enumerable.Range(end + Gap, Math.Min(Test, count - end - Gap))]));
        }

        return splits;
    }
}
