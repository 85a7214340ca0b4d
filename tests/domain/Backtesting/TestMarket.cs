using CryptoRun.Domain.Backtesting;
using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Numerics;
using CryptoRun.Domain.Regimes;

namespace CryptoRun.Domain.Tests.Backtesting;

/// <summary>Markets made up for tests: walks, or bars that a test writes itself.</summary>
internal static class TestMarket
{
    public static readonly DateTimeOffset Start = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Options over some hours of a market that starts at <see cref="Start"/>, without any cost.</summary>
    public static BacktestOptions Options(int fromHour, int toHour) => new() { From = Start.AddHours(fromHour), To = Start.AddHours(toHour), Costs = CostOptions.Flat(0) };

    /// <summary>A symbol from its bars; hours with an open of 0 are missing.</summary>
    public static MarketSymbol Symbol(string name, params (double Open, double High, double Low, double Close)[] bars) => new(CandleSeries.FromHourly(
        name, "test", bars.Select((b, i) => new Candle(Start.AddHours(i), (decimal)b.Open, (decimal)b.High, (decimal)b.Low, (decimal)b.Close, 1000)).Where(static c => c.Open > 0)));

    /// <summary>A symbol that stays where it is, then goes through bars of the test.</summary>
    public static MarketSymbol Still(string name, double price, int hours, params (double Open, double High, double Low, double Close)[] then) =>
        Symbol(name, [.. Enumerable.Repeat((price, price, price, price), hours), .. then]);

    /// <summary>Random walks; volatility differs by coin, and bursts come now and then so that scans find something.</summary>
    public static BacktestMarket Walks(int symbols, int hours, ulong seed, double drift = 0)
    {
        return new BacktestMarket(MarketSource.Simulated, Enumerable.Range(0, symbols).Select(Walk));

        MarketSymbol Walk(int number)
        {
            var random = new CounterRandom(seed + ((ulong)number * 7919));
            var (open, high, low, close, volume) = (new double[hours], new double[hours], new double[hours], new double[hours], new double[hours]);
            var (price, volatility) = (100.0, 0.006 + (0.0008 * (number % 7)));
            for (var h = 0; h < hours; h++)
            {
                var burst = random.Uniform((ulong)(h / 12) + 1_000_000) > 0.93;
                open[h] = price;
                price *= Math.Exp((volatility * (burst ? 2.5 : 1) * random.Normal((ulong)h)) + drift + (burst ? 0.004 : 0));
                close[h] = price;
                (high[h], low[h]) = (Math.Max(open[h], price) * (1 + (0.3 * volatility * random.Uniform((ulong)h + 2_000_000))), Math.Min(open[h], price) * (1 - (0.3 * volatility * random.Uniform((ulong)h + 3_000_000))));
                volume[h] = (number + 1) * 20_000 * (0.5 + random.Uniform((ulong)h + 4_000_000)) * (burst ? 4 : 1);
            }

            return new MarketSymbol(CandleSeries.FromColumns(number == 0 ? "BTC-USD" : $"C{number:00}-USD", "kraken", Start, open, high, low, close, volume));
        }
    }

    /// <summary>A scan that asks for symbols, best first.</summary>
    public static SignalScan Signals(int hour, params string[] symbols) => new(Start.AddHours(hour), $"test {hour}", RegimeState.Choppy, [.. symbols.Select((s, i) => Signal(s, 90 - i))]);

    public static EntrySignal Signal(string symbol, double score = 90) => new(symbol, score, 1, 0.8, 10_000_000, null);
}
