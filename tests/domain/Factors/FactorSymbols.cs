using CryptoRun.Domain.Factors;
using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Tests.Scanning;

namespace CryptoRun.Domain.Tests.Factors;

/// <summary>Measured symbols whose parts tests replace.</summary>
internal static class FactorSymbols
{
    /// <summary>A random walk without any feed.</summary>
    public static SymbolMeasures Plain { get; } = SymbolMeasures.Of(SyntheticMarket.Walk("A-USD", 500, new Random(1)), 1e6);

    /// <summary>A symbol with given derivatives; NaN where one is absent.</summary>
    public static SymbolMeasures WithDerivatives(double fundingZ, double residualUsd, double dispersion) => Plain with
    {
        Quality = Plain.Quality with
        {
            Derivatives = new DerivativesMeasure(
                HasFeed: true,
                IsListed: true,
                new FundingMeasure(fundingZ, [], double.IsNaN(fundingZ) ? "none" : null),
                new OpenInterestMeasure(residualUsd, residualUsd, 0, 0, 0, 0, IsRaw: true, [], null, double.IsNaN(residualUsd) ? "none" : null),
                new BasisMeasure(dispersion, [], double.IsNaN(dispersion) ? "none" : null)),
        },
    };

    /// <summary>A symbol of a given volume with given books.</summary>
    public static SymbolMeasures WithBooks(double advUsd, params ExchangeNativeBook[] books)
    {
        IReadOnlyList<BookReading> readings = [.. books.Select(book => BookReading.Of(book, SyntheticMarket.At))];
        return Plain with { Books = readings, Quality = new QualityMeasure(advUsd, Quality.Best(readings), DerivativesMeasure.NoFeed) };
    }
}
