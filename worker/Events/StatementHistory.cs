namespace CryptoRun.Worker.Events;

/// <summary>
/// What documents said, version by version, with the instants at which we read it: a question about an instant is answered with what was read by then, and later documents never change the
/// answer. In memory and bounded: versions that were replaced over two weeks ago, and statements long past, are forgotten. Not safe from two threads.
/// </summary>
/// <typeparam name="T">What is said.</typeparam>
/// <param name="kind">Kind of document.</param>
internal sealed class StatementHistory<T>(DocumentKind<T> kind)
    where T : class
{
    private const int MostVersions = 500_000;
    private static readonly TimeSpan KeepReplaced = TimeSpan.FromDays(14);
    private static readonly TimeSpan KeepPast = TimeSpan.FromDays(30);

    private readonly Dictionary<string, Dictionary<string, List<Version>>> _symbols = new(StringComparer.Ordinal);
    private int _versions;

    /// <summary>Takes what a document says.</summary>
    /// <param name="statements">Its statements, each key once.</param>
    /// <param name="spared">Keys of rows that could not be used otherwise: what was known of them stays.</param>
    /// <param name="isWhole">Whether every row was understood well enough to know what is absent.</param>
    /// <param name="readAt">When it was read, market time; never before that of an earlier document.</param>
    /// <returns>How many statements changed.</returns>
    public int Take(IReadOnlyList<Statement<T>> statements, IReadOnlySet<string> spared, bool isWhole, DateTimeOffset readAt)
    {
        var changes = 0;
        foreach (var statement in statements) changes += Put(statement, readAt) ? 1 : 0;
        if (kind.AbsenceWithdraws && isWhole)
        {
            var present = statements.Select(static s => (s.Symbol, s.Key)).ToHashSet();
            foreach (var (symbol, keys) in _symbols)
            {
                // What has happened may leave a calendar; what is still to come and is not there any more was called off.
                foreach (var (key, versions) in keys)
                {
                    if (present.Contains((symbol, key)) || spared.Contains(key) || versions[^1] is { Value: null } || versions[^1].Time <= readAt) continue;
                    changes += Add(versions, versions[^1] with { ReadAt = readAt, Claimed = null, Value = null }) ? 1 : 0;
                }
            }
        }

        Forget(readAt);
        return changes;
    }

    /// <summary>What was known of a coin at an instant, oldest first.</summary>
    public IEnumerable<T> At(DateTimeOffset at, string symbol) => _symbols.TryGetValue(symbol, out var keys)
        ? keys.Values.Select(versions => versions.FindLast(v => v.ReadAt <= at && v.KnownAt <= at)).Where(static v => v?.Value is not null).OrderBy(static v => v!.Time).Select(v => kind.Stamp(v!.Value!, v.KnownAt))
        : [];

    private bool Put(Statement<T> statement, DateTimeOffset readAt)
    {
        if (statement.Time < readAt - KeepPast) return false;
        if (!_symbols.TryGetValue(statement.Symbol, out var keys)) _symbols[statement.Symbol] = keys = new Dictionary<string, List<Version>>(StringComparer.Ordinal);
        if (!keys.TryGetValue(statement.Key, out var versions))
        {
            if (statement.Value is null) return false;
            keys[statement.Key] = versions = [];
        }

        return Add(versions, new Version(readAt, statement.KnownAt, statement.Time, statement.Value));
    }

    private bool Add(List<Version> versions, Version version)
    {
        if (versions is [.., var last] && last.Time == version.Time && last.Claimed == version.Claimed && Equals(last.Value, version.Value)) return false;
        versions.Add(version);
        _versions++;
        return true;
    }

    private void Forget(DateTimeOffset now)
    {
        Forget(now - KeepReplaced, now - KeepPast);
        for (var keep = KeepReplaced / 2; _versions > MostVersions && keep > TimeSpan.FromMinutes(1); keep /= 2) Forget(now - keep, now - KeepPast);
    }

    /// <summary>A version is replaced when the one after it was read.</summary>
    private void Forget(DateTimeOffset replacedBefore, DateTimeOffset pastBefore)
    {
        foreach (var (symbol, keys) in _symbols)
        {
            foreach (var (key, versions) in keys)
            {
                var first = 0;
                while (first < versions.Count - 1 && versions[first + 1].ReadAt < replacedBefore && versions[first + 1].KnownAt < replacedBefore) first++;
                if (versions[^1].Time < pastBefore) first = versions.Count;
                _versions -= first;
                versions.RemoveRange(0, first);
                if (versions.Count == 0) keys.Remove(key);
            }

            if (keys.Count == 0) _symbols.Remove(symbol);
        }
    }

    /// <summary>A version. Known from when we read it, or from when the document says: never before the latter, and never answered for an instant before the former.</summary>
    private sealed record Version(DateTimeOffset ReadAt, DateTimeOffset? Claimed, DateTimeOffset Time, T? Value)
    {
        public DateTimeOffset KnownAt => Claimed ?? ReadAt;
    }
}
