namespace CryptoRun.Domain.Markets;

/// <summary>
/// What an exchange's own book says at an instant, as doubles. It can be made from an <see cref="ExchangeNativeBook"/> alone, and a book that is not to be
/// trusted has no figures at all: nobody can read depth or spread from it by mistake.
/// </summary>
public sealed class BookReading
{
    /// <summary>Oldest book that is trusted, seconds; reaching it is.</summary>
    public const double OldestSeconds = 5;

    private const decimal Wide = 0.02m;
    private const decimal Near = 0.005m;

    private BookReading(ExchangeNativeBook book, DateTimeOffset at)
    {
        (Time, Symbol, Venue) = (book.ExchangeTime, book.Symbol, book.Venue);
        AgeSeconds = (at - book.ExchangeTime).TotalSeconds;
        NotTrustworthyWhy = WhyNot(book, AgeSeconds);
        if (NotTrustworthyWhy is not null) return;

        var (bid, ask) = (book.Bids[0].Price, book.Asks[0].Price);
        var mid = bid + ((ask - bid) / 2);
        Mid = DecimalCrossing.ToDouble(mid);
        SpreadBps = DecimalCrossing.ToDouble(ask - bid) / Mid * 10_000;

        var bids = SideDepth.Of(book.Bids, mid * (1 - Near), mid * (1 - Wide), sign: 1);
        var asks = SideDepth.Of(book.Asks, mid * (1 + Near), mid * (1 + Wide), sign: -1);
        (DepthBidUsd, DepthAskUsd, DepthIsLowerBound) = (bids.Wide, asks.Wide, bids.EndsInside || asks.EndsInside);
        DepthUsd = Math.Min(bids.Wide, asks.Wide);
        (DepthBidUsdHalfPercent, DepthAskUsdHalfPercent) = (bids.Near, asks.Near);
        DepthUsdHalfPercent = Math.Min(bids.Near, asks.Near);
        if (DepthUsd > 0) LiquidityGradient = DepthUsdHalfPercent / DepthUsd;
        if (bids.Wide + asks.Wide > 0) Imbalance = (bids.Wide - asks.Wide) / (bids.Wide + asks.Wide);
    }

    /// <summary>The exchange's time of the book, UTC.</summary>
    public DateTimeOffset Time { get; }

    /// <summary>Canonical symbol.</summary>
    public string Symbol { get; }

    /// <summary>The exchange.</summary>
    public string Venue { get; }

    /// <summary>Age at the instant, seconds; negative when stamped after it.</summary>
    public double AgeSeconds { get; }

    /// <summary>Why no figure of this book may be used, in few words; null when it is trusted. Then, and only then, there are figures.</summary>
    public string? NotTrustworthyWhy { get; }

    /// <summary>(best bid + best ask) / 2, USD.</summary>
    public double? Mid { get; }

    /// <summary>(best ask - best bid) / mid, basis points, above 0.</summary>
    public double? SpreadBps { get; }

    /// <summary>USD within +-2 % of mid, both bounds included, on the thinner side. See <see cref="DepthIsLowerBound"/>.</summary>
    public double? DepthUsd { get; }

    /// <summary>USD of the bids down to mid - 2 %.</summary>
    public double? DepthBidUsd { get; }

    /// <summary>USD of the asks up to mid + 2 %.</summary>
    public double? DepthAskUsd { get; }

    /// <summary>USD of the bids down to mid - 0.5 %.</summary>
    public double? DepthBidUsdHalfPercent { get; }

    /// <summary>USD of the asks up to mid + 0.5 %.</summary>
    public double? DepthAskUsdHalfPercent { get; }

    /// <summary>USD within +-0.5 % of mid on the thinner side.</summary>
    public double? DepthUsdHalfPercent { get; }

    /// <summary>A side's levels end inside +-2 %: there is at least so much depth, and what lies beyond is not known.</summary>
    public bool DepthIsLowerBound { get; }

    /// <summary>Depth within +-0.5 % over depth within +-2 %, 0 to 1; null where nothing lies within +-2 %.</summary>
    public double? LiquidityGradient { get; }

    /// <summary>(bids - asks) / (bids + asks) of the USD within +-2 %, -1 to 1; null where nothing lies within.</summary>
    public double? Imbalance { get; }

    /// <summary>Reads a book.</summary>
    /// <param name="book">A book of an exchange.</param>
    /// <param name="at">The instant it is read at, UTC.</param>
    public static BookReading Of(ExchangeNativeBook book, DateTimeOffset at) => new(book, at);

    private static string? WhyNot(ExchangeNativeBook book, double ageSeconds) => book switch
    {
        { Integrity: BookIntegrity.ChecksumMismatch } => "checksum mismatch",
        { Integrity: BookIntegrity.SequenceGap } => "an update is missing",
        { Integrity: BookIntegrity.Crossed } => "crossed",
        { Integrity: BookIntegrity.PriceDisagrees } => "its price disagrees with the other venues",
        { Integrity: not BookIntegrity.Verified } => "not verified",
        { Bids.Count: 0 } => "no bids",
        { Asks.Count: 0 } => "no asks",
        _ when book.Bids[0].Price >= book.Asks[0].Price => "crossed",
        _ when ageSeconds < 0 => "stamped after the scan",
        _ when ageSeconds > OldestSeconds => $"{ageSeconds:0.0##} s old",
        _ => null,
    };

    /// <summary>USD of one side within two distances of mid.</summary>
    private readonly record struct SideDepth(double Near, double Wide, bool EndsInside)
    {
        /// <summary>Adds up a side.</summary>
        /// <param name="levels">Best first.</param>
        /// <param name="nearPrice">Farthest price that counts as near, included.</param>
        /// <param name="widePrice">Farthest price that counts at all, included.</param>
        /// <param name="sign">1 for bids, -1 for asks.</param>
        public static SideDepth Of(IReadOnlyList<BookLevel> levels, decimal nearPrice, decimal widePrice, int sign)
        {
            // Rounding to the nearest double is monotone: a level on the bound stays on it.
            var (near, wide) = (sign * DecimalCrossing.ToDouble(nearPrice), sign * DecimalCrossing.ToDouble(widePrice));
            var (nearUsd, wideUsd) = (0.0, 0.0);
            for (var i = 0; i < levels.Count; i++)
            {
                var price = DecimalCrossing.ToDouble(levels[i].Price);
                if (sign * price < wide) return new SideDepth(nearUsd, wideUsd, EndsInside: false);

                var usd = price * DecimalCrossing.ToDouble(levels[i].Size);
                wideUsd += usd;
                if (sign * price >= near) nearUsd += usd;
            }

            return new SideDepth(nearUsd, wideUsd, EndsInside: true);
        }
    }
}
