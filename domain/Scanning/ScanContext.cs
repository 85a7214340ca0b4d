using CryptoRun.Domain.Scoring;

namespace CryptoRun.Domain.Scanning;

/// <summary>What every explanation of a scan has in common.</summary>
internal sealed class ScanContext(ScanInput input, ScanIdentity identity)
{
    /// <summary>The scan instant.</summary>
    public DateTimeOffset At => input.At;

    /// <summary>The scan.</summary>
    public string ScanId => identity.ScanId;

    /// <summary>Confidence of the regime in force.</summary>
    public double RegimeConfidence => input.Regime.Confidence;

    /// <summary>Instant of the scan before.</summary>
    public DateTimeOffset PreviousAsOf => input.Previous?.AsOf ?? default;

    /// <summary>A symbol's score in the scan before, or null.</summary>
    public PreviousScore? PreviousOf(string symbol) => input.Previous?.Scores.GetValueOrDefault(symbol);

    /// <summary>Where a symbol's numbers came from.</summary>
    public Provenance Provenance(string tier) => new(identity.InputHash, identity.ParametersHash, Engine.Version, input.Source, tier);
}
