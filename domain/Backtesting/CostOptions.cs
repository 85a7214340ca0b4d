using CryptoRun.Domain.Gates;

namespace CryptoRun.Domain.Backtesting;

/// <summary>
/// What trading costs. Fees by venue; where no book was recorded, half of a spread that follows from the tier of liquidity, and an impact that grows with the square root of the order's
/// share of a day's volume (Torre 1997; Almgren, Thum, Hauptmann and Li, "Direct estimation of equity market impact", 2005).
/// </summary>
public sealed record CostOptions
{
    /// <summary>Published base fees, 2026-01: Kraken, Coinbase and OKX spot, Binance, OKX and Bybit perpetuals, Hyperliquid.</summary>
    public IReadOnlyList<VenueFee> Fees { get; init; } =
    [
        new("kraken", 25, 40), new("coinbase", 40, 60), new("okx", 8, 10), new("binance", 2, 5), new("bybit", 2, 5.5), new("hyperliquid", 1.5, 4.5),
    ];

    /// <summary>Fee of a venue that is not in the list, for an order that waits in the book, basis points, -10 to 1000.</summary>
    public double MakerBps { get; init; } = 5;

    /// <summary>The same for an order that takes what is there, basis points, 0 to 1000.</summary>
    public double TakerBps { get; init; } = 10;

    /// <summary>Spread of a coin of tier 1, 2 and 3, basis points, each 0 to 1000. Half of it is paid by whoever takes.</summary>
    public IReadOnlyList<double> SpreadBps { get; init; } = [4, 10, 25];

    /// <summary>Impact in daily volatilities of an order as large as a day's volume, 0 to 10.</summary>
    public double Impact { get; init; } = 1;

    /// <summary>Whether funding that was recorded is paid and received.</summary>
    public bool Funding { get; init; } = true;

    /// <summary>Fees as they are, without spread and impact: so many basis points for buying and selling together.</summary>
    /// <param name="roundTripBps">Basis points, 0 to 1000.</param>
    public static CostOptions Flat(double roundTripBps) => new() { Fees = [], MakerBps = roundTripBps / 2, TakerBps = roundTripBps / 2, SpreadBps = [0, 0, 0], Impact = 0 };

    /// <summary>The fee of a venue.</summary>
    public VenueFee FeeOf(string venue)
    {
        foreach (var fee in Fees)
        {
            if (string.Equals(fee.Venue, venue, StringComparison.OrdinalIgnoreCase)) return fee;
        }

        return new VenueFee(venue, MakerBps, TakerBps);
    }

    /// <summary>Spread as a fraction of the price.</summary>
    /// <param name="advUsd">Average daily volume, USD.</param>
    public double SpreadOf(double advUsd) => SpreadBps[(LiquidityTier.Of(advUsd)?.Number ?? SpreadBps.Count) - 1] / 10_000;

    internal IEnumerable<string> Problems(string section)
    {
        if (SpreadBps.Count != LiquidityTier.All.Count) yield return $"{section}:{nameof(SpreadBps)} has {SpreadBps.Count} values; allowed are {LiquidityTier.All.Count}, one a tier.";
        (string Key, double Value, double Least, double Most)[] values =
        [
            (nameof(MakerBps), MakerBps, -10, 1000),
            (nameof(TakerBps), TakerBps, 0, 1000),
            (nameof(Impact), Impact, 0, 10),
            .. SpreadBps.Select((bps, i) => ($"{nameof(SpreadBps)}:{i}", bps, 0.0, 1000.0)),
            .. Fees.SelectMany(fee => new[] { ($"{nameof(Fees)}:{fee.Venue}:{nameof(fee.MakerBps)}", fee.MakerBps, -10.0, 1000.0), ($"{nameof(Fees)}:{fee.Venue}:{nameof(fee.TakerBps)}", fee.TakerBps, 0.0, 1000.0) }),
        ];
        foreach (var problem in OptionRange.Problems(section, values)) yield return problem;
    }
}

/// <summary>Fees of a venue, basis points of what is traded.</summary>
/// <param name="Venue">Venue.</param>
/// <param name="MakerBps">Of an order that waits in the book.</param>
/// <param name="TakerBps">Of one that takes what is there.</param>
public sealed record VenueFee(string Venue, double MakerBps, double TakerBps);
