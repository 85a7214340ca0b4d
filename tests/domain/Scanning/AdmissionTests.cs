using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Scanning;

namespace CryptoRun.Domain.Tests.Scanning;

public class AdmissionTests
{
    private static readonly DateTimeOffset At = SyntheticMarket.At;

    [Theory]
    [InlineData(479, true)]
    [InlineData(480, false)]
    [InlineData(719, false)]
    public void Run_ShortHistory_IsExcludedUnder480Hours(int hours, bool excluded) => Reason(SyntheticMarket.Walk("X-USD", hours, new Random(1))).ShouldBe(excluded ? "history" : null);

    [Fact]
    public void Run_NoClosedCandleYet_IsExcludedForHistory()
    {
        var flat = new double[] { 1, 1 };
        Reason(CandleSeries.FromColumns("X-USD", "kraken", At.AddHours(5), flat, flat, flat, flat, flat)).ShouldBe("history");
    }

    /// <summary>5 % of 720 hours are 36.</summary>
    [Theory]
    [InlineData(36, null)]
    [InlineData(37, "gaps")]
    public void Run_MissingHours_AreExcludedAboveFivePercent(int missing, string? reason) =>
        Reason(Hourly(At, 800, keep: i => i % 15 != 7 || i / 15 >= missing + 5 || i / 15 < 5)).ShouldBe(reason);

    [Theory]
    [InlineData(2, null)]
    [InlineData(3, "stale")]
    public void Run_OldCandles_AreExcludedAfterTwoBars(int hoursOld, string? reason) => Reason(Hourly(At.AddHours(-hoursOld), 600)).ShouldBe(reason);

    [Fact]
    public void Run_CandlesMissingAtTheEnd_AreStaleEvenWhenALaterOneExists()
    {
        // The series marks the missing hours only because a candle after the scan is known.
        var series = Hourly(At.AddHours(2), 800, keep: i => i < 790 || i >= 799);

        Reason(series).ShouldBe("stale");
    }

    [Fact]
    public void Run_DeadFeed_IsExcludedAsFrozen() => Reason(Hourly(At, 720, price: _ => 7m, volume: _ => 0m)).ShouldBe("frozen");

    [Fact]
    public void Run_ThinMarket_IsExcludedForLiquidity() => Reason(Hourly(At, 720, volume: _ => 41m)).ShouldBe("liquidity");

    [Fact]
    public void Run_EnoughVolume_IsScored() => Reason(Hourly(At, 720, volume: _ => 43m)).ShouldBeNull();

    [Fact]
    public void Run_PricesThatOverflow_AreExcludedAsNonFinite()
    {
        var walk = SyntheticMarket.Walk("X-USD", 600, new Random(2));
        double[] Times(ReadOnlySpan<double> column, double factor) => [.. column.ToArray().Select(value => value * factor)];

        var huge = CandleSeries.FromColumns("X-USD", "kraken", walk.Start, Times(walk.Open, 1e300), Times(walk.High, 1e300), Times(walk.Low, 1e300), Times(walk.Close, 1e300), Times(walk.Volume, 1e-300));

        Reason(huge).ShouldBe("nonFinite");
    }

    [Theory]
    [InlineData("stablecoin", "stablecoin", "excluded before scoring")]
    [InlineData("list: a wrapped twin of BTC-USD", "list", "a wrapped twin of BTC-USD")]
    public void Run_ReasonGiven_IsKept(string given, string reason, string detail)
    {
        var input = SyntheticMarket.Input([new SymbolInput(SyntheticMarket.Walk("X-USD", 600, new Random(1)), null, given)]);

        Scan.Run(input, new ScanOptions()).Universe.Excluded.ShouldBe([new ExcludedSymbol("X-USD", reason, detail)]);
    }

    [Fact]
    public void Run_SymbolOfferedTwice_IsScoredOnceWhateverTheOrder()
    {
        var (one, other) = (new SymbolInput(SyntheticMarket.Walk("X-USD", 600, new Random(1)), null, null), new SymbolInput(SyntheticMarket.Walk("X-USD", 600, new Random(2)), null, null));

        var result = Scan.Run(SyntheticMarket.Input([one, other]), new ScanOptions());

        result.Universe.Excluded.Single().Reason.ShouldBe("duplicate");
        result.Candidates.Single().Symbol.ShouldBe("X-USD");
        ScanText.Of(result).ShouldBe(ScanText.Run(SyntheticMarket.Input([other, one])));
    }

    [Fact]
    public void Run_NoSymbols_IsAnEmptyScan()
    {
        var result = Scan.Run(SyntheticMarket.Input([]), new ScanOptions());

        result.Candidates.ShouldBeEmpty();
        result.Universe.Total.ShouldBe(0);
        ScanText.Of(result).ShouldNotBeEmpty();
    }

    /// <summary>Why a lone symbol is excluded; null when it is scored.</summary>
    private static string? Reason(CandleSeries series)
    {
        var report = Scan.Run(SyntheticMarket.Input([new SymbolInput(series, null, null)]), new ScanOptions()).Universe;
        (report.Scored + report.Excluded.Count).ShouldBe(1);
        return report.Excluded.SingleOrDefault()?.Reason;
    }

    /// <summary>Candles at about 100 USD ending at an instant; 42 coins an hour are about $100k a day.</summary>
    private static CandleSeries Hourly(DateTimeOffset end, int hours, Func<int, bool>? keep = null, Func<int, decimal>? price = null, Func<int, decimal>? volume = null) =>
        CandleSeries.FromHourly("X-USD", "kraken", Enumerable.Range(0, hours).Where(i => keep?.Invoke(i) ?? true).Select(i =>
        {
            var close = price?.Invoke(i) ?? 100m + (i * 37 % 11 * 0.01m);
            return new Candle(end.AddHours(i - hours), close, close, close, close, volume?.Invoke(i) ?? 1000m);
        }));
}
