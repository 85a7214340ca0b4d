using CryptoRun.Domain.Exits;

namespace CryptoRun.Domain.Backtesting;

/// <summary>A position while it is held.</summary>
internal sealed class OpenPosition(int number, MarketSymbol market, SignalScan scan, EntrySignal signal, TradeCosts costs, Fill entry, double weight)
{
    private readonly List<TradeExit> _exits = [];
    private double _funding;
    private double _worst = entry.MarketPrice;
    private double _best = entry.MarketPrice;

    public string Symbol => market.Name;

    public MarketSymbol Market => market;

    public HeldPosition Held { get; private set; } = new(entry.At, market.Name, entry.MarketPrice, entry.MarketPrice, HasTakenHalf: false, signal.Atr1h, signal.Acceleration, signal.Final);

    public double Quantity { get; private set; } = entry.Quantity;

    /// <summary>Last price that was traded, USD.</summary>
    public double LastPrice { get; private set; } = entry.MarketPrice;

    /// <summary>Hours without a candle up to now.</summary>
    public int Missing { get; private set; }

    public bool IsClosed => Quantity <= 0;

    public double ValueUsd => Quantity * LastPrice;

    public void Miss() => Missing++;

    /// <summary>The bar's open is known: an order that waited can be filled.</summary>
    public double Open(DateTimeOffset at, double price, ExitReading reading, ExitOptions options)
    {
        Missing = 0;
        See(price, price, price);
        var exits = new List<PathExit>();
        Held = ExitPath.Open(Held, reading with { At = at, Price = price }, options, exits);
        return Sell(at, exits);
    }

    /// <summary>The rest of the bar.</summary>
    /// <returns>What came in, USD.</returns>
    public double Inside(DateTimeOffset at, PathBar bar, ExitReading reading, ExitOptions options)
    {
        var exits = new List<PathExit>();
        Held = ExitPath.Inside(Held, bar, reading with { At = at, Price = bar.Open }, options, exits);
        var cash = Sell(at, exits);
        if (IsClosed) See(Math.Min(bar.Open, exits[^1].Price), Math.Max(bar.Open, exits[^1].Price), exits[^1].Price);
        else See(bar.Low, bar.High, bar.Close);
        return cash;
    }

    /// <summary>Funding at the end of an hour.</summary>
    public double Pay(double rate)
    {
        var received = -rate * ValueUsd;
        _funding += received;
        return received;
    }

    /// <summary>Sells all of it for a reason that is none of the exit rules.</summary>
    public double SellAll(DateTimeOffset at, double price, ExitCause cause, string reason) => Sold(new TradeExit(cause, reason, costs.Take(at, price, Quantity)));

    /// <summary>Gives up what cannot be traded any more.</summary>
    public double GiveUp(DateTimeOffset at, double penalty, string reason) => Sold(new TradeExit(ExitCause.Halted, reason, costs.GiveUp(at, LastPrice, Quantity, penalty)));

    public Trade ToTrade() => new(
        number, market.Name, market.Candles.Venue, scan.At, scan.ScanId, scan.Regime, signal.Score, weight, entry, [.. _exits], _funding, (_worst / entry.MarketPrice) - 1, (_best / entry.MarketPrice) - 1)
    {
        Explanation = signal.Explanation,
    };

    private double Sell(DateTimeOffset at, List<PathExit> exits)
    {
        var cash = 0.0;
        foreach (var exit in exits)
        {
            var (rule, quantity) = (exit.Decision.Rule!.Value, exit.Share < 1 ? Quantity * exit.Share : Quantity);
            cash += Sold(new TradeExit(CauseOf(rule), exit.Decision.Reason, rule == ExitRule.ProfitTarget ? costs.Make(at, exit.Price, quantity) : costs.Take(at, exit.Price, quantity)));
        }

        return cash;
    }

    private double Sold(TradeExit exit)
    {
        _exits.Add(exit);
        Quantity = exit.Fill.Quantity >= Quantity ? 0 : Quantity - exit.Fill.Quantity;
        return exit.Fill.Usd - exit.Fill.FeeUsd;
    }

    private void See(double low, double high, double last)
    {
        LastPrice = last;
        _worst = Math.Min(_worst, low);
        _best = Math.Max(_best, high);
    }

    private static ExitCause CauseOf(ExitRule rule) => rule switch
    {
        ExitRule.HardStop => ExitCause.HardStop,
        ExitRule.VenueRed => ExitCause.VenueRed,
        ExitRule.TimeStop => ExitCause.TimeStop,
        ExitRule.Acceleration => ExitCause.Acceleration,
        ExitRule.ScoreDecay => ExitCause.ScoreDecay,
        ExitRule.TrailingStop => ExitCause.TrailingStop,
        ExitRule.ProfitTarget => ExitCause.ProfitTarget,
        _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, "Not a rule."),
    };
}
