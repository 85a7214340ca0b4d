using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace CryptoRun.Worker.Exchanges;

/// <summary>Counts what a venue sent that we could not use. The first of a kind is logged with its text, the rest only counted: a broken feed must not flood the log.</summary>
/// <param name="venue">Lower-case venue name.</param>
/// <param name="logger">Where the first of each kind goes.</param>
internal sealed class WireAnomalies(string venue, ILogger logger)
{
    private const int MaxDetail = 200;
    private readonly ConcurrentDictionary<string, long> _counts = new(StringComparer.Ordinal);

    /// <summary>Counts by kind since start.</summary>
    public IReadOnlyDictionary<string, long> Counts => _counts;

    /// <summary>Counts one.</summary>
    /// <param name="kind">Short fixed name; kinds are few.</param>
    /// <param name="detail">What was met; cut for the log.</param>
    public void Count(string kind, string detail)
    {
        if (_counts.AddOrUpdate(kind, 1, static (_, n) => n + 1) == 1)
            logger.AnomalySkipped(venue, kind, detail.Length <= MaxDetail ? detail : string.Concat(detail.AsSpan(0, MaxDetail), "…"));
    }

    /// <summary>Counts a record that is left out. Returns 1.</summary>
    public int Skip(string kind, string detail)
    {
        Count(kind, detail);
        return 1;
    }

    /// <inheritdoc cref="Skip(string, string)" />
    public int Skip(string kind, JsonElement record) => Skip(kind, record.ValueKind == JsonValueKind.Undefined ? "nothing" : record.GetRawText());
}
