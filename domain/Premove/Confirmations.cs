using CryptoRun.Domain.Gates;
using CryptoRun.Domain.Regimes;

namespace CryptoRun.Domain.Premove;

/// <summary>2 of 3: funding divergence, whales, supply squeeze. In HighVolatility the newest 15 min bar's volume must confirm too.</summary>
internal static class Confirmations
{
    /// <summary>Rank points of A, B, C and volume.</summary>
    private static readonly double[] RankPoints = [3.0, 2.0, 1.0, 0.5];

    public static PremoveConfirmation Of(CoinFeeds r, RegimeState regime, ConfirmationOptions options)
    {
        var parts = SupplySqueeze.PartsOf(r, options);
        Condition[] conditions =
        [
            AtLeast("funding", "Funding divergence, absolute z", r.FundingZ, Math.Abs, options.FundingZ, "z"),
            AtLeast("whales", "Whale composite", r.Whales, composite => composite, options.WhaleComposite, "composite"),
            SupplySqueeze.Of(parts, options),
            AtLeast("volume", "Volume of the newest 15 min, percentile", r.Cvd.Volume, percentile => percentile, options.VolumePercentile, "percentile", isRequired: regime == RegimeState.HighVolatility),
        ];

        var (met, rankPoints) = (0, 0.0);
        for (var i = 0; i < conditions.Length; i++)
        {
            if (!conditions[i].IsMet) continue;
            rankPoints += RankPoints[i];
            if (i < 3) met++;
        }

        var (isEnough, volume) = (met >= options.Needed, conditions[3]);
        var isConfirmed = isEnough && (volume.IsMet || !volume.IsRequired);
        return new PremoveConfirmation(isConfirmed, met, conditions, parts, rankPoints, Sentence(isConfirmed, isEnough, met, options), Hint(isConfirmed, isEnough, met, conditions, options));
    }

    private static string Sentence(bool isConfirmed, bool isEnough, int met, ConfirmationOptions options) =>
        isConfirmed ? $"Confirmed by {met} of 3"
        : isEnough ? $"{met} of 3, but volume does not confirm as high volatility demands"
        : $"{met} of 3, at least {options.Needed} are needed";

    private static string Hint(bool isConfirmed, bool isEnough, int met, Condition[] conditions, ConfirmationOptions options)
    {
        if (isConfirmed) return met > options.Needed ? "Stays confirmed without any one of them" : "Falls with any one of them";
        if (isEnough) return conditions[3].Hint;

        var missing = conditions.Take(3).Where(c => !c.IsMet).Select(c => c.Hint);
        return $"Needs {options.Needed - met} more: {string.Join("; ", missing)}";
    }

    private static Condition AtLeast(string id, string name, Checked input, Func<double, double> measure, double threshold, string unit, bool isRequired = false)
    {
        if (input.Value is not { } value)
            return new Condition(id, IsMet: false, null, threshold, null, unit, isRequired, $"{name} unknown: {input.Refusal}", $"Needs its feed and {Figure.Plain(threshold, 2)}");

        var measured = measure(value);
        var isMet = measured >= threshold;
        var (actual, limit) = Figure.Apart(measured, threshold, (v, extra) => Figure.Plain(v, 2 + extra));
        return new Condition(
            id, isMet, measured, threshold, measured - threshold, unit, isRequired, $"{name} {actual}, at least {limit}",
            isMet ? $"Falls under {limit}" : $"{name}: {Figure.Gap(threshold - measured, (v, extra) => Figure.Plain(v, 2 + extra))} more");
    }
}
