using CryptoRun.Worker.Simulation;

namespace CryptoRun.Worker.Tests.Simulation;

public class CoinPerpetualTests
{
    private static readonly DateTimeOffset At = new(2025, 11, 6, 15, 20, 30, TimeSpan.Zero);
    private readonly SimulatedMarket _market = new(42, 60);

    [Fact]
    public void PerpetualAt_Coins_MostOfTheTradedOnesHaveOneAndNothingPeggedHas()
    {
        var listed = _market.InstrumentsAt(At).Where(i => _market.PerpetualAt(At, i.Symbol) is not null).Select(i => i.Symbol).ToList();

        listed.Count.ShouldBeInRange(30, 52);
        listed.ShouldContain("BTC-USD");
        listed.ShouldNotContain("KILT-USD");
        listed.ShouldNotContain("USDT-USD");
        listed.ShouldNotContain("WBTC-USD");
        listed.ShouldNotContain("ETH-EUR");
    }

    [Fact]
    public void PerpetualHours_TwoMonths_FundingRevertsToItsMeanAndInterestFollowsThePrice()
    {
        var hours = _market.PerpetualHours(At, "BTC-USD", At.AddDays(-60));

        hours.Count.ShouldBe((60 * 24) + 0);
        hours.Zip(hours.Skip(1)).ShouldAllBe(p => p.Second.Begin - p.First.Begin == TimeSpan.FromHours(1));
        hours.ShouldAllBe(h => Math.Abs(h.Rate) <= 0.0025m && h.Contracts > 0);
        Math.Abs(hours.Average(h => h.Rate) - 0.0000125m).ShouldBeLessThan(0.00002m);
        hours.Select(h => h.Rate).Distinct().Count().ShouldBeGreaterThan(1000);

        var candles = _market.CandlesAt(At, "BTC-USD", At.AddDays(-60), At).ToDictionary(c => c.Candle.OpenTime, c => (double)c.Candle.Open);
        var pairs = hours.Where(h => candles.ContainsKey(h.Begin) && candles.ContainsKey(h.Begin.AddHours(-12)))
            .Select(h => (Return: Math.Log(candles[h.Begin] / candles[h.Begin.AddHours(-12)]), Interest: (double)h.Contracts)).ToList();
        Correlation(pairs).ShouldBeGreaterThan(0.1);
    }

    [Fact]
    public void PerpetualHours_AskedLater_TheHoursBeforeAreTheSame()
    {
        var early = _market.PerpetualHours(At, "SOL-USD", At.AddDays(-3));
        new SimulatedMarket(42, 20).PerpetualHours(At.AddDays(2), "SOL-USD", At.AddDays(-3)).Take(early.Count).ShouldBe(early);
    }

    [Fact]
    public void PerpetualAt_Now_MarkLiesAroundTheIndex()
    {
        var perpetual = _market.PerpetualAt(At, "ETH-USD")!.Value;
        Math.Abs((perpetual.Mark / perpetual.Index) - 1).ShouldBeLessThan(0.011m);
        perpetual.Hour.ShouldBe(_market.PerpetualHours(At, "ETH-USD", At.AddHours(-1))[^1]);
    }

    private static double Correlation(List<(double X, double Y)> pairs)
    {
        var (mx, my) = (pairs.Average(p => p.X), pairs.Average(p => p.Y));
        return pairs.Sum(p => (p.X - mx) * (p.Y - my)) / Math.Sqrt(pairs.Sum(p => (p.X - mx) * (p.X - mx)) * pairs.Sum(p => (p.Y - my) * (p.Y - my)));
    }
}
