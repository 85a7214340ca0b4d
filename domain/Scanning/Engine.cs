namespace CryptoRun.Domain.Scanning;

/// <summary>The engine's version, part of every explanation's provenance: it changes whenever the same inputs could give another number, or another word about it.</summary>
public static class Engine
{
    /// <summary>Semantic version of the mathematics and its words.</summary>
    public const string Version = "0.2.1";
}
