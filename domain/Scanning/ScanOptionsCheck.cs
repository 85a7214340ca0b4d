using CryptoRun.Domain.Factors;
using CryptoRun.Domain.Regimes;
using CryptoRun.Domain.Scoring;

namespace CryptoRun.Domain.Scanning;

/// <summary>What is wrong with scan options: one sentence a value with key, value and allowed range.</summary>
internal static class ScanOptionsCheck
{
    private const string Section = "Scan";

    public static IReadOnlyList<string> Problems(ScanOptions options)
    {
        var problems = new List<string>();
        var universe = options.Universe;
        Range(problems, "LookBackHours", options.LookBackHours, 480, 100_000);
        Range(problems, "Universe:MinimumHours", universe.MinimumHours, 480, 5208);
        Range(problems, "Universe:GapWindowHours", universe.GapWindowHours, 24, 5208);
        Range(problems, "Universe:MaximumGapShare", universe.MaximumGapShare, 0, 1);
        Range(problems, "Universe:MinimumAdvUsd", universe.MinimumAdvUsd, 0, 1e12);
        Range(problems, "Universe:MaximumStaleBars", universe.MaximumStaleBars, 0, 48);
        Range(problems, "Momentum:AccelerationBoost", options.Momentum.AccelerationBoost, 0.05, 0.15);
        if (universe.MinimumHours > options.LookBackHours)
            problems.Add($"{Section}:Universe:MinimumHours is {universe.MinimumHours}; allowed is at most {Section}:LookBackHours, which is {options.LookBackHours}.");

        foreach (var state in Enum.GetValues<RegimeState>())
        {
            Horizons(problems, $"Momentum:{state}", options.Momentum.For(state));
            Weights(problems, $"Weights:{state}", options.Weights.For(state));
        }

        FactorFeeds(problems, options.Factors);
        Boost(problems, options.Boost);
        problems.AddRange(options.Gates.Validate().Select(problem => $"{Section}:{problem}"));
        return problems;
    }

    private static void FactorFeeds(List<string> problems, FactorOptions factors)
    {
        var derivatives = factors.Derivatives;
        Range(problems, "Factors:Derivatives:WindowHours", derivatives.WindowHours, 24, 336);
        Range(problems, "Factors:Derivatives:FewestRates", derivatives.FewestRates, 3, 168);
        Range(problems, "Factors:Derivatives:FewestHours", derivatives.FewestHours, 3, 168);
        Range(problems, "Factors:Derivatives:LeastRSquared", derivatives.LeastRSquared, 0, 1);
        Range(problems, "Factors:Derivatives:MaximumMarkSkewSeconds", derivatives.MaximumMarkSkewSeconds, 1, 3600);
        Share(problems, "Factors:Derivatives:FundingWeight", derivatives.FundingWeight);
        Share(problems, "Factors:Derivatives:OpenInterestWeight", derivatives.OpenInterestWeight);
        Share(problems, "Factors:Derivatives:BasisWeight", derivatives.BasisWeight);
        Sum(problems, "Factors:Derivatives", derivatives.FundingWeight + derivatives.OpenInterestWeight + derivatives.BasisWeight);
        Range(problems, "Factors:Catalyst:PastHours", factors.Catalyst.PastHours, 0, 168);
        Range(problems, "Factors:Social:PointsPerSd", factors.Social.PointsPerSd, 0, 10);
        Range(problems, "Factors:Social:MostPoints", factors.Social.MostPoints, 0, 10);
        Range(problems, "Factors:Social:MaximumAgeHours", factors.Social.MaximumAgeHours, 1, 168);
    }

    private static void Boost(List<string> problems, BoostOptions boost)
    {
        Range(problems, "Boost:MostPoints", boost.MostPoints, 0, 4);
        Steps(problems, "Boost:Funding", boost.FundingLow, boost.FundingHigh);
        Steps(problems, "Boost:OpenInterest", boost.OpenInterestLow, boost.OpenInterestHigh);
        Steps(problems, "Boost:FundFlow", boost.FundFlowLow, boost.FundFlowHigh);
    }

    private static void Steps(List<string> problems, string key, BoostStep low, BoostStep high)
    {
        Range(problems, $"{key}Low:From", low.From, double.Epsilon, 1e12);
        Range(problems, $"{key}High:From", high.From, low.From, 1e12);
        Range(problems, $"{key}Low:Points", low.Points, 0, 4);
        Range(problems, $"{key}High:Points", high.Points, low.Points, 4);
    }

    private static void Horizons(List<string> problems, string key, HorizonWeights weights)
    {
        Share(problems, $"{key}:{nameof(weights.Hours1)}", weights.Hours1);
        Share(problems, $"{key}:{nameof(weights.Hours4)}", weights.Hours4);
        Share(problems, $"{key}:{nameof(weights.Hours12)}", weights.Hours12);
        Share(problems, $"{key}:{nameof(weights.Hours24)}", weights.Hours24);
        Share(problems, $"{key}:{nameof(weights.Hours168)}", weights.Hours168);
        Sum(problems, key, weights.Hours1 + weights.Hours4 + weights.Hours12 + weights.Hours24 + weights.Hours168);

        // Without the 168 h horizon the others must be able to carry its weight.
        if (weights.Hours168 >= 1) problems.Add($"{Section}:{key}:{nameof(weights.Hours168)} is {weights.Hours168}; allowed is under 1.");
    }

    private static void Weights(List<string> problems, string key, FactorWeights weights)
    {
        var sum = 0.0;
        foreach (var factor in FactorWeights.Factors)
        {
            Share(problems, $"{key}:{factor}", weights[factor]);
            sum += weights[factor];
        }

        Sum(problems, key, sum);
    }

    private static void Share(List<string> problems, string key, double value) => Range(problems, key, value, 0, 1);

    private static void Sum(List<string> problems, string key, double sum)
    {
        if (!(Math.Abs(sum - 1) <= WeightOptions.SumTolerance)) problems.Add($"{Section}:{key} sums to {sum}; allowed is 1, within {WeightOptions.SumTolerance}.");
    }

    private static void Range(List<string> problems, string key, double value, double least, double most)
    {
        problems.AddRange(OptionRange.Problems(Section, (key, value, least, most)));
    }
}
