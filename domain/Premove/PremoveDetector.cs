namespace CryptoRun.Domain.Premove;

/// <summary>Which coins look coiled before a move of more than 5 % within 48 h: the table of contents of the pre-movement detector, version 3.3.</summary>
public static class PremoveDetector
{
    /// <summary>Runs a sweep. Pure: two equal inputs give two equal results, to the bit, in whatever order coins, bars and alerts come.</summary>
    /// <param name="input">Instant, regime, coins and what is held. Nothing later than the instant is looked at.</param>
    /// <param name="options">Parameters.</param>
    /// <exception cref="ArgumentException">Options out of range (see <see cref="PremoveOptions.Validate"/>), or a coin offered twice.</exception>
    public static PremoveResult Run(PremoveInput input, PremoveOptions options)
    {
        options.Validate();
        var steps = new PremoveSteps(input, options);

        var (coins, outside) = steps.LargestByAdv();
        var measured = steps.Measure(coins);
        var ranked = PremoveSteps.Rank(measured);
        var portfolio = steps.Prune(ranked);
        var alerts = steps.Alert(ranked, portfolio);
        return steps.Result(ranked, alerts, portfolio, outside);
    }
}
