namespace CryptoRun.Domain.Markets;

/// <summary>Where a run's data come from. A number carries its source for ever; stores never mix them.</summary>
public enum MarketSource
{
    /// <summary>A seeded market that does not exist.</summary>
    Simulated,

    /// <summary>Recorded data on a virtual clock.</summary>
    Replay,

    /// <summary>The real venues.</summary>
    Live,
}
