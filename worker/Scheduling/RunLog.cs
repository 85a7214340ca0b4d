using System.Text.RegularExpressions;
using CryptoRun.Worker.Storage;

namespace CryptoRun.Worker.Scheduling;

/// <summary>What one run says, kept beside its row. Bounded: what is beyond is counted, not kept.</summary>
/// <param name="store">Where it is kept.</param>
/// <param name="runId">The run.</param>
/// <param name="clock">Market time.</param>
internal sealed partial class RunLog(IRunStore store, string runId, TimeProvider clock)
{
    /// <summary>Most lines of a run.</summary>
    public const int Most = 500;

    /// <summary>Most characters of a line.</summary>
    public const int Longest = 1000;

    private static readonly AsyncLocal<RunLog?> Ambient = new();
    private readonly Lock _gate = new();
    private readonly List<RunLine> _waiting = [];
    private int _lines;
    private int _dropped;

    /// <summary>The log of the run that this code works for; null outside runs.</summary>
    public static RunLog? Current
    {
        get => Ambient.Value;
        set => Ambient.Value = value;
    }

    /// <summary>The run.</summary>
    public string RunId => runId;

    /// <summary>Adds a line.</summary>
    /// <param name="level"><c>information</c>, <c>warning</c>, <c>error</c>.</param>
    /// <param name="text">What is said; secrets are masked.</param>
    public void Add(string level, string text)
    {
        lock (_gate)
        {
            if (_lines >= Most) _dropped++;
            else _waiting.Add(new RunLine(++_lines, clock.GetUtcNow(), level, Clean(text)));
        }
    }

    /// <summary>Writes what has not been written.</summary>
    /// <param name="isLast">Whether nothing comes after.</param>
    /// <param name="cancellationToken">Cancellation.</param>
    public async Task FlushAsync(bool isLast, CancellationToken cancellationToken)
    {
        List<RunLine> lines;
        lock (_gate)
        {
            if (isLast && _dropped > 0) _waiting.Add(new RunLine(_lines + 1, clock.GetUtcNow(), "warning", $"{_dropped} more lines are not kept."));
            lines = [.. _waiting];
            _waiting.Clear();
        }

        await store.WriteLogAsync(runId, lines, cancellationToken);
    }

    /// <summary>A line without secrets, not too long.</summary>
    internal static string Clean(string text)
    {
        var masked = Secret().Replace(text.Length > 4 * Longest ? text[..(4 * Longest)] : text, "${name}${mark}***");
        masked = Key().Replace(UserInfo().Replace(masked, "${scheme}***@"), "${kind}***").ReplaceLineEndings(" ");
        return masked.Length <= Longest ? masked : masked[..(Longest - 1)] + "…";
    }

    [GeneratedRegex("""(?<name>password|passwd|pwd|secret|token|api[-_]?key|authorization|bearer)(?<mark>["']?\s*[=:]\s*["']?|\s+)(?:(?:bearer|basic)\s+)?[^\s"',;&]+""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 200)]
    private static partial Regex Secret();

    // Keys that stand without a name beside them: our own, and a bot's in an address.
    [GeneratedRegex(@"(?<kind>\bcr_|/bot)[A-Za-z0-9_:-]{8,}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 200)]
    private static partial Regex Key();

    [GeneratedRegex("(?<scheme>://)[^/@\\s]+@", RegexOptions.CultureInvariant, 200)]
    private static partial Regex UserInfo();
}
