using CryptoRun.Domain.Backtesting.Statistics;
using CryptoRun.Domain.Backtesting.Weights;
using CryptoRun.Domain.Markets;

namespace CryptoRun.Domain.Backtesting.Reports;

/// <summary>
/// Portfolios that need no scanner, in the same market: BTC bought and held, all coins in equal parts each day, and the ten that rose most in 24 h, each day; at the taker's fee of the market's venue and half a
/// spread of the first tier. A coin without a candle for as long as makes a halt is given up with its penalty; should it come back, it is another coin.
/// </summary>
internal sealed class MarketBenchmarks
{
    private const int MomentumCoins = 10;
    private const int MomentumHours = 24;
    private const string Bitcoin = "BTC-USD";

    private readonly BacktestOptions _options;
    private readonly int _hours;
    private readonly List<(string Symbol, double[] Closes)> _coins = [];
    private readonly double _cost;

    private MarketBenchmarks(BacktestMarket market, BacktestOptions options)
    {
        (_options, _hours) = (options, (int)((options.To - options.From) / CandleSeries.BarWidth) + 1);
        _cost = (options.Costs.FeeOf(market.Symbols[0].Candles.Venue).TakerBps / 10_000) + (options.Costs.SpreadOf(double.MaxValue) / 2);
        foreach (var symbol in market.Symbols) Add(symbol);
    }

    /// <summary>All of them, each with what the account did beside it.</summary>
    /// <param name="market">The market.</param>
    /// <param name="options">Span and costs.</param>
    /// <param name="daily">The account's returns of UTC days.</param>
    public static IReadOnlyList<BenchmarkReport> Of(BacktestMarket market, BacktestOptions options, double[] daily)
    {
        var benchmarks = new MarketBenchmarks(market, options);
        return benchmarks._coins.Count == 0 ? [] : [.. benchmarks.Runs().Select(run => benchmarks.Report(run.Name, run.Run, daily)).OfType<BenchmarkReport>()];
    }

    private IEnumerable<(string Name, WeightRun Run)> Runs()
    {
        var known = BarPanel.Of(_hours, _coins.Count, (bar, coin) => _coins[coin].Closes[bar]);
        var (alive, returns) = (Alive(known), Returns(known));
        var daily = new WeightOptions { Cost = _cost, RebalanceEvery = 24, Drifts = true };
        var bitcoin = _coins.FindIndex(static c => string.Equals(c.Symbol, Bitcoin, StringComparison.Ordinal));
        if (bitcoin >= 0) yield return ("BTC", WeightRun.Of(alive, returns, WeightRules.OneOf(bitcoin), daily with { RebalanceEvery = 1 }));
        yield return ("equalWeight", WeightRun.Of(alive, returns, WeightRules.Equal, daily));
        yield return ("momentum24h", WeightRun.Of(PanelSeries.Change(known, MomentumHours), returns, WeightRules.Top(Math.Min(MomentumCoins, _coins.Count)), daily));
    }

    private BenchmarkReport? Report(string name, WeightRun run, double[] daily)
    {
        double[] returns = [.. DailyReturns.OfHours(_options.From, run.Net.Span)];
        if (returns.Length != daily.Length || Performance.Of(returns, _options.InitialUsd, []) is not { } performance) return null;

        var line = BenchmarkRegression.Of(daily, returns);
        return new BenchmarkReport(name, performance, line?.Beta, line?.AnnualAlpha(Performance.DaysPerYear), line?.AlphaHacT);
    }

    /// <summary>A symbol's closes at the ends of the hours, the first at the start of the span; a column more where it came back after a halt.</summary>
    private void Add(MarketSymbol symbol)
    {
        double[]? closes = null;
        var last = 0;
        for (var bar = 0; bar < _hours; bar++)
        {
            var hour = symbol.IndexOf(_options.From.AddHours(bar - 1));
            if (!symbol.Traded(hour)) continue;
            if (closes is null || bar - last >= _options.HaltHours)
            {
                closes = new double[_hours];
                Array.Fill(closes, double.NaN);
                _coins.Add((symbol.Name, closes));
            }

            (closes[bar], last) = (symbol.Candles.Close[hour], bar);
        }
    }

    /// <summary>The last close while a coin counts as traded, else NaN.</summary>
    private BarPanel Alive(BarPanel known)
    {
        var values = new double[_hours * _coins.Count];
        for (var coin = 0; coin < _coins.Count; coin++)
        {
            var (price, missing) = (double.NaN, 0);
            for (var bar = 0; bar < _hours; bar++)
            {
                (price, missing) = double.IsNaN(known[bar, coin]) ? (price, missing + 1) : (known[bar, coin], 0);
                values[(bar * _coins.Count) + coin] = missing < _options.HaltHours ? price : double.NaN;
            }
        }

        return new BarPanel(_coins.Count, values);
    }

    /// <summary>Returns of the hours; a coin that is given up loses the penalty in that hour.</summary>
    private BarPanel Returns(BarPanel known)
    {
        var values = new double[_hours * _coins.Count];
        for (var coin = 0; coin < _coins.Count; coin++)
        {
            var (price, missing) = (double.NaN, 0);
            for (var bar = 0; bar < _hours; bar++)
            {
                var close = known[bar, coin];
                missing = double.IsNaN(close) ? missing + 1 : 0;
                values[(bar * _coins.Count) + coin] = missing == 0 ? (close / price) - 1 : missing == _options.HaltHours && !double.IsNaN(price) ? -_options.HaltPenalty : double.NaN;
                if (missing == 0) price = close;
            }
        }

        return new BarPanel(_coins.Count, values);
    }
}
