using CryptoRun.Domain.Factors;
using CryptoRun.Domain.Gates;

namespace CryptoRun.Domain.Scoring;

/// <summary>
/// Points for measurements far out of the usual, in whichever direction, at most 4: funding |z|, |open interest residual|, |ETF net flow / 7 d ADV|. They move
/// the final score, never C. What is not measured gives none.
/// </summary>
/// <param name="Points">Sum of the parts, cut at the most.</param>
/// <param name="Parts">One a measurement that is there, those of 0 points included.</param>
public sealed record MeasurementBoost(double Points, IReadOnlyList<BoostPart> Parts)
{
    /// <summary>Nothing is measured.</summary>
    public static MeasurementBoost None { get; } = new(0, []);

    /// <summary>The boost of a symbol.</summary>
    public static MeasurementBoost Of(SymbolMeasures symbol, BoostOptions options)
    {
        var (derivatives, flow) = (symbol.Quality.Derivatives, symbol.FundFlow);
        List<BoostPart>? parts = null;
        if (!double.IsNaN(derivatives.Funding.Z))
            (parts ??= []).Add(Part("fundingZ", derivatives.Funding.Z, "z", options.FundingLow, options.FundingHigh, value => $"funding z {Figure.Plain(value, 2)}"));
        if (!double.IsNaN(derivatives.OpenInterest.ResidualUsd))
            (parts ??= []).Add(Part("openInterestResidual", derivatives.OpenInterest.ResidualUsd, "usd", options.OpenInterestLow, options.OpenInterestHigh, OpenInterest));
        if (!double.IsNaN(flow.Share))
            (parts ??= []).Add(Part("etfFlow", flow.Share, "fraction", options.FundFlowLow, options.FundFlowHigh, value => $"ETF net flow {Figure.SignedPercent(value)} of the 7 d ADV"));
        if (parts is null) return None;

        var sum = 0.0;
        foreach (var part in parts) sum += part.Points;
        return new MeasurementBoost(Math.Min(sum, options.MostPoints), parts);
    }

    private static BoostPart Part(string name, double value, string unit, BoostStep low, BoostStep high, Func<double, string> words)
    {
        var size = Math.Abs(value);
        var (points, step) = size >= high.From ? (high.Points, high.From) : size >= low.From ? (low.Points, low.From) : (0, low.From);
        return new BoostPart(name, value, unit, points, step, words(value));
    }

    private static string OpenInterest(double usd) => $"open interest {FeedWords.Signed(usd)} beyond the price's share";
}

/// <summary>One measurement of the boost.</summary>
/// <param name="Name"><c>fundingZ</c>, <c>openInterestResidual</c>, <c>etfFlow</c>.</param>
/// <param name="Value">Measured value with its sign.</param>
/// <param name="Unit"><c>z</c>, <c>usd</c>, <c>fraction</c>.</param>
/// <param name="Points">Points it is worth before the common cut, 0 under the lowest step.</param>
/// <param name="Threshold">The step reached, or the lowest one where none is.</param>
/// <param name="Text">In plain words.</param>
public sealed record BoostPart(string Name, double Value, string Unit, double Points, double Threshold, string Text);
