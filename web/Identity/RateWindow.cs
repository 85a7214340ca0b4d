namespace CryptoRun.Web.Identity;

/// <summary>Counts in windows of a minute, by key; how many keys are remembered is bounded.</summary>
/// <param name="wall">Wall clock.</param>
internal sealed class RateWindow(TimeProvider wall)
{
    private const int MostKeys = 20_000;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);
    private DateTimeOffset _began = DateTimeOffset.MinValue;

    /// <summary>Counts one more.</summary>
    /// <param name="key">Of whom.</param>
    /// <param name="most">How many are allowed.</param>
    public RateAnswer Take(string key, int most)
    {
        lock (_gate)
        {
            var now = wall.GetUtcNow();
            if (now - _began >= Window || now < _began)
            {
                _began = now;
                _counts.Clear();
            }

            // Where too many different ones come at once, those who were not seen yet wait for the next minute.
            if (!_counts.TryGetValue(key, out var count) && _counts.Count >= MostKeys) count = most;
            else _counts[key] = Math.Min(count + 1, most + 1);
            return new RateAnswer(count < most, most, Math.Max(0, most - count - 1), _began + Window - now);
        }
    }
}

/// <summary>Whether one more is allowed.</summary>
/// <param name="IsAllowed">Whether it is.</param>
/// <param name="Most">How many are, a minute.</param>
/// <param name="Left">How many still are.</param>
/// <param name="Reset">When the count begins anew.</param>
internal sealed record RateAnswer(bool IsAllowed, int Most, int Left, TimeSpan Reset)
{
    /// <summary>Whole seconds until then, at least 1.</summary>
    public int ResetSeconds => Math.Max(1, (int)Math.Ceiling(Reset.TotalSeconds));
}
