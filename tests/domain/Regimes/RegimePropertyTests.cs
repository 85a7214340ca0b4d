using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Regimes;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoRun.Domain.Tests.Regimes;

public class RegimePropertyTests
{
    private const double Tolerance = 1e-9;

    private static readonly RegimeOptions SixCoins = new() { UniverseSize = 6 };

    [Fact]
    public void History_RandomUniverse_AgreesWithTheNaiveImplementation() => ForAllSeeds(12, seed =>
    {
        var at = RandomUniverse.End.AddMinutes(77);
        var universe = RandomUniverse.Draw(seed);
        var records = RegimeDetector.History(at, universe, SixCoins);

        foreach (var (record, naive) in records.Zip(NaiveRegime.History(at, universe, 6)))
        {
            (record.At, record.State, record.Pending, record.Since, record.UniverseCount).ShouldBe((naive.At, naive.State, naive.Pending, naive.Since, naive.Count));
            record.Confidence.ShouldBe(naive.Confidence, Tolerance);
            ShouldAgree(record.Indicators[0].Value, naive.Volatility);
            ShouldAgree(record.Indicators[1].Value, naive.Breadth);
            ShouldAgree(record.Indicators[2].Value, naive.Thrust);
        }
    });

    [Fact]
    public void RandomUniverses_FortySeeds_ReachEveryPartOfTheDecision()
    {
        // What the comparison above is worth: its universes are not all alike.
        var records = Enumerable.Range(0, 40).SelectMany(seed => RegimeDetector.History(RandomUniverse.End, RandomUniverse.Draw(seed), SixCoins)).ToList();

        foreach (var state in Enum.GetValues<RegimeState>()) records.ShouldContain(r => r.State == state && r.Confidence > 0);
        foreach (var level in new[] { "calm", "elevated", "extreme", "none" }) records.ShouldContain(r => r.Indicators[0].Vote == level);
        records.ShouldContain(r => r.Pending != null);
        records.ShouldContain(r => r.Flags.Contains("cold start"));
        records.ShouldContain(r => r.Flags.Contains("thrust remembered"));
        records.ShouldContain(r => r.UniverseCount < 6 && r.UniverseCount > 0);
    }

    [Fact]
    public void DetectFromHistory_LaterCandlesDeletedOrChanged_IsTheSameRecord() => ForAllSeeds(10, seed =>
    {
        var universe = RandomUniverse.Draw(seed);
        var at = RandomUniverse.End.AddHours(-4 * (seed % 7));
        var whole = Text(RegimeDetector.DetectFromHistory(at, universe, SixCoins));

        Text(RegimeDetector.DetectFromHistory(at, [.. universe.Select(s => s.ClosedAt(at))], SixCoins)).ShouldBe(whole);
        Text(RegimeDetector.DetectFromHistory(at, [.. universe.Select(s => Distorted(s, at))], SixCoins)).ShouldBe(whole);
    });

    [Fact]
    public void DetectFromHistory_OlderCandlesThanHistoryHoursDeleted_IsTheSameRecord() => ForAllSeeds(10, seed =>
    {
        var universe = RandomUniverse.Draw(seed);
        var cut = universe.Select(s => s.ClosedAt(RandomUniverse.End).Last(RegimeDetector.HistoryHours)).ToList();

        Text(RegimeDetector.DetectFromHistory(RandomUniverse.End, cut, SixCoins)).ShouldBe(Text(RegimeDetector.DetectFromHistory(RandomUniverse.End, universe, SixCoins)));
    });

    [Fact]
    public void DetectFromHistory_SymbolsInAnotherOrder_IsTheSameRecord() => ForAllSeeds(10, seed =>
    {
        var universe = RandomUniverse.Draw(seed);
        var shuffled = universe.ToArray();
        new Random(seed).Shuffle(shuffled);

        Text(RegimeDetector.DetectFromHistory(RandomUniverse.End, shuffled, SixCoins)).ShouldBe(Text(RegimeDetector.DetectFromHistory(RandomUniverse.End, universe, SixCoins)));
    });

    [Fact]
    public void Detect_StepByStepFromRecords_EqualsHistory()
    {
        var universe = RandomUniverse.Draw(3);
        var history = RegimeDetector.History(RandomUniverse.End, universe, SixCoins);

        history.Count.ShouldBe(61);
        for (var i = 1; i < history.Count; i++) Text(RegimeDetector.Detect(history[i].At, universe, history[i - 1], SixCoins)).ShouldBe(Text(history[i]));
    }

    private static void ForAllSeeds(int runs, Action<int> check) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(runs), Prop.ForAll(Gen.Choose(0, 1_000_000).ToArbitrary(), check));

    private static void ShouldAgree(double? actual, double? expected)
    {
        actual.HasValue.ShouldBe(expected.HasValue);
        if (expected is { } value) actual!.Value.ShouldBe(value, Tolerance);
    }

    /// <summary>The same past, another future.</summary>
    private static CandleSeries Distorted(CandleSeries series, DateTimeOffset at)
    {
        var past = series.ClosedAt(at);
        if (past.Count == 0 || past.End < at) return past;

        for (var i = 0; i < 30; i++) past = past.Append(new Candle(past.End.AddHours(i % 3), 1m, 9_999_999m, 0.000001m, i % 2 == 0 ? 0.000001m : 9_999_999m, 1e12m));
        return past;
    }

    private static string Text(RegimeRecord r) => string.Join('|', r.At, r.State, r.Confidence, r.Since, r.Pending, r.RawState, r.Previous, string.Join(',', r.Indicators), r.Reason, r.UniverseCount, string.Join(',', r.Flags));
}
