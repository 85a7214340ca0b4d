namespace CryptoRun.Domain.Scanning;

/// <summary>Inputs in, ranked explained candidates out.</summary>
public static class Scan
{
    /// <summary>Runs a scan.</summary>
    public static ScanResult Run(ScanInput input, ScanOptions options, ScanProgress? progress = null) => throw new NotSupportedException();
}

/// <summary>Parameters of a scan.</summary>
public sealed record ScanOptions
{
    /// <summary>Bars of history a scan looks at, per symbol: inputs are cut to it, so that a longer memory changes nothing.</summary>
    public int LookBackHours { get; init; } = 5208;
}
