using CryptoRun.Domain.Venues;

namespace CryptoRun.Domain.Gates;

/// <summary>
/// Longs do not pay for the move: venue-median funding z at or under its limit while the price is at or above its 24 h VWAP. Both must hold; reported is
/// the condition that decides, z first. Without a feed or a perpetual it does not apply.
/// </summary>
internal static class FundingGate
{
    public const string Id = "funding";

    public static GateResult Evaluate(GateInputs inputs, GateThresholds limits)
    {
        if (inputs.Funding is not { } funding)
            return Judged.NotApplicable(Id, limits.FundingZ, Comparison.AtMost, "z", LeftOutVenues.Named("not applicable: no feed", inputs.LeftOut?.Perpetuals), "Applies once a funding feed is connected");
        if (!funding.HasPerpetual)
            return Judged.NotApplicable(Id, limits.FundingZ, Comparison.AtMost, "z", LeftOutVenues.Named("not applicable: no perpetual, position size halved", inputs.LeftOut?.Perpetuals), "Applies once a venue lists a perpetual");

        var age = funding.Time is { } time ? (inputs.At - time).TotalSeconds : (double?)null;
        if (funding.MedianZ is not { } z || z is double.NaN)
            return Judged.InsufficientHistory(Id, limits.FundingZ, Comparison.AtMost, "z", funding.Venues, age, "no funding z of its perpetual", "Needs 7 days of funding rates");

        var (zText, zLimit) = Words(inputs, z, limits.FundingZ, WriteZ);
        if (!(z <= limits.FundingZ))
        {
            return Judged.AtMost(inputs.WithWords, Id, z, limits.FundingZ, "z", funding.Venues, age, (zText, zLimit, Excess: z - limits.FundingZ), static (_, s) =>
                ($"funding z {s.zText} is above {s.zLimit}: longs pay for the move", $"Needs z {Figure.Gap(s.Excess, WriteGap)} lower"));
        }

        if (inputs.Vwap24h is not > 0)
            return Judged.InsufficientHistory(Id, limits.FundingOverVwap, Comparison.AtLeast, "fraction", inputs.Venue, inputs.CandleAgeSeconds, "no 24 h VWAP to hold the price against", "Needs 24 hours with volume");

        // Of prices this near to each other the difference is exact, so that a price on the bound is on it.
        var over = (inputs.Price - inputs.Vwap24h.Value) / inputs.Vwap24h.Value;
        var (overText, overLimit) = Words(inputs, over, limits.FundingOverVwap, WriteOver);
        return over >= limits.FundingOverVwap
            ? Judged.AtMost(inputs.WithWords, Id, z, limits.FundingZ, "z", funding.Venues, age, (zText, zLimit, overText, overLimit), static (_, s) =>
                ($"funding z {s.zText}, at most {s.zLimit}, with the price {s.overText} against its 24 h VWAP", $"Fails above z {s.zLimit} or under {s.overLimit} against VWAP"))
            : Judged.AtLeast(inputs.WithWords, Id, over, limits.FundingOverVwap, "fraction", inputs.Venue, inputs.PriceAgeSeconds, (zText, overText, overLimit, Short: limits.FundingOverVwap - over), static (_, s) =>
                ($"funding z {s.zText} is low, but the price is {s.overText} against its 24 h VWAP, at least {s.overLimit}: no divergence", $"Needs the price {Figure.Gap(s.Short, Figure.WritePercent)} of VWAP higher"));
    }

    private static (string Actual, string Limit) Words(GateInputs inputs, double actual, double limit, Func<double, int, string> write) =>
        inputs.WithWords ? Figure.Apart(actual, limit, write) : ("", "");

    private static string WriteZ(double value, int extra) => (value > 0 ? "+" : "") + Figure.Plain(value, 2 + extra);

    private static string WriteGap(double value, int extra) => Figure.Plain(value, 2 + extra);

    private static string WriteOver(double value, int extra) => (value > 0 ? "+" : "") + Figure.WritePercent(value, extra);
}
