using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Premove;
using CryptoRun.Domain.Scanning;
using CryptoRun.Worker.Storage;

namespace CryptoRun.Worker.Premove;

/// <summary>Puts a sweep's record together.</summary>
internal static class SweepRecord
{
    /// <summary>Version of the detector.</summary>
    public const string Detector = "3.3";

    private static readonly (string Feed, Func<PremoveCoin, bool> Has, string Absent)[] Feeds =
    [
        ("fundingZ", static c => c.FundingZ is not null, "no perpetual with a usable funding rate"),
        ("openInterestResidual", static c => c.OpenInterestResidualUsd is not null, "no open interest at both ends of the last hour"),
        ("openInterestChange24h", static c => c.OpenInterestChange24h is not null, "no open interest of a day ago"),
        ("etfFlowShare", static c => c.EtfFlowShare is not null, "no fund flow of the last three days, or no such feed"),
        ("reservesChange7d", static c => c.ReservesChange7d is not null, "no reserves of exchanges at both ends of a week"),
        ("withdrawals24h", static c => c.WithdrawalsUsd24h is not null, "no reserves of exchanges at both ends of a day"),
        ("stakingInflow24h", static c => c.StakingInflowUsd24h is not null, "no source of staking flows exists in this program"),
        ("whaleComposite", static c => c.WhaleComposite is not null, "no source of whale transactions exists in this program"),
        ("depthImbalanceZ", static c => c.DepthImbalanceZ is not null, "under 13 hours of order books by the minute"),
        ("spreadCompressionZ", static c => c.SpreadCompressionZ is not null, "under 13 hours of order books by the minute"),
        ("largePrints", static c => c.LargePrints is not null, "the trade stream was not heard for the whole hour and a hundred trades before it"),
        ("cvd", static c => c.Cvd is not null, "no whole quarter of an hour of the trade stream"),
        ("heat", static c => c.Heat is not null, "no calendar of events is connected"),
        ("bollingerWidthPercentile", static c => c.BollingerWidthPercentile is not null, "under ten days of candles"),
        ("sector", static c => c.Sector is not null, "nobody classifies coins by sector: the rule of two a sector is not enforced"),
    ];

    /// <summary>Puts it together.</summary>
    /// <param name="result">What the detector said.</param>
    /// <param name="collected">What it was given.</param>
    /// <param name="runId">Run.</param>
    /// <param name="source">Source of every number.</param>
    /// <param name="knownAt">Market time of the knowledge.</param>
    /// <param name="options">Parameters.</param>
    public static StoredSweep Of(PremoveResult result, CollectedSweep collected, string runId, MarketSource source, DateTimeOffset knownAt, PremoveOptions options)
    {
        var took = result.Coins.Select(static c => c.Symbol).ToHashSet(StringComparer.Ordinal);
        var coins = collected.Input.Coins.Where(c => took.Contains(c.Symbol)).ToList();
        return new StoredSweep(
            result.At, runId, source, Detector, Engine.Version, SweepHash.Of(collected.Input, options), SweepHash.OfParameters(options), knownAt, result.Regime, result.Coins,
            StoredPruning.Of(result.Portfolio), result.Outside, [.. Feeds.Select(f => FeedOf(f.Feed, coins.Count(f.Has), coins.Count, f.Absent))], collected.GatesFrom, collected.Warnings);
    }

    private static SweepFeed FeedOf(string feed, int has, int outOf, string absent) => new(feed, has, outOf, has > 0 ? null : absent);
}
