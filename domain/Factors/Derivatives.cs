using CryptoRun.Domain.Markets;

namespace CryptoRun.Domain.Factors;

/// <summary>
/// The derivatives half of Quality: <c>-(0.40 clamp(funding z, 0, 3) + 0.35 z(OI residual) + 0.25 z(basis dispersion))</c>, z being the robust one over the
/// universe. What no symbol has leaves its weight to the others in proportion; what one symbol lacks counts 0 for it; who has none of the three has no such half.
/// </summary>
/// <param name="Value">The half per symbol; NaN where it has none.</param>
/// <param name="Funding">Funding z cut to [0, 3]; 0 where missing.</param>
/// <param name="OpenInterestZ">z of the residual; 0 where missing.</param>
/// <param name="BasisZ">z of the dispersion; 0 where missing.</param>
/// <param name="Weights">Weights in force, in the order funding, open interest, basis; 0 of what nobody has.</param>
public sealed record Derivatives(double[] Value, double[] Funding, double[] OpenInterestZ, double[] BasisZ, IReadOnlyList<double> Weights)
{
    /// <summary>Where funding z is cut.</summary>
    public const double FundingLimit = 3;

    /// <summary>Components that nobody has, in the order funding, open interest, basis.</summary>
    public required IReadOnlyList<bool> Missing { get; init; }

    /// <summary>What a component, in that order, adds to a symbol's half.</summary>
    public double Term(int component, int i) => -Weights[component] * (component switch { 0 => Funding[i], 1 => OpenInterestZ[i], _ => BasisZ[i] });

    /// <summary>Measures a symbol.</summary>
    /// <param name="closed">Its closed candles.</param>
    /// <param name="perpetuals">Its perpetuals in canonical order, cut to the instant; null or empty: none.</param>
    /// <param name="at">The instant.</param>
    /// <param name="options">Parameters.</param>
    public static DerivativesMeasure Measure(CandleSeries closed, IReadOnlyList<PerpetualFeed>? perpetuals, DateTimeOffset at, DerivativesOptions options) =>
        perpetuals is null ? DerivativesMeasure.NoFeed
        : perpetuals.Count == 0 ? DerivativesMeasure.NotListed
        : new DerivativesMeasure(
            HasFeed: true,
            IsListed: true,
            FundingPressure.Measure(perpetuals, at, options),
            OpenInterestResidual.Measure(closed, perpetuals, options),
            BasisDispersion.Measure(closed.Close[^1], perpetuals, at, options));

    /// <summary>The half of the universe; null where no symbol has any of its components.</summary>
    public static Derivatives? Of(IReadOnlyList<SymbolMeasures> symbols, DerivativesOptions options)
    {
        if (!HasAny(symbols)) return null;

        var count = symbols.Count;
        var (funding, interest, basis) = (new double[count], new double[count], new double[count]);
        for (var i = 0; i < count; i++)
        {
            var measure = symbols[i].Quality.Derivatives;
            funding[i] = Math.Clamp(measure.Funding.Z, 0, FundingLimit);
            interest[i] = measure.OpenInterest.ResidualUsd;
            basis[i] = measure.Basis.Dispersion;
        }

        bool[] missing = [Array.TrueForAll(funding, double.IsNaN), Array.TrueForAll(interest, double.IsNaN), Array.TrueForAll(basis, double.IsNaN)];
        var (scratch, interestZ, basisZ, value) = (new double[count], new double[count], new double[count], new double[count]);
        RobustZ.Standardise(interest, interestZ, scratch);
        RobustZ.Standardise(basis, basisZ, scratch);
        var (a, b, c) = (missing[0] ? 0 : options.FundingWeight, missing[1] ? 0 : options.OpenInterestWeight, missing[2] ? 0 : options.BasisWeight);
        var sum = a + b + c;
        (a, b, c) = sum == 0 ? (0, 0, 0) : (a / sum, b / sum, c / sum);
        for (var i = 0; i < count; i++)
        {
            var has = !double.IsNaN(funding[i]) || !double.IsNaN(interest[i]) || !double.IsNaN(basis[i]);
            if (double.IsNaN(funding[i])) funding[i] = 0;
            value[i] = has ? -((a * funding[i]) + (b * interestZ[i]) + (c * basisZ[i])) : double.NaN;
        }

        return new Derivatives(value, funding, interestZ, basisZ, [a, b, c]) { Missing = missing };
    }

    private static bool HasAny(IReadOnlyList<SymbolMeasures> symbols)
    {
        foreach (var symbol in symbols)
        {
            if (symbol.Quality.Derivatives.HasReading) return true;
        }

        return false;
    }
}

/// <summary>What was measured of a coin's perpetuals.</summary>
/// <param name="HasFeed">Whether a derivatives feed is connected.</param>
/// <param name="IsListed">Whether a perpetual is listed.</param>
/// <param name="Funding">Funding.</param>
/// <param name="OpenInterest">Open interest.</param>
/// <param name="Basis">Basis.</param>
public sealed record DerivativesMeasure(bool HasFeed, bool IsListed, FundingMeasure Funding, OpenInterestMeasure OpenInterest, BasisMeasure Basis)
{
    /// <summary>No feed is connected.</summary>
    public static DerivativesMeasure NoFeed { get; } = Nothing(hasFeed: false, "no derivatives feed");

    /// <summary>A feed is connected; the coin has no perpetual.</summary>
    public static DerivativesMeasure NotListed { get; } = Nothing(hasFeed: true, "no perpetual is listed");

    /// <summary>Whether any of the three is there.</summary>
    public bool HasReading => !double.IsNaN(Funding.Z) || !double.IsNaN(OpenInterest.ResidualUsd) || !double.IsNaN(Basis.Dispersion);

    private static DerivativesMeasure Nothing(bool hasFeed, string why) =>
        new(hasFeed, IsListed: false, new FundingMeasure(double.NaN, [], why), OpenInterestMeasure.Absent(why), new BasisMeasure(double.NaN, [], why));
}
