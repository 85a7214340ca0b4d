using CryptoRun.Domain.Numerics;

namespace CryptoRun.Domain.Premove;

/// <summary>Finds large prints among trades: those above the coin's own 99th percentile of size, which is taken from the trades before the window.</summary>
public static class LargePrints
{
    /// <summary>The percentile.</summary>
    public const double Percentile = 0.99;

    /// <summary>Trades that must lie before the window: under a hundred there is no hundredth part.</summary>
    public const int TradesBefore = 100;

    /// <summary>Sums the window's large prints.</summary>
    /// <param name="trades">Trades, any order.</param>
    /// <param name="windowStart">Trades before it set the size that counts as large.</param>
    /// <param name="at">Instant; later trades are not looked at.</param>
    /// <param name="source">Venue.</param>
    /// <param name="isLive">Whether the feed should be live.</param>
    /// <returns>Null with too few trades before the window or none in it, or where a size is not a number above 0.</returns>
    public static LargePrintFlow? Of(IReadOnlyList<Print> trades, DateTimeOffset windowStart, DateTimeOffset at, string source, bool isLive)
    {
        var before = new List<double>(trades.Count);
        var window = new List<Print>();
        foreach (var trade in trades)
        {
            if (trade.ExchangeTime > at) continue;
            if (!(trade.SizeUsd > 0 && double.IsFinite(trade.SizeUsd))) return null;

            if (trade.ExchangeTime < windowStart) before.Add(trade.SizeUsd);
            else window.Add(trade);
        }

        if (before.Count < TradesBefore || window.Count == 0) return null;

        // The order of arrival must not decide the last bit of a sum.
        window.Sort((a, b) => (a.ExchangeTime, a.SizeUsd, a.IsBuy).CompareTo((b.ExchangeTime, b.SizeUsd, b.IsBuy)));
        var threshold = Quantiles.Linear([.. before], Percentile);
        var (buy, sell, total) = (0.0, 0.0, 0.0);
        foreach (var trade in window)
        {
            total += trade.SizeUsd;
            if (trade.SizeUsd <= threshold) continue;

            if (trade.IsBuy) buy += trade.SizeUsd;
            else sell += trade.SizeUsd;
        }

        return new LargePrintFlow(new FeedStamp(window[^1].ExchangeTime, source, isLive), threshold, buy, sell, total);
    }
}

/// <summary>A trade.</summary>
/// <param name="ExchangeTime">UTC.</param>
/// <param name="SizeUsd">Size, USD.</param>
/// <param name="IsBuy">Whether the aggressor bought.</param>
public readonly record struct Print(DateTimeOffset ExchangeTime, double SizeUsd, bool IsBuy);
