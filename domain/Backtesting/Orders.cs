using CryptoRun.Domain.Gates;
using CryptoRun.Domain.Portfolios;

namespace CryptoRun.Domain.Backtesting;

/// <summary>Turns a scan's wishes into orders that are filled at the open of the bar that follows: guards, size, limits of the portfolio. What is refused keeps its reason.</summary>
internal sealed class Orders(BacktestMarket market, BacktestOptions options)
{
    private const string Bitcoin = "BTC-USD";
    private readonly List<Refusal> _refusals = [];

    /// <summary>Refused wishes, oldest first.</summary>
    public IReadOnlyList<Refusal> Refusals => _refusals;

    /// <summary>The orders of an instant, best score first.</summary>
    public List<FilledOrder> Of(DateTimeOffset hour, SignalScan scan, SortedDictionary<string, OpenPosition> held, double equity, double cash, bool isStopped)
    {
        var orders = new List<FilledOrder>();
        var wishes = new Dictionary<string, (EntrySignal Signal, double Open)>(StringComparer.Ordinal);
        foreach (var signal in scan.Entries)
        {
            if (Guarded(hour, signal, held, isStopped) is { } open) wishes.Add(signal.Symbol, (signal, open));
        }

        if (wishes.Count == 0) return orders;

        var pruned = PortfolioPruning.Run(hour, [.. wishes.Values.Select(w => Candidate(w.Signal))], [.. held.Values.Select(p => Position(p, equity))], market.Find(Bitcoin)?.Candles, options.Portfolio);
        foreach (var rejected in pruned.Rejected) Refuse(hour, wishes[rejected.Symbol].Signal, RefusalCause.Portfolio, string.Join("; ", rejected.Breaches.Select(static b => b.Sentence)));
        foreach (var accepted in pruned.Accepted)
        {
            var (signal, open) = wishes[accepted.Symbol];
            if (held.Count + orders.Count >= options.MostPositions)
            {
                Refuse(hour, signal, RefusalCause.Places, $"{options.MostPositions} positions are held already");
                continue;
            }

            if (Fill(hour, signal, open, accepted.Weight * equity, cash) is not { } order) continue;
            cash -= order.Fill.Usd + order.Fill.FeeUsd;
            orders.Add(order with { Weight = order.Fill.Usd / equity });
        }

        return orders;
    }

    /// <summary>The open that the order would be filled at; null where a guard refuses.</summary>
    private double? Guarded(DateTimeOffset hour, EntrySignal signal, SortedDictionary<string, OpenPosition> held, bool isStopped)
    {
        if (held.ContainsKey(signal.Symbol)) return Refuse(hour, signal, RefusalCause.Held, "held already");
        if (isStopped) return Refuse(hour, signal, RefusalCause.DailyLoss, $"the day lost {options.DailyLoss:P1} or more: nothing is bought until the next");

        var symbol = market.Find(signal.Symbol);
        var bar = symbol?.IndexOf(hour) ?? -1;
        if (symbol is null || !symbol.Traded(bar)) return Refuse(hour, signal, RefusalCause.LateFill, $"no bar opened within {options.LateFillSeconds:0} s of the scan");

        var open = symbol.Bars(hour, bar)[0].Open;
        if (signal.Freshness is not { } fresh || signal.Atr1h is not > 0) return open;
        var distance = Math.Abs(open - fresh.Signal.Price) / signal.Atr1h.Value;
        return distance <= fresh.MostAtr ? open : Refuse(hour, signal, RefusalCause.Freshness, $"the bar opened {Figure.Plain(distance, 2)} ATR away from the signal, at most {Figure.Plain(fresh.MostAtr, 1)}");
    }

    private PruningCandidate Candidate(EntrySignal signal)
    {
        var usual = signal.VolatilityAnnualised > 0 ? Math.Min(options.Sizing.TargetVolatility / signal.VolatilityAnnualised, options.Portfolio.SinglePosition) : options.Portfolio.SinglePosition;
        return new PruningCandidate(signal.Symbol, null, signal.Score, usual * signal.SizeFactor, market.Find(signal.Symbol)!.Candles);
    }

    private FilledOrder? Fill(DateTimeOffset hour, EntrySignal signal, double open, double usd, double cash)
    {
        var symbol = market.Find(signal.Symbol)!;
        var costs = new TradeCosts(options.Costs, symbol.Candles.Venue, signal.VolatilityAnnualised, signal.AdvUsd);
        var fill = costs.Buy(hour, open, Math.Min(usd, cash));

        // The fee must be there too.
        if (fill.Usd + fill.FeeUsd > cash) fill = costs.Buy(hour, open, cash * cash / (fill.Usd + fill.FeeUsd));
        if (fill.Usd >= options.Sizing.LeastUsd && fill.Usd > 0) return new FilledOrder(symbol, signal, costs, fill, 0);

        Refuse(hour, signal, RefusalCause.TooSmall, $"an order of {fill.Usd:0.00} USD is under {options.Sizing.LeastUsd:0.00}");
        return null;
    }

    private static Position Position(OpenPosition held, double equity) => new(held.Symbol, null, equity > 0 ? Math.Clamp(held.ValueUsd / equity, 0, 1) : 1, held.Market.Candles);

    private double? Refuse(DateTimeOffset at, EntrySignal signal, RefusalCause cause, string detail)
    {
        _refusals.Add(new Refusal(at, signal.Symbol, signal.Score, cause, detail));
        return null;
    }
}

/// <summary>An order that was filled.</summary>
/// <param name="Market">The symbol.</param>
/// <param name="Signal">The wish.</param>
/// <param name="Costs">What trading it costs.</param>
/// <param name="Fill">The purchase.</param>
/// <param name="Weight">Share of the equity.</param>
internal sealed record FilledOrder(MarketSymbol Market, EntrySignal Signal, TradeCosts Costs, Fill Fill, double Weight);
