using CryptoRun.Domain.Backtesting;
using CryptoRun.Domain.Exits;
using CryptoRun.Domain.Numerics;
using CryptoRun.Domain.Regimes;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoRun.Domain.Tests.Backtesting;

/// <summary>The account adds up, whatever is traded on whatever market.</summary>
public sealed class AccountingTests
{
    [Fact]
    public void Equity_IsCashAndPositions_AndItsChangeIsTheTradesProfit() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(60), Prop.ForAll(Gen.Choose(0, 1_000_000).ToArbitrary(), static seed => Adds(seed, seed % 2 == 0, seed / 2)));

    private static void Adds(int seed, bool classic, int costs)
    {
        var random = new CounterRandom((ulong)(uint)seed);
        var market = TestMarket.Walks(6, 500, (ulong)(uint)seed);
        var options = TestMarket.Options(200, 480) with
        {
            Costs = costs % 3 == 0 ? CostOptions.Flat(0) : costs % 3 == 1 ? CostOptions.Flat(40) : new CostOptions(),
            Exits = new ExitOptions { Profile = classic ? ExitProfile.Classic : ExitProfile.Patient, HoldHours = 1 + random.Below(1, 60), FullTarget = 0.06, HalfTarget = 0.03 },
            Portfolio = new() { Correlation = 1, SinglePosition = 0.3, TotalExposure = 1, TotalBeta = 100 },
            Sizing = new() { TargetVolatility = 0.3 },
            DailyLoss = 0.01,
        };
        var signals = Enumerable.Range(200, 280).Where(h => random.Uniform((ulong)h + 10) < 0.3).Select(h => Scan(h, random)).ToList();
        var traded = BacktestRun.Trade(market, signals, options);

        traded.Equity.Count.ShouldBe(281);
        foreach (var point in traded.Equity) Close(point.CashUsd, Cash(traded, options, point.At)).ShouldBeTrue($"{point.At}: {point.CashUsd} is not {Cash(traded, options, point.At)}");
        foreach (var point in traded.Equity.SkipLast(1)) Close(point.EquityUsd, point.CashUsd + Held(traded, market, point.At)).ShouldBeTrue($"{point.At}");
        Close(traded.Trades.Sum(static t => t.NetUsd), traded.Equity[^1].EquityUsd - options.InitialUsd).ShouldBeTrue();
        traded.Equity.All(static e => e.CashUsd >= -1e-6).ShouldBeTrue();
        foreach (var trade in traded.Trades)
        {
            Close(trade.Exits.Sum(static e => e.Fill.Quantity), trade.Entry.Quantity).ShouldBeTrue();
            trade.Exits.All(e => e.Fill.At >= trade.Entry.At).ShouldBeTrue();
            (trade.Worst <= 0 && trade.Best >= 0).ShouldBeTrue();
            trade.Entry.At.ShouldBeGreaterThanOrEqualTo(trade.SignalAt);
        }
    }

    private static SignalScan Scan(int hour, CounterRandom random) => new(
        TestMarket.Start.AddHours(hour), $"random {hour}", RegimeState.Choppy,
        [.. Enumerable.Range(1, 5).Where(c => random.Uniform((ulong)((hour * 10) + c)) < 0.4).Select(c => TestMarket.Signal($"C{c:00}-USD", random.Uniform((ulong)((hour * 100) + c)) * 100))]);

    /// <summary>Cash from the fills alone: those of the bars that had closed.</summary>
    private static double Cash(TradedMarket traded, BacktestOptions options, DateTimeOffset at)
    {
        var cash = options.InitialUsd;
        foreach (var trade in traded.Trades)
        {
            if (trade.Entry.At < at) cash -= trade.Entry.Usd + trade.Entry.FeeUsd;
            foreach (var exit in trade.Exits)
            {
                if (exit.Fill.At < at || (exit.Fill.At == at && exit.Cause == ExitCause.EndOfTest && at == options.To)) cash += exit.Fill.Usd - exit.Fill.FeeUsd;
            }
        }

        return cash;
    }

    private static double Held(TradedMarket traded, BacktestMarket market, DateTimeOffset at)
    {
        var value = 0.0;
        foreach (var trade in traded.Trades.Where(t => t.Entry.At < at))
        {
            var left = trade.Entry.Quantity - trade.Exits.Where(e => e.Fill.At < at).Sum(static e => e.Fill.Quantity);
            if (left > 1e-12) value += left * market.Find(trade.Symbol)!.Candles.ClosedAt(at).Close[^1];
        }

        return value;
    }

    private static bool Close(double a, double b) => Math.Abs(a - b) <= 1e-7 * Math.Max(1, Math.Max(Math.Abs(a), Math.Abs(b)));
}
