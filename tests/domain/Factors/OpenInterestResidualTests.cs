using CryptoRun.Domain.Factors;
using CryptoRun.Domain.Markets;

namespace CryptoRun.Domain.Tests.Factors;

/// <summary>"OI residual: last hour's OI change in USD minus beta x price change, beta by OLS on 7 days of hours (needs >= 10 points and R2 >= 0.1, else raw)."</summary>
public class OpenInterestResidualTests
{
    private const double Tolerance = 1e-6;

    /// <summary>
    /// Hours go +10 % and back to 100 in turn; open interest follows with $500 a per cent, $100 an hour on top, and $5000 extra in the last hour. With
    /// x = 0.1 or -1/11 in turn and y = 50000 x + 100 (+ 5000 at the last), the slope is 50000 + 5000 (x_last - mean)/Sxx.
    /// </summary>
    [Theory]
    [InlineData(12)]
    [InlineData(168)]
    public void Measure_PriceExplainsMostWorkedByHand_LeavesWhatItDoesNot(int hours)
    {
        var (prices, interest) = Alternating(hours, extra: 5000);
        var x = Enumerable.Range(0, hours).Select(i => (prices[i + 1] / prices[i]) - 1).ToArray();
        var (mean, sxx) = (x.Average(), x.Sum(v => (v - x.Average()) * (v - x.Average())));

        var measure = Measure(prices, Perpetuals.Interest("okx", interest));

        measure.IsRaw.ShouldBeFalse();
        measure.Hours.ShouldBe(hours);
        measure.ChangeUsd.ShouldBe((50000 * x[^1]) + 5100, Tolerance);
        measure.BetaUsd.ShouldBe(50000 + (5000 * (x[^1] - mean) / sxx), Tolerance);
        measure.ResidualUsd.ShouldBe(5100 - (5000 * (x[^1] - mean) / sxx * x[^1]), Tolerance);
        measure.Venues.ShouldBe(["okx"]);
        measure.Time.ShouldBe(Perpetuals.At);
    }

    [Theory]
    [InlineData(9, true)]
    [InlineData(10, false)]
    public void Measure_UnderTenHours_IsRaw(int hours, bool raw)
    {
        var (prices, interest) = Alternating(hours, extra: 0);

        var measure = Measure(prices, Perpetuals.Interest("okx", interest));

        measure.IsRaw.ShouldBe(raw);
        measure.ResidualUsd.ShouldBe(raw ? measure.ChangeUsd : 100, Tolerance);
    }

    /// <summary>
    /// x = 1, -1/2 in turn four hours long (+100 %, back): changes 1 + b, -1 + b, 1 - b, -1 - b times 1000 over x = 1, -1/2, 1, -1/2 explain by the first sign
    /// alone: R2 = 1/(1 + b^2). b = 3 gives exactly 0.1 and is used, a little more is not.
    /// </summary>
    [Theory]
    [InlineData(2.99, false)]
    [InlineData(3.01, true)]
    public void Measure_LittleExplained_IsRaw(double b, bool raw)
    {
        var prices = Enumerable.Range(0, 41).Select(i => i % 2 == 0 ? 100.0 : 200.0).ToArray();
        var interest = new decimal[41];
        interest[0] = 1_000_000;
        for (var i = 0; i < 40; i++) interest[i + 1] = interest[i] + (decimal)(1000 * ((i % 2 == 0 ? 1 : -1) + (i % 4 < 2 ? b : -b)));

        var measure = Measure(prices, Perpetuals.Interest("okx", interest));

        measure.RSquared.ShouldBe(1 / (1 + (b * b)), 1e-9);
        measure.IsRaw.ShouldBe(raw);
        measure.ResidualUsd.ShouldBe(raw ? measure.ChangeUsd : measure.ChangeUsd - (2000 / 1.5 * -0.5), Tolerance);
    }

    [Fact]
    public void Measure_TwoVenues_AddsTheirChanges()
    {
        var (prices, interest) = Alternating(30, extra: 5000);

        var one = Measure(prices, Perpetuals.Interest("okx", interest));
        var two = Measure(prices, Perpetuals.Interest("binance", interest), Perpetuals.Interest("okx", interest));

        two.ResidualUsd.ShouldBe(2 * one.ResidualUsd, Tolerance);
        two.Venues.ShouldBe(["binance", "okx"]);
    }

    [Fact]
    public void Measure_VenueThatJoinedInTheLastHour_IsNoInflow()
    {
        var (prices, interest) = Alternating(30, extra: 5000);

        var measure = Measure(prices, Perpetuals.Interest("binance", [1_000_000_000]), Perpetuals.Interest("okx", interest));

        measure.ShouldBe(Measure(prices, Perpetuals.Interest("okx", interest)) with { Venues = measure.Venues });
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(3599, true)]
    [InlineData(3600, false)]
    public void Measure_ReadingsBeforeTheHour_CountUntilTheyAreAnHourOld(int secondsBefore, bool counts) =>
        (Measure(Alternating(30, 0).Prices, Perpetuals.Interest("okx", Alternating(30, 0).Interest, secondsBefore)).Why is null).ShouldBe(counts);

    [Fact]
    public void Measure_NothingInTheLastHour_IsAbsentWithItsReason()
    {
        var measure = Measure(Alternating(30, 0).Prices, Perpetuals.Interest("okx", [1000]));

        measure.ResidualUsd.ShouldBe(double.NaN);
        measure.Why.ShouldBe("no open interest at both ends of the last hour");
    }

    private static (double[] Prices, decimal[] Interest) Alternating(int hours, decimal extra)
    {
        var prices = Enumerable.Range(0, hours + 1).Select(i => (hours - i) % 2 == 0 ? 110.0 : 100.0).ToArray();
        var interest = new decimal[hours + 1];
        interest[0] = 1_000_000;
        for (var i = 0; i < hours; i++) interest[i + 1] = interest[i] + (decimal)((50000 * ((prices[i + 1] / prices[i]) - 1)) + 100) + (i == hours - 1 ? extra : 0);
        return (prices, interest);
    }

    /// <summary>The prices are the last closes of a longer series.</summary>
    private static OpenInterestMeasure Measure(double[] prices, params PerpetualFeed[] perpetuals)
    {
        double[] close = [.. Enumerable.Repeat(prices[0], 500 - prices.Length), .. prices];
        var series = CandleSeries.FromColumns("A-USD", "kraken", Perpetuals.At.AddHours(-close.Length), close, close, close, close, close);
        return OpenInterestResidual.Measure(series, perpetuals, new DerivativesOptions());
    }
}
