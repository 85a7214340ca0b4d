using CryptoRun.Domain.Gates;

namespace CryptoRun.Domain.Premove;

/// <summary>Condition C: the weights of the parts that are met add up to the squeeze. A part without a feed is not met and its weight is not spread.</summary>
internal static class SupplySqueeze
{
    public const double ReservesWeight = 0.30;
    public const double WithdrawalsWeight = 0.25;
    public const double StakingWeight = 0.20;
    public const double OpenInterestWeight = 0.25;

    public static IReadOnlyList<SqueezePart> PartsOf(CoinFeeds r, ConfirmationOptions options) =>
    [
        Part("reserves", "Reserves", ReservesWeight, r.Reserves, options.Reserves, isAtMost: true, "fraction"),
        Part("withdrawals", "Withdrawals", WithdrawalsWeight, r.Withdrawals, options.WithdrawalsUsd, isAtMost: false, "usd"),
        Part("staking", "Staking inflow", StakingWeight, r.Staking, options.StakingUsd, isAtMost: false, "usd"),
        Part("openInterest", "Open interest", OpenInterestWeight, r.OpenInterestChange, options.OpenInterest, isAtMost: false, "fraction"),
    ];

    public static Condition Of(IReadOnlyList<SqueezePart> parts, ConfirmationOptions options)
    {
        var (sum, met) = (0.0, 0);
        foreach (var part in parts)
        {
            if (!part.IsMet) continue;
            sum += part.Weight;
            met++;
        }

        var isMet = sum >= options.Squeeze && met >= options.SqueezeParts;
        var hasFeed = parts.Any(p => p.Actual is not null);
        var sentence = hasFeed
            ? $"Supply squeeze {Figure.Plain(sum, 2)} from {met} of 4 parts, at least {Figure.Plain(options.Squeeze, 2)} from {options.SqueezeParts}"
            : "Supply squeeze unknown: no feed";
        var missing = string.Join(", ", parts.Where(p => !p.IsMet).Select(p => p.Id));
        return new Condition(
            "supplySqueeze", isMet, hasFeed ? sum : null, options.Squeeze, hasFeed ? sum - options.Squeeze : null, "squeeze", IsRequired: false,
            sentence, isMet ? $"Falls under {Figure.Plain(options.Squeeze, 2)}" : $"Needs more of: {missing}");
    }

    private static SqueezePart Part(string id, string name, double weight, Checked input, double threshold, bool isAtMost, string unit)
    {
        var side = isAtMost ? "at most" : "at least";
        if (input.Value is not { } value) return new SqueezePart(id, IsMet: false, weight, null, threshold, unit, $"{name}: {input.Refusal}");

        var isMet = isAtMost ? value <= threshold : value >= threshold;
        var (actual, limit) = unit == "usd" ? Figure.Apart(value, threshold, Figure.WriteUsd) : Figure.Apart(value, threshold, Figure.WritePercent);
        return new SqueezePart(id, isMet, weight, value, threshold, unit, $"{name} {actual}, {side} {limit}");
    }
}
