using CryptoRun.Domain.Exits;
using CryptoRun.Domain.Regimes;

namespace CryptoRun.Domain.Backtesting;

/// <summary>
/// The event clock: hour by hour what was decided before is filled at the bar's open, then the bar goes on, then the account is marked at its close. Nothing that is done in an hour reads a
/// price that came later in it, but for the order inside a bar, which is the worst one.
/// </summary>
internal sealed class Simulation
{
    private readonly BacktestMarket _market;
    private readonly BacktestOptions _options;
    private readonly SortedDictionary<string, OpenPosition> _held = new(StringComparer.Ordinal);
    private readonly List<Trade> _trades = [];
    private readonly List<EquityPoint> _equity;
    private readonly Orders _orders;
    private double _cash;
    private double _dayStart;
    private int _bought;
    private bool _isStopped;
    private SignalScan? _scan;

    private Simulation(BacktestMarket market, BacktestOptions options)
    {
        (_market, _options, _cash, _dayStart) = (market, options, options.InitialUsd, options.InitialUsd);
        _orders = new Orders(market, options);

        // A report trades the same scans a hundred times over: a list that grows would leave twice its size behind each time.
        _equity = new List<EquityPoint>((int)Math.Ceiling((options.To - options.From).TotalHours) + 1);
    }

    /// <summary>Trades a market's signals.</summary>
    /// <param name="market">The market.</param>
    /// <param name="signals">What was decided, oldest first, at most one an instant.</param>
    /// <param name="options">Parameters.</param>
    /// <param name="cancellationToken">Looked at every hour of the market.</param>
    public static TradedMarket Run(BacktestMarket market, IReadOnlyList<SignalScan> signals, BacktestOptions options, CancellationToken cancellationToken)
    {
        var run = new Simulation(market, options);
        run._equity.Add(new EquityPoint(options.From, options.InitialUsd, options.InitialUsd, 0));
        var next = 0;
        for (var hour = options.From; hour < options.To; hour = hour.AddHours(1))
        {
            cancellationToken.ThrowIfCancellationRequested();
            while (next < signals.Count && signals[next].At < hour) next++;
            run.Hour(hour, next < signals.Count && signals[next].At == hour ? signals[next] : null);
        }

        run.End();
        return new TradedMarket([.. run._trades.OrderBy(static t => t.Number)], run._equity, run._orders.Refusals);
    }

    private double Equity => _cash + Invested;

    private double Invested
    {
        get
        {
            var sum = 0.0;
            foreach (var position in _held.Values) sum += position.ValueUsd;
            return sum;
        }
    }

    private void Hour(DateTimeOffset hour, SignalScan? scan)
    {
        _scan = scan ?? _scan;

        // A loss in the day's last hour is sold at the next open too, though that day may buy again.
        var stopNow = _isStopped;
        if (hour.UtcDateTime.Hour == 0) (_dayStart, _isStopped) = (_equity[^1].EquityUsd, false);

        foreach (var position in _held.Values) Open(position, hour, stopNow);
        Sweep();
        if (scan is not null) Buy(hour, scan);
        foreach (var position in _held.Values) Inside(position, hour);
        foreach (var position in _held.Values) Fund(position, hour.AddHours(1));
        Sweep();

        _equity.Add(new EquityPoint(hour.AddHours(1), Equity, _cash, _held.Count));
        if (_equity[^1].EquityUsd <= _dayStart * (1 - _options.DailyLoss)) _isStopped = true;
    }

    private void Open(OpenPosition position, DateTimeOffset hour, bool stopNow)
    {
        var bar = position.Market.IndexOf(hour);
        if (!position.Market.Traded(bar))
        {
            position.Miss();
            if (position.Missing >= _options.HaltHours)
                _cash += position.GiveUp(hour.AddHours(1), _options.HaltPenalty, $"no candle for {position.Missing} h: sold at the last price less {_options.HaltPenalty:P0}");
            return;
        }

        var open = position.Market.Bars(hour, bar)[0].Open;
        if (stopNow) _cash += position.SellAll(hour, open, ExitCause.DailyLoss, $"the day lost {_options.DailyLoss:P1} or more");
        else _cash += position.Open(hour, open, Reading(position.Symbol, hour), _options.Exits);
    }

    private void Inside(OpenPosition position, DateTimeOffset hour)
    {
        var bar = position.Market.IndexOf(hour);
        if (position.IsClosed || !position.Market.Traded(bar)) return;

        var reading = Reading(position.Symbol, hour);
        var bars = position.Market.Bars(hour, bar);
        for (var i = 0; i < bars.Length && !position.IsClosed; i++)
        {
            var at = hour.AddMinutes(bars[i].Minute);
            if (i > 0) _cash += position.Open(at, bars[i].Open, reading, _options.Exits);
            if (!position.IsClosed) _cash += position.Inside(at, bars[i], reading, _options.Exits);
        }
    }

    private void Buy(DateTimeOffset hour, SignalScan scan)
    {
        foreach (var order in _orders.Of(hour, scan, _held, Equity, _cash, _isStopped))
        {
            var position = new OpenPosition(++_bought, order.Market, scan, order.Signal, order.Costs, order.Fill, order.Weight);
            _cash -= order.Fill.Usd + order.Fill.FeeUsd;
            _held.Add(position.Symbol, position);
        }
    }

    private void Fund(OpenPosition position, DateTimeOffset at)
    {
        if (position.IsClosed || !_options.Costs.Funding) return;
        if (position.Market.FundingAt(at) is { } rate) _cash += position.Pay(rate);
    }

    private void End()
    {
        foreach (var position in _held.Values) _cash += position.SellAll(_options.To, position.LastPrice, ExitCause.EndOfTest, "the test ended");
        Sweep();
        _equity[^1] = new EquityPoint(_options.To, _cash, _cash, 0);
    }

    /// <summary>What was sold leaves the account.</summary>
    private void Sweep()
    {
        if (_held.Count == 0) return;
        foreach (var position in _held.Values.Where(static p => p.IsClosed).ToList())
        {
            _trades.Add(position.ToTrade());
            _held.Remove(position.Symbol);
        }
    }

    /// <summary>What exits read beside the price: the last scan up to now.</summary>
    private ExitReading Reading(string symbol, DateTimeOffset at)
    {
        StandingScore? standing = _scan is not null && _scan.Standing.TryGetValue(symbol, out var score) ? score : null;
        return new ExitReading(at, 1, _scan?.Regime == RegimeState.HighVolatility, null, null, standing?.Acceleration, standing?.Final);
    }
}

/// <summary>What came of trading.</summary>
/// <param name="Trades">In the order of their purchases.</param>
/// <param name="Equity">The account at the start and at the close of every hour.</param>
/// <param name="Refusals">Wishes that were not fulfilled, oldest first.</param>
public sealed record TradedMarket(IReadOnlyList<Trade> Trades, IReadOnlyList<EquityPoint> Equity, IReadOnlyList<Refusal> Refusals);
