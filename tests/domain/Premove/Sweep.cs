using CryptoRun.Domain.Premove;
using CryptoRun.Domain.Regimes;

namespace CryptoRun.Domain.Tests.Premove;

/// <summary>A sweep over coins whose feeds a test chooses one by one.</summary>
internal static class Sweep
{
    public static readonly DateTimeOffset At = new(2026, 1, 15, 12, 5, 0, TimeSpan.Zero);
    public static readonly PremoveOptions Options = new();

    public static FeedReading Reading(double value, double ageSeconds = 60, bool isLive = false) => new(Stamp(ageSeconds, isLive), value);

    public static FeedStamp Stamp(double ageSeconds = 60, bool isLive = false) => new(At.AddSeconds(-ageSeconds), "venue", isLive);

    /// <summary>A coin without any feed.</summary>
    public static PremoveCoin Bare(string symbol = "AAA-USD") => new(symbol, 1e6, null);

    /// <summary>A coin with every feed but CVD, each at its full points: 85 of 85.</summary>
    public static PremoveCoin Full(string symbol = "AAA-USD") => Bare(symbol) with
    {
        FundingZ = Reading(3),
        OpenInterestResidualUsd = Reading(1e6),
        EtfFlowShare = Reading(0.015),
        ReservesChange7d = Reading(-0.2),
        WhaleComposite = Reading(1),
        DepthImbalanceZ = Reading(3),
        SpreadCompressionZ = Reading(3),
        LargePrints = Prints(25, 0, 100),
        Heat = Reading(1),
        BollingerWidthPercentile = Reading(0),
    };

    /// <summary>Every feed but CVD at its full points except for heat: the score is chosen through it. 70 to 85 of 85 points.</summary>
    public static PremoveCoin WithScore(double score, string symbol = "AAA-USD", bool isConfirmed = true)
    {
        var coin = Full(symbol) with { Heat = Reading(((score * 0.85) - 70) / 15) };

        // Without confirmation funding stays under 2, and the points it loses come from nowhere else: the score is made of fewer available points.
        return isConfirmed ? coin : coin with { FundingZ = null, Heat = Reading(((score * 0.78) - 63) / 15) };
    }

    public static LargePrintFlow Prints(double buy, double sell, double total, double ageSeconds = 60) => new(Stamp(ageSeconds), 10, buy, sell, total);

    public static PremoveInput Input(params PremoveCoin[] coins) => new(At, RegimeState.Choppy, coins, [], [], null);

    public static CoinReading Run(PremoveCoin coin, RegimeState regime = RegimeState.Choppy, PremoveOptions? options = null) =>
        PremoveDetector.Run(Input(coin) with { Regime = regime }, options ?? Options).Coins.Single();

    public static PremoveComponent Component(PremoveCoin coin, string id) => Run(coin).Score.Components.Single(c => c.Id == id);

    /// <summary>Bars of 15 min, the last one closed at 12:00; newest last.</summary>
    public static CvdFeed Cvd(params (double Delta, double Change, double Volume)[] bars) => new(
        Stamp(),
        [.. bars.Select((b, i) => new CvdBar(new DateTimeOffset(2026, 1, 15, 12, 0, 0, TimeSpan.Zero).AddMinutes(-15 * (bars.Length - i)), b.Delta, b.Change, b.Volume))]);

    /// <summary>Bars on a line with fixed, well-spread noise of about 1 around it; the newest lies <paramref name="newest"/> off it.</summary>
    public static CvdFeed CvdOnALine(int bars, double newest, double slope = 1000, double newestVolume = 100) => Cvd(
    [
        .. Enumerable.Range(0, bars).Select(i =>
        {
            var change = 0.01 * Math.Sin(0.7 * i);
            var noise = i == bars - 1 ? newest : 1.4 * Math.Sin((1.9 * i) + 1);
            return ((slope * change) + noise, change, i == bars - 1 ? newestVolume : 100.0 + i);
        }),
    ]);

    public static string Text(PremoveResult result) => string.Join('\n', result.Coins.Select(Text)
        .Concat(result.Portfolio.Accepted.Select(a => a.ToString()))
        .Concat(result.Portfolio.Rejected.Select(r => $"{r.Symbol} {string.Join('|', r.Breaches.Select(b => $"{b.Rule} {b.Actual:R} {b.Sentence} {string.Join(',', b.ConflictsWith)}"))}"))
        .Concat(result.Outside.Select(o => o.ToString())));

    public static string Text(CoinReading c) => string.Join(
        " # ", c.Rank, c.Symbol, $"{c.Score.Value:R} {c.Score.Rescaled:R} {c.Score.PointsAvailable:R} {c.Score.PointsScored:R} {c.Score.Sentence}",
        string.Join('|', c.Score.Components.Select(p => $"{p.Id} {p.PointsScored:R} {p.AbsentReason} {p.Sentence} {string.Join(',', p.Inputs)}")),
        c.Cvd, $"{c.Freshness.Factor:R} {c.Freshness.Sentence} {c.Freshness.Hint}", $"{c.Confirmation.RankPoints} {c.Confirmation.Sentence} {c.Confirmation.Hint}",
        string.Join('|', c.Confirmation.Conditions), string.Join('|', c.Confirmation.SqueezeParts), c.Judgement, c.IsCandidate, c.Alert);
}
