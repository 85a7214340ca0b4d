using CryptoRun.Domain.Markets;

namespace CryptoRun.Domain.Factors;

/// <summary>A coin's net flow into exchange-traded funds as a share of its average daily volume of 7 days. Not a factor: the boost reads it.</summary>
/// <param name="Share">Net flow over volume, negative: outflow; NaN where there is none.</param>
/// <param name="AdvUsd7d">Mean USD volume of the last 7 full UTC days.</param>
/// <param name="Flow">The flow; null: no feed, or no fund on the coin.</param>
public sealed record FundFlow(double Share, double AdvUsd7d, EtfFlow? Flow)
{
    private const int Days = 7;

    /// <summary>A flow counts so long: what is published on a Friday night is the newest until the night of Monday.</summary>
    private const double OldestHours = 72;

    /// <summary>No feed, or no fund.</summary>
    public static FundFlow None { get; } = new(double.NaN, double.NaN, null);

    /// <summary>Measures a coin.</summary>
    /// <param name="closed">Its closed candles.</param>
    /// <param name="flow">Its newest flow at or before the instant; null: none.</param>
    /// <param name="at">The instant.</param>
    public static FundFlow Measure(CandleSeries closed, EtfFlow? flow, DateTimeOffset at)
    {
        if (flow is null || (at - flow.Time).TotalHours > OldestHours || AverageDailyVolume.Usd(closed, Days, Days) is not { } adv) return None;

        var share = DecimalCrossing.ToDouble(flow.NetUsd) / adv;
        return double.IsFinite(share) ? new FundFlow(share, adv, flow) : None;
    }
}
