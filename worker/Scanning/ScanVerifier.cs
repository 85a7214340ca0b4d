using System.Text.Json;
using System.Text.Json.Nodes;
using CryptoRun.Domain.Scanning;
using CryptoRun.Domain.Scoring;
using CryptoRun.Worker.Documents;
using CryptoRun.Worker.Storage;

namespace CryptoRun.Worker.Scanning;

/// <summary>Recomputes a stored score from the stored inputs: same hash, same score, same explanation to the bit, or it says what differs.</summary>
/// <param name="scans">Scans.</param>
/// <param name="candles">Candles.</param>
/// <param name="derivatives">Hours of perpetuals.</param>
/// <param name="options">Parameters; changed parameters are a difference, and are named as such.</param>
public sealed class ScanVerifier(IScanStore scans, ICandleStore candles, IDerivativesStore derivatives, ScanOptions options)
{
    /// <summary>Verifies one symbol of a scan.</summary>
    /// <param name="symbol">Canonical symbol.</param>
    /// <param name="scanId">Scan, null for the newest.</param>
    /// <param name="cancellationToken">Cancellation.</param>
    /// <returns>Null when there is no such scan, or the symbol is not in it.</returns>
    public async Task<Verification?> VerifyAsync(string symbol, string? scanId, CancellationToken cancellationToken)
    {
        var scan = await scans.FindAsync(scanId, cancellationToken);
        var stored = scan?.Result.Candidates.FirstOrDefault(c => string.Equals(c.Symbol, symbol, StringComparison.Ordinal));
        if (scan is null || stored is null) return null;

        var again = await RecomputeAsync(scan, cancellationToken);
        var recomputed = again.Candidates.FirstOrDefault(c => string.Equals(c.Symbol, symbol, StringComparison.Ordinal));
        var problem = Problem(stored, recomputed, again);
        return new Verification(
            symbol, scan.Result.ScanId, problem is null, stored.Provenance.InputHash, again.InputHash, stored.Final, recomputed?.Final, problem);
    }

    /// <summary>Runs a stored scan again.</summary>
    public async Task<ScanResult> RecomputeAsync(StoredScan scan, CancellationToken cancellationToken) => Scan.Run(await InputAsync(scan, cancellationToken), OptionsOf(scan));

    /// <summary>The parameters of a stored scan: those in force, with the limits of the gates that its job had for itself.</summary>
    public ScanOptions OptionsOf(StoredScan scan)
    {
        ArgumentNullException.ThrowIfNull(scan);
        return scan.Gates is { } gates ? options with { Gates = gates } : options;
    }

    /// <summary>What a stored scan was given, read back as it was known then.</summary>
    public async Task<ScanInput> InputAsync(StoredScan scan, CancellationToken cancellationToken)
    {
        var symbols = await StoredInputs.ReadAsync(scan, candles, derivatives, options.LookBackHours, cancellationToken);
        var before = scan.PreviousScanId is { } id ? await scans.FindAsync(id, cancellationToken) : null;
        return new ScanInput(scan.Result.AsOf, scan.Result.Source, scan.Result.Regime, symbols, before?.Result.AsPrevious()) { DecidedAt = scan.DecidedAt, VenueHealth = scan.Result.VenueHealth, LeftOut = scan.Result.LeftOut };
    }

    private static string? Problem(ScoreExplanation stored, ScoreExplanation? again, ScanResult result)
    {
        if (stored.Provenance.EngineVersion != Engine.Version)
            return $"The engine is {Engine.Version} now, the score was made by {stored.Provenance.EngineVersion}.";
        if (!string.Equals(stored.Provenance.ParametersHash, result.ParametersHash, StringComparison.Ordinal))
            return $"The parameters have changed since: their hash was {stored.Provenance.ParametersHash[..12]} and is {result.ParametersHash[..12]}.";
        if (!string.Equals(stored.Provenance.InputHash, result.InputHash, StringComparison.Ordinal))
            return $"The inputs differ: their hash was {stored.Provenance.InputHash[..12]} and is {result.InputHash[..12]}.";
        if (again is null) return "The symbol could not be scored again.";
        return FirstDifference("explanation", JsonSerializer.SerializeToNode(stored, Json.Options), JsonSerializer.SerializeToNode(again, Json.Options));
    }

    private static string? FirstDifference(string path, JsonNode? stored, JsonNode? again)
    {
        switch (stored, again)
        {
            case (JsonObject a, JsonObject b):
                return a.Select(p => p.Key).Union(b.Select(p => p.Key), StringComparer.Ordinal)
                    .Select(key => FirstDifference($"{path}.{key}", a[key], b[key]))
                    .FirstOrDefault(difference => difference is not null);
            case (JsonArray a, JsonArray b) when a.Count == b.Count:
                return a.Zip(b).Select((pair, i) => FirstDifference($"{path}[{i}]", pair.First, pair.Second)).FirstOrDefault(difference => difference is not null);
            default:
                return JsonNode.DeepEquals(stored, again) ? null : $"{path} was stored as {Text(stored)} and is {Text(again)}.";
        }
    }

    private static string Text(JsonNode? node) => node?.ToJsonString(Json.Options) ?? "nothing";
}
