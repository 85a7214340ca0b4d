using System.Runtime.InteropServices;

namespace CryptoRun.Domain.Premove;

/// <summary>When and where something was measured.</summary>
/// <param name="ExchangeTime">The time at which the source last vouched for it, UTC.</param>
/// <param name="Source">Venue or feed.</param>
/// <param name="IsLive">Whether it should come live: then older than 90 s is a failure.</param>
public sealed record FeedStamp(DateTimeOffset ExchangeTime, string Source, bool IsLive = false);

/// <summary>One measured number.</summary>
/// <param name="Stamp">When and where.</param>
/// <param name="Value">In the unit of the property that holds it.</param>
public sealed record FeedReading(FeedStamp Stamp, double Value);

/// <summary>Aggressor-signed volume in bars of 15 min.</summary>
/// <param name="Stamp">Newest message of the trade feed behind them.</param>
/// <param name="Bars">Any order, each opening time once; bars that have not closed are not looked at.</param>
public sealed record CvdFeed(FeedStamp Stamp, IReadOnlyList<CvdBar> Bars);

/// <summary>15 min of trades.</summary>
/// <param name="OpenTime">UTC.</param>
/// <param name="DeltaUsd">USD bought by aggressors - USD sold by aggressors.</param>
/// <param name="PriceChange">Log return over the bar.</param>
/// <param name="VolumeUsd">USD traded, 0 or more.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct CvdBar(DateTimeOffset OpenTime, double DeltaUsd, double PriceChange, double VolumeUsd)
{
    /// <summary>Length of a bar.</summary>
    public static readonly TimeSpan Width = TimeSpan.FromMinutes(15);

    /// <summary>When it closed or will close.</summary>
    public DateTimeOffset CloseTime => OpenTime + Width;
}

/// <summary>Trades larger than nearly all of the coin's trades before them. <see cref="LargePrints"/> makes it from trades.</summary>
/// <param name="Stamp">Newest trade.</param>
/// <param name="ThresholdUsd">The coin's own 99th percentile of trade size before the window, USD.</param>
/// <param name="BuyUsd">USD of larger trades that aggressors bought, 0 or more.</param>
/// <param name="SellUsd">USD of larger trades that aggressors sold, 0 or more.</param>
/// <param name="TotalUsd">USD of all trades of the window, above 0.</param>
public sealed record LargePrintFlow(FeedStamp Stamp, double ThresholdUsd, double BuyUsd, double SellUsd, double TotalUsd);
