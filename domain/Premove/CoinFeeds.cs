namespace CryptoRun.Domain.Premove;

/// <summary>A coin's feeds after they were read: each a number or the reason why there is none.</summary>
internal sealed record CoinFeeds(
    Checked FundingZ,
    Checked OpenInterestResidual,
    Checked EtfFlow,
    Checked Reserves,
    Checked Whales,
    Checked BookLean,
    Checked SpreadCompression,
    LargePrintReading LargePrints,
    CvdOutcome Cvd,
    Checked Heat,
    Checked Width,
    Checked Withdrawals,
    Checked Staking,
    Checked OpenInterestChange)
{
    private static readonly FeedShape FundingShape = new("fundingZ", "funding z", "z");
    private static readonly FeedShape OpenInterestResidualShape = new("openInterestResidual", "open interest residual", "usd");
    private static readonly FeedShape EtfShape = new("etfFlowShare", "ETF flow", "fraction");
    private static readonly FeedShape ReservesShape = new("reservesChange7d", "reserves", "fraction", -1);
    private static readonly FeedShape WhaleShape = new("whaleComposite", "whale composite", "composite", 0, 1);
    private static readonly FeedShape LeanShape = new("depthImbalanceZ", "book lean", "z");
    private static readonly FeedShape SpreadShape = new("spreadCompressionZ", "spread compression", "z");
    private static readonly FeedShape HeatShape = new("heat", "event heat", "heat", 0, 1);
    private static readonly FeedShape WidthShape = new("bollingerWidthPercentile", "Bollinger width", "percentile", 0, 1);
    private static readonly FeedShape WithdrawalsShape = new("withdrawals24h", "withdrawals", "usd", 0);
    private static readonly FeedShape StakingShape = new("stakingInflow24h", "staking inflow", "usd");
    private static readonly FeedShape OpenInterestChangeShape = new("openInterestChange24h", "open interest change", "fraction", -1);

    public static CoinFeeds Of(PremoveCoin coin, FeedLedger ledger, CvdResidual cvd) => new(
        ledger.Read(FundingShape, coin.FundingZ),
        ledger.Read(OpenInterestResidualShape, coin.OpenInterestResidualUsd),
        ledger.Read(EtfShape, coin.EtfFlowShare),
        ledger.Read(ReservesShape, coin.ReservesChange7d),
        ledger.Read(WhaleShape, coin.WhaleComposite),
        ledger.Read(LeanShape, coin.DepthImbalanceZ),
        ledger.Read(SpreadShape, coin.SpreadCompressionZ),
        LargePrintReading.Of(coin.LargePrints, ledger),
        cvd.Measure(coin.Cvd, ledger),
        ledger.Read(HeatShape, coin.Heat),
        ledger.Read(WidthShape, coin.BollingerWidthPercentile),
        ledger.Read(WithdrawalsShape, coin.WithdrawalsUsd24h),
        ledger.Read(StakingShape, coin.StakingInflowUsd24h),
        ledger.Read(OpenInterestChangeShape, coin.OpenInterestChange24h));
}

/// <summary>Net share of large prints, or why there is none.</summary>
internal sealed record LargePrintReading(double? NetShare, IReadOnlyList<PremoveFigure> Inputs, string? Refusal)
{
    private const double Rounding = 1e-9;
    private static readonly FeedShape Shape = new("largePrints", "large prints", "usd");

    public static LargePrintReading Of(LargePrintFlow? flow, FeedLedger ledger)
    {
        if (ledger.Refusal(Shape, flow?.Stamp) is { } refusal) return new LargePrintReading(null, [], refusal);

        var (_, threshold, buy, sell, total) = flow!;
        if (!double.IsFinite(threshold + buy + sell + total)) return new LargePrintReading(null, [], "large prints are not a number");
        if (!(total > 0 && threshold >= 0 && buy >= 0 && sell >= 0 && buy + sell <= total * (1 + Rounding)))
            return new LargePrintReading(null, [], "large prints do not add up");

        ledger.Use(Shape, ledger.AgeOf(flow.Stamp));
        var share = Math.Clamp((buy - sell) / total, -1, 1);
        return new LargePrintReading(
            share,
            [
                ledger.Figure("largePrintShare", share, "fraction", flow.Stamp),
                ledger.Figure("largeBuyUsd", buy, "usd", flow.Stamp),
                ledger.Figure("largeSellUsd", sell, "usd", flow.Stamp),
                ledger.Figure("totalUsd", total, "usd", flow.Stamp),
                ledger.Figure("largeFromUsd", threshold, "usd", flow.Stamp),
            ],
            null);
    }
}
