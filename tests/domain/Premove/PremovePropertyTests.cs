using System.Collections;
using System.Reflection;
using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Premove;
using FsCheck;
using FsCheck.Fluent;
using static CryptoRun.Domain.Tests.Premove.Sweep;

namespace CryptoRun.Domain.Tests.Premove;

public sealed class PremovePropertyTests
{
    private const double Tolerance = 1e-9;

    /// <summary>Each scored input and the direction in which it raises the score: +1, -1, or 2 for "either way".</summary>
    private static readonly (Func<PremoveCoin, double, PremoveCoin> Set, double Least, double Most, int Direction)[] Inputs =
    [
        ((c, v) => c with { FundingZ = Reading(v) }, -5, 5, 2),
        ((c, v) => c with { OpenInterestResidualUsd = Reading(v) }, -2e6, 2e6, 1),
        ((c, v) => c with { EtfFlowShare = Reading(v) }, -0.03, 0.03, 1),
        ((c, v) => c with { ReservesChange7d = Reading(v) }, -0.3, 0.2, -1),
        ((c, v) => c with { WhaleComposite = Reading(v) }, 0, 1, 1),
        ((c, v) => c with { DepthImbalanceZ = Reading(v) }, -4, 4, 1),
        ((c, v) => c with { SpreadCompressionZ = Reading(v) }, -4, 4, 1),
        ((c, v) => c with { LargePrints = Prints(v, 100, 1000) }, 0, 500, 1),
        ((c, v) => c with { Heat = Reading(v) }, 0, 1, 1),
        ((c, v) => c with { BollingerWidthPercentile = Reading(v) }, 0, 1, -1),
    ];

    [Fact]
    public void Run_AnySweep_StaysWithinItsBounds() => ForAll((_, input) =>
    {
        var result = PremoveDetector.Run(input, Options);
        result.Coins.Count.ShouldBe(input.Coins.Count);
        foreach (var coin in result.Coins)
        {
            var score = coin.Score;
            score.PointsAvailable.ShouldBeInRange(0, 100);
            score.PointsScored.ShouldBeInRange(0, score.PointsAvailable);
            score.Value.HasValue.ShouldBe(score.PointsAvailable >= 50);
            if (score.Value is { } value) value.ShouldBeInRange(0, 100);
            coin.Freshness.Factor.ShouldBeInRange(0.8, 1);
            coin.Judgement.State.HasValue.ShouldBe(score.Value.HasValue);
            if (coin.Confirmation.IsConfirmed) coin.Confirmation.Met.ShouldBeGreaterThanOrEqualTo(2);
            if (coin.Alert.IsSent) coin.Alert.InHour.ShouldBeLessThan(coin.Alert.HourLimit);
            foreach (var component in score.Components)
            {
                component.PointsScored.ShouldBeInRange(0, component.PointsAvailable);
                component.PointsAvailable.ShouldBe(component.AbsentReason is null ? component.Points : 0);
                (component.Inputs.Count == 0).ShouldBe(component.AbsentReason is not null);
                component.Inputs.All(i => i.AgeSeconds >= 0).ShouldBeTrue();
            }
        }
    });

    [Fact]
    public void Run_BrokenInputs_NeverReachTheOutput() => ForAll((_, input) => AssertFinite(PremoveDetector.Run(input, Options), "result", 0));

    [Fact]
    public void Run_OrderOfInputs_ChangesNothing() => ForAll((seed, input) =>
    {
        var random = new Random(seed);
        var shuffled = input with
        {
            Coins = Shuffled(input.Coins.Select(c => c.Cvd is null ? c : c with { Cvd = c.Cvd with { Bars = Shuffled(c.Cvd.Bars) } })),
            Alerts = Shuffled(input.Alerts),
            Positions = Shuffled(input.Positions),
        };
        Text(PremoveDetector.Run(shuffled, Options)).ShouldBe(Text(PremoveDetector.Run(input, Options)));

        T[] Shuffled<T>(IEnumerable<T> items)
        {
            var array = items.ToArray();
            random.Shuffle(array);
            return array;
        }
    });

    [Fact]
    public void Run_AnythingAfterTheInstant_ChangesNothing() => ForAll((seed, input) =>
    {
        var random = new Random(seed);
        var later = input with
        {
            Coins =
            [
                .. input.Coins.Select(c => c with
                {
                    Cvd = c.Cvd is null ? null : c.Cvd with { Bars = [.. c.Cvd.Bars.Select(b => b.CloseTime <= At ? b : b with { DeltaUsd = 1e9, PriceChange = double.NaN }), new CvdBar(At.AddMinutes(-14), 1e12, 1, 1e12)] },
                    Candles = Later(c.Candles),
                    FundingZ = Moved(c.FundingZ),
                    Heat = Moved(c.Heat),
                    WhaleComposite = Moved(c.WhaleComposite),
                }),
            ],
            Alerts = [.. input.Alerts, new AlertSent(At.AddTicks(1), "C0-USD"), new AlertSent(At.AddHours(1), "C1-USD")],
            Bitcoin = Later(input.Bitcoin),
        };
        Text(PremoveDetector.Run(later, Options)).ShouldBe(Text(PremoveDetector.Run(input, Options)));

        // What was stamped after the instant already may have any value and any later time.
        FeedReading? Moved(FeedReading? reading) =>
            reading is null || reading.Stamp.ExchangeTime <= At ? reading : new FeedReading(reading.Stamp with { ExchangeTime = At.AddSeconds(random.Next(1, 1000)) }, 1e6 * random.NextDouble());

        static CandleSeries? Later(CandleSeries? series)
        {
            if (series is null || series.End < Portfolios.Waves.LastHour) return series;
            for (var i = 0; i < 2; i++) series = series.Append(new Candle(series.End, 1m, 900m, 1m, i == 1 ? 1m : 900m, 5m));
            return series;
        }
    });

    [Fact]
    public void Run_FeedTakenAway_NeverRaisesThePointsAvailable() => ForAll((seed, input) =>
    {
        var coin = input.Coins[0];
        PremoveCoin[] without =
        [
            coin with { FundingZ = null }, coin with { OpenInterestResidualUsd = null }, coin with { EtfFlowShare = null }, coin with { ReservesChange7d = null }, coin with { WhaleComposite = null },
            coin with { DepthImbalanceZ = null }, coin with { SpreadCompressionZ = null }, coin with { LargePrints = null }, coin with { Cvd = null }, coin with { Heat = null }, coin with { BollingerWidthPercentile = null },
        ];
        var (before, after) = (Run(coin).Score, Run(without[seed % without.Length]).Score);
        after.PointsAvailable.ShouldBeLessThanOrEqualTo(before.PointsAvailable);
        after.PointsScored.ShouldBeLessThanOrEqualTo(before.PointsScored);
        before.Components.Zip(after.Components).Count(p => p.First.PointsScored != p.Second.PointsScored || p.First.PointsAvailable != p.Second.PointsAvailable).ShouldBeLessThanOrEqualTo(1);
    });

    [Fact]
    public void Run_EachInput_MovesTheScoreOneWayOnly() => ForAllSeeds(seed =>
    {
        var random = new Random(seed);
        var coin = RandomSweep.Coin(random, "AAA-USD", new double[168], isSound: true);
        foreach (var (set, least, most, direction) in Inputs)
        {
            var (low, high) = (Draw(least, most), Draw(least, most));
            if (direction == 2 ? Math.Abs(low) > Math.Abs(high) : low > high) (low, high) = (high, low);
            if (direction == -1) (low, high) = (high, low);
            var (worse, better) = (Run(set(coin, low)).Score, Run(set(coin, high)).Score);
            better.PointsScored.ShouldBeGreaterThanOrEqualTo(worse.PointsScored);
            (better.Value ?? 0).ShouldBeGreaterThanOrEqualTo(worse.Value ?? 0);
        }

        double Draw(double least, double most) => least + ((most - least) * random.NextDouble());
    });

    [Fact]
    public void Run_OlderFeed_NeverScoresMoreWhileItIsInUse() => ForAllSeeds(seed =>
    {
        var random = new Random(seed);
        var (young, old) = (random.Next(14400), random.Next(14400));
        if (young > old) (young, old) = (old, young);
        Run(Full() with { Heat = Reading(0.5, old) }).Score.Value!.Value.ShouldBeLessThanOrEqualTo(Run(Full() with { Heat = Reading(0.5, young) }).Score.Value!.Value);
    });

    [Fact]
    public void Run_OtherCoins_DoNotChangeACoinsScore() => ForAll((_, input) =>
    {
        var together = PremoveDetector.Run(input, Options).Coins.ToDictionary(c => c.Symbol);
        foreach (var coin in input.Coins)
        {
            var alone = PremoveDetector.Run(input with { Coins = [coin] }, Options).Coins[0];
            (alone.Score.Value, alone.Score.Sentence, alone.Cvd, alone.Judgement).ShouldBe((together[coin.Symbol].Score.Value, together[coin.Symbol].Score.Sentence, together[coin.Symbol].Cvd, together[coin.Symbol].Judgement));
        }
    });

    [Fact]
    public void Run_OtherUnitOfVolume_ChangesNoResidualZ() => ForAllSeeds(seed =>
    {
        var feed = CvdOnALine(60 + (seed % 140), (seed % 700 / 100.0) - 3.5);
        var unit = Math.Pow(10, (seed % 9) - 4);
        var scaled = feed with { Bars = [.. feed.Bars.Select(b => b with { DeltaUsd = unit * b.DeltaUsd })] };
        Run(Bare() with { Cvd = scaled }).Cvd!.Z!.Value.ShouldBe(Run(Bare() with { Cvd = feed }).Cvd!.Z!.Value, 1e-6);
    });

    private static void ForAll(Action<int, PremoveInput> check) => ForAllSeeds(seed => check(seed, RandomSweep.Draw(seed)));

    private static void ForAllSeeds(Action<int> check) => Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(Gen.Choose(0, 10_000_000).ToArbitrary(), check));

    /// <summary>Walks every property of every record: no number that is not finite, and no text that shows one.</summary>
    private static void AssertFinite(object? value, string path, int depth)
    {
        if (value is null || depth > 8) return;
        if (value is double number)
        {
            double.IsFinite(number).ShouldBeTrue(path);
            return;
        }

        if (value is string text)
        {
            text.Contains("NaN", StringComparison.Ordinal).ShouldBeFalse($"{path}: {text}");
            text.Contains('∞').ShouldBeFalse($"{path}: {text}");
            return;
        }

        if (value is IEnumerable items)
        {
            foreach (var item in items) AssertFinite(item, path + "[]", depth + 1);
            return;
        }

        if (value.GetType().Namespace?.StartsWith("CryptoRun", StringComparison.Ordinal) != true || value.GetType().IsEnum) return;
        foreach (var property in value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.GetIndexParameters().Length == 0) AssertFinite(property.GetValue(value), $"{path}.{property.Name}", depth + 1);
        }
    }
}
