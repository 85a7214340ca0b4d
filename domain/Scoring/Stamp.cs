using System.Runtime.InteropServices;

namespace CryptoRun.Domain.Scoring;

/// <summary>Where and when inputs were measured.</summary>
/// <param name="Source">Venue, feed, or <see cref="Computed"/>.</param>
/// <param name="ExchangeTime">Exchange time; null where there is none.</param>
/// <param name="At">The scan instant.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Stamp(string Source, DateTimeOffset? ExchangeTime, DateTimeOffset At)
{
    /// <summary>What several venues' numbers make together.</summary>
    public const string Computed = "computed";

    public FactorInput Input(string name, double value, string unit, double? z = null) =>
        double.IsNaN(value)
            ? new FactorInput(name, null, unit, Source, ExchangeTime, (At - ExchangeTime)?.TotalSeconds)
            : new FactorInput(name, value, unit, Source, ExchangeTime, (At - ExchangeTime)?.TotalSeconds, z);
}
