using CryptoRun.Domain.Markets;

namespace CryptoRun.Domain.Regimes;

/// <summary>Detects the regime at a 4 h boundary.</summary>
public static class RegimeDetector
{
    /// <summary>One detection; without a previous record the state is its own raw decision.</summary>
    public static RegimeRecord Detect(DateTimeOffset at, IReadOnlyList<CandleSeries> series, RegimeRecord? previous, RegimeOptions options) => throw new NotSupportedException();

    /// <summary>The detection at the last 4 h boundary at or before <paramref name="at"/>, after running those of the ten days before it: hysteresis without a store.</summary>
    public static RegimeRecord DetectFromHistory(DateTimeOffset at, IReadOnlyList<CandleSeries> series, RegimeOptions options) => throw new NotSupportedException();
}

/// <summary>Parameters of the detection.</summary>
public sealed record RegimeOptions;
