using CryptoRun.Domain.Indicators;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoRun.Domain.Tests.Indicators;

/// <summary>What holds for every indicator of <see cref="IndicatorTable"/>.</summary>
public sealed class IndicatorPropertyTests
{
    private const double Agreement = 1e-9;
    private static readonly Config Thousand = Config.QuickThrowOnFailure.WithMaxTest(1000);
    private static readonly Config Some = Config.QuickThrowOnFailure.WithMaxTest(40);

    public static TheoryData<string> Names => [.. IndicatorTable.Rows.Select(r => r.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Series_RecordedMarkets_AgreesWithTheDefinition(string name)
    {
        var row = Row(name);
        foreach (var walk in Walk.Recorded(bars: 160)) Compare(row, walk);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Series_AnyWalk_AgreesWithTheDefinition(string name)
    {
        var row = Row(name);
        Prop.ForAll(Walk.Arbitrary(1, 90), walk => Compare(row, walk)).Check(Some);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Series_AnyLength_IsNaNDuringWarmUpAndANumberAfter(string name)
    {
        var row = Row(name);
        Prop.ForAll(Walk.Arbitrary(0, 100), walk =>
        {
            var series = row.Series(walk);
            for (var i = 0; i < walk.Count; i++) double.IsFinite(series[i]).ShouldBe(i >= row.WarmUp, $"{name} at bar {i} of {walk.Count}");
        }).Check(Some);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Series_LaterBarsRemoved_KeepsEveryBit(string name)
    {
        var row = Row(name);
        Prop.ForAll(Walk.Arbitrary(1, 120), walk =>
        {
            var whole = row.Series(walk);
            for (var count = 0; count < walk.Count; count += 7) row.Series(walk.First(count)).ShouldBe(whole[..count]);
        }).Check(Some);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Series_CoinRedenominated_ScalesWithThePriceOrNotAtAll(string name)
    {
        var row = Row(name);

        // Directional movement jumps where up and down move alike: there only a factor that rounds nothing keeps the tie a tie.
        var jumps = name.Contains("adx", StringComparison.OrdinalIgnoreCase) || name.EndsWith("Di", StringComparison.Ordinal);
        var factors = jumps ? Gen.Elements(0.5, 4096, 1.0 / (1 << 25)) : Gen.Elements(1000, 0.001, 3.7e-8, 4096);
        Prop.ForAll(Walk.Arbitrary(1, 120), factors.ToArbitrary(), (walk, k) =>
        {
            var (plain, scaled) = (row.Series(walk), row.Series(walk.Redenominated(k)));
            var factor = row.Unit switch { IndicatorTable.Unit.Price => k, IndicatorTable.Unit.Volume => 1 / k, _ => 1 };
            for (var i = row.WarmUp; i < walk.Count; i++)
                scaled[i].ShouldBe(plain[i] * factor, 1e-7 * factor * Size(row, walk), $"{name} at bar {i}");
        }).Check(Some);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Stream_HostileBars_EqualsTheSeriesToTheBit(string name)
    {
        var row = Row(name);
        Prop.ForAll(Walk.Hostile(), walk => SameBits(row, walk)).Check(Thousand);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Stream_AnyWalk_EqualsTheSeriesToTheBit(string name)
    {
        var row = Row(name);
        Prop.ForAll(Walk.Arbitrary(0, 200), walk => SameBits(row, walk)).Check(Some);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Stream_RecordedMarkets_EqualsTheSeriesToTheBit(string name)
    {
        foreach (var walk in Walk.Recorded(bars: 2000)) SameBits(Row(name), walk);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Series_HostileBarsAndLaterOnesRemoved_KeepsEveryBit(string name)
    {
        var row = Row(name);
        Prop.ForAll(Walk.Hostile(), walk =>
        {
            var whole = row.Series(walk);
            for (var count = walk.Count - 1; count > 0; count -= 17) AreSame(row.Series(walk.First(count)), whole.AsSpan(0, count), name);
        }).Check(Thousand);
    }

    [Fact]
    public void Last_HostileBars_EqualsTheSeriesLastToTheBit() =>
        Prop.ForAll(Walk.Hostile(), w =>
        {
            if (w.Count == 0) return;
            foreach (var (name, last) in Lasts(w)) AreSame([last], Row(name).Series(w).AsSpan(w.Count - 1), name);
        }).Check(Thousand);

    private static (string Name, double Last)[] Lasts(Walk w) =>
    [
        ("sma20", Sma.Last(w.Close, 20)), ("ema12", Ema.Last(w.Close, 12)), ("rsi14", Rsi.Last(w.Close, 14)), ("macdHistogram", Macd.Last(w.Close, 12, 26, 9).Histogram),
        ("atr14", Atr.Last(w.High, w.Low, w.Close, 14)), ("adx14", Adx.Last(w.High, w.Low, w.Close, 14).Adx), ("bollingerUpper", BollingerBands.Last(w.Close, 20, 2).Upper),
        ("bollingerWidth", BollingerBands.LastWidth(w.Close, 20, 2)), ("return24h", TrailingReturns.Log(w.Close, 24)), ("vwapAnchored", Vwap.Last(w.High, w.Low, w.Close, w.Volume)),
        ("obv", Obv.Last(w.Close, w.Volume)), ("closeVolatility24", CloseVolatility.Last(w.Close, 24, 8760)), ("parkinson24", ParkinsonVolatility.Last(w.High, w.Low, 24, 8760)),
        ("garmanKlass24", GarmanKlassVolatility.Last(w.Open, w.High, w.Low, w.Close, 24, 8760)), ("yangZhang24", YangZhangVolatility.Last(w.Open, w.High, w.Low, w.Close, 24, 8760)),
        ("percentileRank20", RollingPercentileRank.Last(w.Close, 20)), ("median20", RollingMedian.Last(w.Close, 20)), ("median7", RollingMedian.Last(w.Close, 7)),
    ];

    private static void SameBits(IndicatorTable.Row row, Walk walk)
    {
        var next = row.Stream(walk);
        AreSame([.. Enumerable.Range(0, walk.Count).Select(next)], row.Series(walk), row.Name);
    }

    /// <summary>Equal bits, zeros with their sign; one NaN is as good as another.</summary>
    private static void AreSame(ReadOnlySpan<double> actual, ReadOnlySpan<double> expected, string name)
    {
        for (var i = 0; i < expected.Length; i++)
        {
            if (double.IsNaN(expected[i])) actual[i].ShouldBe(double.NaN, $"{name} at bar {i}");
            else BitConverter.DoubleToInt64Bits(actual[i]).ShouldBe(BitConverter.DoubleToInt64Bits(expected[i]), $"{name} at bar {i}: {actual[i]:R} is not {expected[i]:R}");
        }
    }

    private static void Compare(IndicatorTable.Row row, Walk walk)
    {
        var series = row.Series(walk);
        for (var i = row.WarmUp; i < walk.Count; i++)
            series[i].ShouldBe(row.Naive(walk, i), Agreement * Size(row, walk), $"{row.Name} at bar {i} of {walk.Count}");
    }

    /// <summary>What 1 means in the indicator's unit.</summary>
    private static double Size(IndicatorTable.Row row, Walk walk) => row.Unit switch
    {
        IndicatorTable.Unit.Price => walk.Close.Max(),
        IndicatorTable.Unit.Volume => walk.Volume.Sum(),
        IndicatorTable.Unit.Usd => walk.Volume.Sum() * walk.Close.Max(),
        _ => 1,
    };

    private static IndicatorTable.Row Row(string name) => IndicatorTable.Rows.Single(r => r.Name == name);
}
