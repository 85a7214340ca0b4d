using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Regimes;

namespace CryptoRun.Domain.Tests.Regimes;

public class RegimeDetectorTests
{
    private static readonly DateTimeOffset At = new(2026, 2, 10, 12, 0, 0, TimeSpan.Zero);
    private static readonly RegimeOptions Options = new();

    [Theory]
    [InlineData(503, true)]
    [InlineData(504, false)]
    public void Detect_HistoryAroundTwentyOneDays_IsColdUnderIt(int hours, bool isCold)
    {
        var record = RegimeDetector.Detect(At, [Rising("A-USD", hours), Rising("B-USD", 490)], null, Options);

        record.Flags.Contains("cold start").ShouldBe(isCold);
        record.Confidence.ShouldBe(isCold ? 0 : 1);
        record.State.ShouldBe(isCold ? RegimeState.Choppy : RegimeState.TrendingBull);
        record.Indicators.Select(i => i.Value.HasValue).ShouldAllBe(has => has == !isCold);
        record.UniverseCount.ShouldBe(2);
    }

    [Fact]
    public void Detect_NoSeries_IsAColdStartThatSaysSo()
    {
        var record = RegimeDetector.Detect(At, [], null, Options);

        (record.State, record.Confidence, record.UniverseCount, record.Pending).ShouldBe((RegimeState.Choppy, 0, 0, null));
        record.Flags.ShouldBe(["cold start"]);
        record.Indicators.Select(i => (i.Name, i.Vote)).ShouldBe([("realisedVolatility", "none"), ("breadth", "none"), ("thrust", "none")]);
        record.Reason.ShouldContain("No symbol has the 480 closed hours");
    }

    [Fact]
    public void Detect_ColdAfterAnotherState_PutsChoppyInForceAtOnce()
    {
        var bull = RegimeDetector.Detect(At.AddHours(-4), [Rising("A-USD", 600)], null, Options);
        bull.State.ShouldBe(RegimeState.TrendingBull);

        var cold = RegimeDetector.Detect(At, [], bull, Options);
        (cold.State, cold.Since, cold.Previous).ShouldBe((RegimeState.Choppy, At, RegimeState.TrendingBull));
    }

    [Fact]
    public void Detect_SameInputs_HaveTheSameHashAndOthersAnother()
    {
        CandleSeries[] series = [Rising("A-USD", 600), Rising("B-USD", 600)];
        var before = RegimeDetector.Detect(At.AddHours(-4), series, null, Options);
        var hash = RegimeDetector.Detect(At, series, before, Options).InputHash;

        hash.ShouldNotBeNull().ShouldMatch("^[0-9a-f]{64}$");
        RegimeDetector.Detect(At, [series[1], series[0]], before, Options).InputHash.ShouldBe(hash);
        RegimeDetector.Detect(At.AddHours(3.9), series, before, Options).InputHash.ShouldBe(hash);
        RegimeDetector.Detect(At, series, null, Options).InputHash.ShouldNotBe(hash);
        RegimeDetector.Detect(At, [series[0]], before, Options).InputHash.ShouldNotBe(hash);
        RegimeDetector.Detect(At, series, before, Options with { Breadth = 0.6 }).InputHash.ShouldNotBe(hash);
    }

    [Fact]
    public void Detect_CandlesThatItCannotLookBackOn_ChangeNothing()
    {
        var whole = Rising("A-USD", 2000);

        RegimeDetector.Detect(At, [whole], null, Options).InputHash.ShouldBe(RegimeDetector.Detect(At, [whole.Last(RegimeDetector.HistoryHours)], null, Options).InputHash);
    }

    [Fact]
    public void Detect_BetweenBoundaries_AnswersForTheLastBoundary()
    {
        var series = new[] { Rising("A-USD", 600) };

        var record = RegimeDetector.Detect(At.AddHours(3.9), series, null, Options);
        record.At.ShouldBe(At);
        record.Reason.ShouldBe(RegimeDetector.Detect(At, series, null, Options).Reason);
    }

    [Fact]
    public void Detect_PreviousNotEarlier_Throws()
    {
        var first = RegimeDetector.Detect(At, [Rising("A-USD", 600)], null, Options);

        Should.Throw<ArgumentException>(() => RegimeDetector.Detect(At.AddHours(1), [], first, Options)).Message.ShouldContain("2026-02-10 12:00");
    }

    [Theory]
    [InlineData(479, 0, 1)]
    [InlineData(480, 0, 2)]
    [InlineData(720, 36, 2)]
    [InlineData(720, 37, 1)]
    public void Detect_SymbolWithShortHistoryOrMissingLastHours_IsLeftOut(int hours, int lateHours, int count)
    {
        var other = Rising("B-USD", hours - lateHours, end: At.AddHours(-lateHours));

        RegimeDetector.Detect(At, [Rising("A-USD", 720), other], null, Options).UniverseCount.ShouldBe(count);
    }

    [Theory]
    [InlineData(36, 2)]
    [InlineData(37, 1)]
    public void Detect_SymbolWithGapsInside_IsLeftOutAboveFivePercent(int gaps, int count)
    {
        var candles = Candles(720, At, i => 100 + i).Where((_, i) => i < 300 || i >= 300 + gaps);
        var holed = CandleSeries.FromHourly("B-USD", "test", candles);

        RegimeDetector.Detect(At, [Rising("A-USD", 720), holed], null, Options).UniverseCount.ShouldBe(count);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(0)]
    [InlineData(-1)]
    public void Detect_OneValueThatIsNoPrice_LeavesTheSymbolOut(double price)
    {
        var close = Enumerable.Range(0, 720).Select(i => 100.0 + i).ToArray();
        var sound = CandleSeries.FromColumns("A-USD", "test", At.AddHours(-720), close, close, close, close, close);
        close[400] = price;
        var broken = CandleSeries.FromColumns("B-USD", "test", At.AddHours(-720), close, close, close, close, [.. close.Select(_ => 1.0)], [.. close.Select(_ => 1.0)]);

        var record = RegimeDetector.Detect(At, [sound, broken], null, Options);
        record.UniverseCount.ShouldBe(1);
        record.Indicators.ShouldAllBe(i => double.IsFinite(i.Value!.Value));
    }

    [Fact]
    public void Detect_MoreSymbolsThanTheUniverseTakes_TakesTheMostTraded()
    {
        // Three traded coins rise; the two little traded ones, that fall, must not count.
        CandleSeries[] series =
        [
            Rising("A-USD", 720, volume: 10), Falling("B-USD", 720, volume: 1), Rising("C-USD", 720, volume: 30),
            Falling("D-USD", 720, volume: 2), Rising("E-USD", 720, volume: 20),
        ];

        var record = RegimeDetector.Detect(At, series, null, new RegimeOptions { UniverseSize = 3 });
        (record.UniverseCount, record.Indicators[1].Value).ShouldBe((3, 1.0));
        RegimeDetector.Detect(At, series, null, Options).Indicators[1].Value.ShouldBe(0.6);
    }

    [Fact]
    public void Detect_EqualVolumes_TakesTheFirstByName()
    {
        CandleSeries[] series = [Falling("Z-USD", 720, mirrored: true), Rising("A-USD", 720)];

        RegimeDetector.Detect(At, series, null, new RegimeOptions { UniverseSize = 1 }).Indicators[1].Value.ShouldBe(1.0);
    }

    [Fact]
    public void Detect_FlatPrices_AreNeitherAboveTheirAverageNorMoving()
    {
        // 0.1 has no exact double: a plain mean of twenty of them is not 0.1.
        var flat = CandleSeries.FromHourly("A-USD", "test", Candles(720, At, _ => 0.1m));

        var record = RegimeDetector.Detect(At, [flat], null, Options);
        record.Indicators.Select(i => i.Value!.Value).ShouldBe([0.0, 0.0, 0.5]);
        record.State.ShouldBe(RegimeState.Choppy);
    }

    [Fact]
    public void Detect_EveryFeedOneHourLateAtMidnight_UsesTheDayBefore()
    {
        var midnight = At.AddHours(-12);
        var late = new[] { Rising("A-USD", 720, end: midnight.AddHours(-1)) };

        var record = RegimeDetector.Detect(midnight, late, null, Options);
        record.Flags.ShouldBeEmpty();
        record.Indicators[1].Value.ShouldBe(1.0);
    }

    [Fact]
    public void Detect_CalmAndRising_TellsItInOneSentence()
    {
        var record = RegimeDetector.Detect(At, [Rising("A-USD", 720)], null, Options);

        record.Reason.ShouldBe($"Volatility is calm ({record.Indicators[0].Value:F3}, at most 0.90) and both breadth votes say bull (100.0 % of coins above their 20-day average, thrust 1.000), so trending bull begins with confidence 1.00.");
        record.Indicators.Select(i => (i.Threshold, i.Vote)).ShouldBe([(0.90, "calm"), (0.65, "TrendingBull"), (0.55, "TrendingBull")]);
    }

    [Fact]
    public void Detect_PendingState_SaysWhatItWaitsFor()
    {
        var previous = RegimeDetector.Detect(At.AddHours(-4), [Rising("A-USD", 720)], null, Options) with { State = RegimeState.HighVolatility };
        CandleSeries[] split = [Rising("A-USD", 720), Falling("B-USD", 720), Rising("C-USD", 720), Falling("D-USD", 720), Rising("E-USD", 720)];

        var record = RegimeDetector.Detect(At, split, previous, Options);
        (record.State, record.Pending, record.RawState).ShouldBe((RegimeState.HighVolatility, RegimeState.Choppy, RegimeState.Choppy));
        record.Reason.ShouldContain("the breadth votes are split, choppy (60.0 % of coins above their 20-day average) against bull (thrust 0.600)");
        record.Reason.ShouldEndWith("which says choppy with confidence 0.67, but high volatility holds until a second detection agrees.");
    }

    [Fact]
    public void Validate_ValuesOutOfRange_NamesKeyValueAndRange()
    {
        Options.Validate().ShouldBeEmpty();
        new RegimeOptions { Breadth = 1.5, CalmVolatility = double.NaN }.Validate()
            .ShouldBe(["Regime:CalmVolatility is NaN; allowed is 0.1 to 5.", "Regime:Breadth is 1.5; allowed is 0 to 1."]);
    }

    private static CandleSeries Rising(string symbol, int hours, decimal volume = 5, DateTimeOffset? end = null) =>
        CandleSeries.FromHourly(symbol, "test", Candles(hours, end ?? At, i => 100 + (0.01m * i), volume));

    private static CandleSeries Falling(string symbol, int hours, decimal volume = 5, bool mirrored = false) =>
        CandleSeries.FromHourly(symbol, "test", Candles(hours, At, i => (mirrored ? 100 + (0.01m * (hours - 1)) : 200) - (0.01m * i), volume));

    private static IEnumerable<Candle> Candles(int hours, DateTimeOffset end, Func<int, decimal> price, decimal volume = 5) =>
        Enumerable.Range(0, hours).Select(i => new Candle(end.AddHours(i - hours), price(i), price(i), price(i), price(i), volume, volume * 1000));
}
