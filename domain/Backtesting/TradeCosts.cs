namespace CryptoRun.Domain.Backtesting;

/// <summary>What an order of a coin costs.</summary>
internal readonly struct TradeCosts
{
    private readonly VenueFee _fee;
    private readonly double _halfSpread;
    private readonly double _impact;
    private readonly double _dailyVolatility;
    private readonly double _advUsd;

    public TradeCosts(CostOptions options, string venue, double volatilityAnnualised, double advUsd)
    {
        (_fee, _halfSpread, _impact) = (options.FeeOf(venue), options.SpreadOf(advUsd) / 2, options.Impact);
        (_dailyVolatility, _advUsd) = (volatilityAnnualised / Math.Sqrt(365), advUsd);
    }

    /// <summary>Buys for so many dollars at the market's price.</summary>
    public Fill Buy(DateTimeOffset at, double price, double usd)
    {
        var paid = price * (1 + Slippage(usd));
        var quantity = usd / paid;
        return new Fill(at, price, paid, quantity, usd * _fee.TakerBps / 10_000);
    }

    /// <summary>Sells at once: half the spread and the impact are lost.</summary>
    public Fill Take(DateTimeOffset at, double price, double quantity)
    {
        var received = price * Math.Max(0, 1 - Slippage(quantity * price));
        return new Fill(at, price, received, quantity, quantity * received * _fee.TakerBps / 10_000);
    }

    /// <summary>Sells with an order that waited in the book at its price.</summary>
    public Fill Make(DateTimeOffset at, double price, double quantity) => new(at, price, price, quantity, quantity * price * _fee.MakerBps / 10_000);

    /// <summary>Sells what can no longer be traded: a share of the last price is lost.</summary>
    public Fill GiveUp(DateTimeOffset at, double price, double quantity, double penalty) =>
        new(at, price, price * (1 - penalty), quantity, quantity * price * (1 - penalty) * _fee.TakerBps / 10_000);

    private double Slippage(double usd) => _halfSpread + (_advUsd > 0 ? _impact * _dailyVolatility * Math.Sqrt(usd / _advUsd) : 0);
}
