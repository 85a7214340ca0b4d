using CryptoRun.Domain.Backtesting;
using CryptoRun.Domain.Gates;
using CryptoRun.Domain.Markets;

namespace CryptoRun.Domain.Tests.Backtesting;

/// <summary>The event clock: when what is bought and sold, and what it costs.</summary>
public sealed class SimulationTests
{
    private static readonly DateTimeOffset Start = TestMarket.Start;

    [Fact]
    public void Signal_IsFilledAtTheOpenOfTheBarThatFollows()
    {
        var market = Market(TestMarket.Still("A-USD", 100, 2, (101, 103, 100, 102), (102, 103, 101, 102)));
        var traded = BacktestRun.Trade(market, [TestMarket.Signals(2, "A-USD")], TestMarket.Options(0, 4));

        var trade = traded.Trades.ShouldHaveSingleItem();
        (trade.Entry.At, trade.Entry.MarketPrice, trade.Cause).ShouldBe((Start.AddHours(2), 101, ExitCause.EndOfTest));
        trade.Weight.ShouldBe(0.05, 1e-12);
        trade.Entry.Quantity.ShouldBe(5000 / 101.0, 1e-12);
        traded.Equity.Select(static e => Math.Round(e.EquityUsd, 6)).ShouldBe([100_000, 100_000, 100_000, Math.Round(100_000 + (5000 / 101.0), 6), Math.Round(100_000 + (5000 / 101.0), 6)]);
    }

    [Fact]
    public void Costs_OfAMarketOrderAndATarget_AreCountedOnce()
    {
        var costs = new CostOptions { Fees = [new VenueFee("test", 2, 10)], SpreadBps = [4, 10, 25], Impact = 1 };
        var market = Market(TestMarket.Still("A-USD", 100, 2, (100, 100, 100, 100), (100, 130, 100, 120)));
        var trade = BacktestRun.Trade(market, [TestMarket.Signals(2, "A-USD")], TestMarket.Options(0, 4) with { Costs = costs }).Trades.ShouldHaveSingleItem();

        // 5,000 of 10,000,000 a day in a coin of 80 % a year; half of the 4 bps of its tier.
        var slippage = 0.0002 + (0.8 / Math.Sqrt(365) * Math.Sqrt(5000 / 10_000_000.0));
        trade.Entry.Price.ShouldBe(100 * (1 + slippage), 1e-9);
        trade.Entry.FeeUsd.ShouldBe(5, 1e-9);
        trade.SlippageUsd.ShouldBe(trade.Entry.Quantity * 100 * slippage, 1e-9);
        trade.Exits.Select(static e => (e.Cause, Math.Round(e.Fill.Price, 9), Math.Round(e.Fill.FeeUsd / e.Fill.Usd, 9))).ShouldBe([(ExitCause.ProfitTarget, 115, 0.0002), (ExitCause.ProfitTarget, 130, 0.0002)]);
        trade.NetUsd.ShouldBe(trade.Exits.Sum(static e => e.Fill.Usd - e.Fill.FeeUsd) - trade.Entry.Usd - trade.Entry.FeeUsd, 1e-9);
    }

    [Fact]
    public void NextBarMissing_IsLate_AndNothingIsBought()
    {
        var market = Market(TestMarket.Still("A-USD", 100, 2, (0, 0, 0, 0), (100, 101, 99, 100)));
        var traded = BacktestRun.Trade(market, [TestMarket.Signals(2, "A-USD")], TestMarket.Options(0, 4));

        traded.Trades.ShouldBeEmpty();
        traded.Refusals.ShouldHaveSingleItem().Cause.ShouldBe(RefusalCause.LateFill);
    }

    [Fact]
    public void OpenFarFromTheSignal_IsRefused()
    {
        var market = Market(TestMarket.Still("A-USD", 100, 2, (103, 104, 100, 102)));
        var signal = TestMarket.Signal("A-USD") with { Atr1h = 2, Freshness = (new SignalReading(0, 100, Start.AddHours(2)), 1.2) };
        var traded = BacktestRun.Trade(market, [TestMarket.Signals(2) with { Entries = [signal] }], TestMarket.Options(0, 3));

        var refusal = traded.Refusals.ShouldHaveSingleItem();
        (refusal.Cause, refusal.Detail).ShouldBe((RefusalCause.Freshness, "the bar opened 1.50 ATR away from the signal, at most 1.2"));
    }

    [Fact]
    public void Limits_OfPlacesHoldingsAndSize_AreKeptAndNamed()
    {
        var market = Market(Enumerable.Range(0, 7).Select(i => Zigzag($"C{i}-USD", 260, i)).ToArray());
        var options = TestMarket.Options(240, 250) with { MostPositions = 3, Portfolio = new() { Correlation = 1, TotalExposure = 1, TotalBeta = 100 } };
        var traded = BacktestRun.Trade(market, [TestMarket.Signals(240, "C0-USD", "C1-USD", "C2-USD", "C3-USD"), TestMarket.Signals(241, "C0-USD")], options);
        traded.Trades.Select(static t => t.Symbol).ShouldBe(["C0-USD", "C1-USD", "C2-USD"]);
        traded.Refusals.Select(static r => (r.Symbol, r.Cause)).ShouldBe([("C3-USD", RefusalCause.Places), ("C0-USD", RefusalCause.Held)]);

        var narrow = BacktestRun.Trade(market, [TestMarket.Signals(240, "C0-USD", "C1-USD", "C2-USD", "C3-USD", "C4-USD")], options with { MostPositions = 15, Portfolio = new() { Correlation = 1, TotalBeta = 100 } });
        narrow.Trades.Count.ShouldBe(4);
        narrow.Refusals.ShouldHaveSingleItem().Detail.ShouldContain("Exposure");
    }

    [Fact]
    public void NoCandlesForADay_IsGivenUpAtTheLastPriceWithAPenalty()
    {
        var market = Market(TestMarket.Still("A-USD", 100, 3, (100, 100, 99, 99)));
        var trade = BacktestRun.Trade(market, [TestMarket.Signals(2, "A-USD")], TestMarket.Options(0, 50)).Trades.ShouldHaveSingleItem();

        (trade.Cause, trade.ClosedAt, Math.Round(trade.Exits[0].Fill.Price, 9)).ShouldBe((ExitCause.Halted, Start.AddHours(28), Math.Round(99 * 0.9, 9)));
    }

    [Fact]
    public void Day_ThatLosesItsLimit_SellsEverythingAtTheNextOpenAndBuysNothingUntilTheNext()
    {
        var falling = Enumerable.Range(0, 30).Select(i => i < 3 ? (100.0, 100.0, 100.0, 100.0) : i == 3 ? (100, 100, 94.5, 94.5) : (94.5, 94.5, 94.5, 94.5)).ToArray();
        var market = Market(TestMarket.Symbol("A-USD", falling), TestMarket.Still("B-USD", 50, 30));
        var options = TestMarket.Options(0, 29) with { DailyLoss = 0.002 };
        var traded = BacktestRun.Trade(market, [TestMarket.Signals(2, "A-USD"), TestMarket.Signals(6, "B-USD"), TestMarket.Signals(24, "B-USD")], options);

        (traded.Trades[0].Cause, traded.Trades[0].ClosedAt, traded.Trades[0].Exits[0].Fill.MarketPrice).ShouldBe((ExitCause.DailyLoss, Start.AddHours(4), 94.5));
        traded.Refusals.Select(static r => (r.At, r.Cause)).ShouldBe([(Start.AddHours(6), RefusalCause.DailyLoss)]);
        traded.Trades[1].Entry.At.ShouldBe(Start.AddHours(24));
    }

    [Fact]
    public void Day_ThatLosesItsLimitInItsLastHour_SellsAtTheNextOpenAndTheNewDayBuys()
    {
        var falling = Enumerable.Range(0, 30).Select(i => i < 23 ? (100.0, 100.0, 100.0, 100.0) : i == 23 ? (100, 100, 94.5, 94.5) : (94.5, 94.5, 94.5, 94.5)).ToArray();
        var market = Market(TestMarket.Symbol("A-USD", falling), TestMarket.Still("B-USD", 50, 30));
        var options = TestMarket.Options(0, 29) with { DailyLoss = 0.002 };
        var traded = BacktestRun.Trade(market, [TestMarket.Signals(22, "A-USD"), TestMarket.Signals(24, "B-USD")], options);

        (traded.Trades[0].Cause, traded.Trades[0].ClosedAt).ShouldBe((ExitCause.DailyLoss, Start.AddHours(24)));
        traded.Trades[1].Entry.At.ShouldBe(Start.AddHours(24));
        traded.Refusals.ShouldBeEmpty();
    }

    [Fact]
    public void Hash_OfThePerpetualAndOfTheSpotMarketOfTheSameCandles_Differ()
    {
        var symbol = TestMarket.Still("A-USD", 100, 30);

        Market(symbol with { IsPerpetual = true }).Hash().ShouldNotBe(Market(symbol).Hash());
    }

    [Fact]
    public void Funding_IsPaidByWhoHoldsAtItsSettlement()
    {
        var feed = new PerpetualFeed("test", [new(Start.AddHours(4).AddMilliseconds(20), 0.001m, 8), new(Start.AddHours(12), -0.002m, 8), new(Start.AddHours(20), 0.5m, 8)], [], null);
        var perpetual = TestMarket.Still("A-USD", 100, 30) with { IsPerpetual = true, Feeds = SymbolFeeds.None with { Perpetuals = [feed] } };
        var signals = new[] { TestMarket.Signals(4, "A-USD") };

        // Bought at 04:00, when the first was settled already; sold before the last.
        var trade = BacktestRun.Trade(Market(perpetual), signals, TestMarket.Options(0, 15)).Trades.ShouldHaveSingleItem();
        trade.FundingUsd.ShouldBe(0.002 * 5000, 1e-9);
        BacktestRun.Trade(Market(perpetual with { IsPerpetual = false }), signals, TestMarket.Options(0, 15)).Trades[0].FundingUsd.ShouldBe(0);
    }

    [Fact]
    public void FinerBars_DecideWhichCameFirst()
    {
        var symbol = TestMarket.Still("A-USD", 100, 3, (100, 116, 93, 100));
        var at = Start.AddHours(3);
        var path = PricePath.Of(15, [new(at, 100, 116, 100, 110, 1), new(at.AddMinutes(15), 110, 110, 93, 94, 1), new(at.AddMinutes(30), 94, 100, 94, 100, 1)]);
        var signals = new[] { TestMarket.Signals(2, "A-USD") };

        BacktestRun.Trade(Market(symbol), signals, TestMarket.Options(0, 4)).Trades[0].Exits.Select(static e => e.Cause).ShouldBe([ExitCause.HardStop]);
        BacktestRun.Trade(Market(symbol with { Paths = [path] }), signals, TestMarket.Options(0, 4)).Trades[0].Exits.Select(static e => (e.Cause, e.Fill.At)).ShouldBe([(ExitCause.ProfitTarget, at), (ExitCause.HardStop, at.AddMinutes(15))]);
    }

    [Fact]
    public void Options_OutOfRange_NameKeyValueAndRange()
    {
        var problems = (TestMarket.Options(0, 4) with { ScanEveryHours = 0, HaltPenalty = 2, To = Start, Costs = new CostOptions { SpreadBps = [1], TakerBps = -1 } }).Problems();
        problems.Count.ShouldBe(5);
        problems.ShouldContain("Backtest:ScanEveryHours is 0; allowed is 1 to 24.");
    }

    private static BacktestMarket Market(params MarketSymbol[] symbols) => new(MarketSource.Simulated, symbols);

    /// <summary>A coin of its own: correlations can be computed and are not 1.</summary>
    private static MarketSymbol Zigzag(string name, int hours, int phase) => TestMarket.Symbol(name, [.. Enumerable.Range(0, hours).Select(h =>
    {
        var price = 100 + Math.Sin((h * (0.7 + (0.31 * phase))) + phase);
        return (price, price, price, price);
    })]);
}
