using CryptoRun.Domain.Evidence;
using CryptoRun.Domain.Gates;

namespace CryptoRun.Domain.Backtesting.Reports;

/// <summary>A report in a few sentences that promise nothing.</summary>
internal static class BacktestVerdict
{
    private const double Sure = 1.96;
    private const double Rare = 0.05;
    private const int FewTrades = 30;

    public static IReadOnlyList<string> Of(Performance account, CostReport costs, int trades, ValidationReport validation, EvidenceReport evidence)
    {
        if (trades == 0) return ["Nothing was bought: there is nothing to say of it."];

        var words = new List<string> { Result(account, trades), Costs(costs) };
        if (validation.RandomEntries is { } random) words.Add(Random(random));
        if (account.DeflatedSharpe is { } deflated)
        {
            words.Add(validation.Trials > 1
                ? $"After {validation.Trials} variants on these data the probability that the Sharpe ratio is not the luck of the best is {Percent(deflated)}."
                : $"The probability that the true Sharpe ratio is above 0 is {Percent(deflated)}, if nothing else was tried on these data.");
        }

        if (validation.Variants is { OverfittingProbability: { } overfit } variants)
        {
            words.Add($"Of {variants.Sharpe.Count} ways to trade these scans the best of one half is under the median of the other in {Percent(overfit)} of the splits"
                + (variants.WalkForwardReturn is { } later ? $"; always taking what was best before would have {(later >= 0 ? "earned" : "lost")} {Percent(Math.Abs(later))}." : "."));
        }

        if (evidence.Horizons.FirstOrDefault(static h => h.Hours == 24) is { } day) words.Add(day.Verdict.Sentence);
        return words;
    }

    private static string Result(Performance account, int trades)
    {
        var moved = account.TotalReturn >= 0 ? "earned" : "lost";
        var sure = trades < FewTrades ? $"{trades} trades are too few to say more"
            : Math.Abs(account.MeanT ?? 0) >= Sure ? $"t {Number(account.MeanT!.Value)}, hardly chance"
            : $"t {(account.MeanT is { } t ? Number(t) : "unknown")}, which may be chance";
        return $"The account {moved} {Percent(Math.Abs(account.TotalReturn))} in {account.Days} days after all costs: {sure}.";
    }

    private static string Costs(CostReport costs) => costs.BreakEvenBps is { } bps
        ? $"Before costs the trades {(costs.GrossUsd >= 0 ? "earned" : "lost")} {Usd(Math.Abs(costs.GrossUsd))}, fees, spread and impact took {Usd(costs.FeesUsd + costs.SlippageUsd)}; {(bps > 0 ? $"they bear {Number(bps)} bp a round trip" : "they do not bear any cost")}."
        : "";

    private static string Random(NullReport random) => random.PValue <= Rare
        ? $"Random coins at the same instants did as well in {Percent(random.PValue)} of {random.Draws} runs: the choice helped."
        : $"Random coins at the same instants did at least as well in {Percent(random.PValue)} of {random.Draws} runs: the choice is not shown to help.";

    private static string Percent(double value) => Figure.Percent(value);

    private static string Number(double value) => Figure.Plain(value, 1);

    private static string Usd(double value) => $"${value:#,0}";
}
