namespace CryptoRun.Worker.Exchanges.DefiLlama;

/// <summary>The newest answers of one kind with the instants at which we learnt them, so that an instant of the past is answered with what was known at it. Bounded; not safe from two threads.</summary>
/// <typeparam name="T">The answer; immutable.</typeparam>
internal sealed class KnownSnapshots<T>
    where T : class
{
    private const int Most = 144;
    private readonly List<(DateTimeOffset KnownAt, T Value)> _snapshots = [];

    /// <summary>Takes an answer.</summary>
    /// <param name="value">The answer.</param>
    /// <param name="knownAt">When it was learnt, market time; never before that of an earlier one.</param>
    public void Add(T value, DateTimeOffset knownAt)
    {
        if (_snapshots.Count == Most) _snapshots.RemoveAt(0);
        _snapshots.Add((knownAt, value));
    }

    /// <summary>What was known at an instant; null before the first.</summary>
    public T? At(DateTimeOffset at)
    {
        for (var i = _snapshots.Count - 1; i >= 0; i--)
        {
            if (_snapshots[i].KnownAt <= at) return _snapshots[i].Value;
        }

        return null;
    }
}
