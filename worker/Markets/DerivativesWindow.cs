using CryptoRun.Domain.Markets;

namespace CryptoRun.Worker.Markets;

/// <summary>The hours of funding and open interest that a scan is given: more than any setting lets it look back on. Live scan and recomputation use the same.</summary>
internal static class DerivativesWindow
{
    private const int Hours = 384;

    /// <summary>First instant.</summary>
    public static DateTimeOffset From(DateTimeOffset at) => ScanWindow.To(at) - (CandleSeries.BarWidth * Hours);
}
