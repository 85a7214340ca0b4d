using CryptoRun.Domain.Gates;
using CryptoRun.Domain.Regimes;
using CryptoRun.Domain.Venues;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoRun.Domain.Tests.Gates;

/// <summary>What holds of every gate whatever it reads.</summary>
public class GatePropertyTests
{
    private static readonly Config Cases = Config.QuickThrowOnFailure.WithMaxTest(2000);
    private static readonly GateOptions Options = new();

    /// <summary>Numbers around every limit, and the ones that are none.</summary>
    private static readonly Gen<double> Number = Gen.Frequency(
        (1, Gen.Elements(double.NaN, double.PositiveInfinity, double.NegativeInfinity)),
        (2, Gen.Elements(0.0, 1.8, 2.0, 0.025, 0.03, 0.04, 25.0, 0.55, 75.0, 80.0, 0.12, 0.15, 70.0, 500_000.0)),
        (5, Gen.Choose(-2000, 2000).Select(n => n / 1000.0)),
        (5, Gen.Choose(0, 10_000).Select(n => n / 100.0)));

    private static readonly Gen<double?> Perhaps = Gen.Frequency((1, Gen.Constant((double?)null)), (6, Number.Select(n => (double?)n)));

    private static readonly Gen<VenueBook> AnyBook =
        from spread in Gen.Choose(1, 120)
        from depth in Gen.Choose(1, 400)
        from venue in Gen.Elements("kraken", "okx", "bybit")
        from health in Gen.Elements<VenueState?>(null, VenueState.Green, VenueState.Yellow, VenueState.Red)
        from age in Gen.Choose(-1, 8)
        select GateScenario.Book(spread, depth * 1000.0, venue, health, age);

    private static readonly Gen<GateInputs> Market =
        from regime in Gen.Elements(Enum.GetValues<RegimeState>())
        from a in Number.ArrayOf(4)
        from b in Perhaps.ArrayOf(11)
        from adv in Gen.Elements(50_000.0, 100_000, 999_999, 1_000_000, 5_000_000, double.NaN)
        from bars in Gen.Choose(-1, 5)
        select GateScenario.Passing(regime) with
        {
            Composite = a[0],
            Price = a[1],
            VolumeUsd24h = a[2] * 10_000,
            AdvUsd = adv,
            Vadr = b[0],
            VadrPercentile80 = b[1],
            Return4h = b[2],
            Return24h = b[3],
            Adx4h = b[4],
            Hurst = b[5],
            Rsi4h = b[6],
            Acceleration4h = b[7],
            Atr1h = b[8],
            Vwap24h = b[9],
            SocialPoints = b[10],
            CatalystHeatPoints = b[0],
            Signal = bars < 0 ? null : new SignalReading(bars, a[3], GateScenario.At),
        };

    private static readonly Gen<GateInputs> Any =
        from market in Market
        from books in AnyBook.ListOf().Select(list => (IReadOnlyList<VenueBook>)[.. list.Take(3)])
        from hasBooks in Gen.Elements(true, true, true, false)
        from z in Perhaps
        from hasPerpetual in Gen.Elements(true, true, false)
        from hasFunding in Gen.Elements(true, true, false)
        from delay in Gen.Choose(-2, 70)
        from timed in Gen.Elements(true, false)
        select market with
        {
            Books = hasBooks ? books : null,
            Funding = hasFunding ? new FundingReading(hasPerpetual ? z : null, hasPerpetual, "okx", GateScenario.At) : null,
            Decision = timed ? new DecisionTiming(GateScenario.At, GateScenario.At.AddSeconds(delay)) : null,
        };

    [Fact]
    public void Judge_AnyInputs_OutcomeMarginAndComparisonAgree() => Check.One(Cases, Prop.ForAll(Any.ToArbitrary(), inputs =>
    {
        foreach (var result in EntryGates.Evaluate(inputs, Options))
        {
            (result.Margin is null).ShouldBe(result.Actual is null || result.Threshold is null, result.Gate);
            if (result.Actual is { } actual && result.Threshold is { } threshold)
            {
                var passes = result.Comparison == Comparison.AtLeast ? actual >= threshold : actual <= threshold;
                passes.ShouldBe(result.Outcome == GateOutcome.Passed, result.Gate);
                (result.Margin >= 0).ShouldBe(passes, result.Gate);
                result.Margin!.Value.ShouldBe(result.Comparison == Comparison.AtLeast ? actual - threshold : threshold - actual);
            }
        }
    }));

    [Fact]
    public void Judge_AnyInputs_EveryResultIsCompleteAndFinite() => Check.One(Cases, Prop.ForAll(Any.ToArbitrary(), inputs =>
    {
        var results = EntryGates.Evaluate(inputs, Options);
        results.Select(r => r.Gate).ShouldBe([.. GateOrder.All, .. GateOrder.Soft]);
        foreach (var result in results)
        {
            foreach (var number in new[] { result.Actual, result.Threshold, result.Margin }) (number is null || double.IsFinite(number.Value)).ShouldBeTrue(result.Gate);
            (result.Reason.Length > 0 && result.Hint.Length > 0 && result.Unit.Length > 0 && result.Source.Length > 0).ShouldBeTrue(result.Gate);
            if (result.Outcome == GateOutcome.Passed) result.Actual.ShouldNotBeNull(result.Gate);
            result.Kind.ShouldBe(GateOrder.Soft.Contains(result.Gate) ? GateKind.Soft : GateKind.Hard);
        }
    }));

    [Fact]
    public void Judge_TheValueIsNotANumber_NeverPasses()
    {
        foreach (var bad in new[] { double.NaN, double.PositiveInfinity, double.NegativeInfinity })
        {
            var inputs = GateScenario.Fed() with
            {
                Composite = bad,
                VolumeUsd24h = bad,
                Vadr = bad,
                Return4h = bad,
                Adx4h = bad,
                Hurst = bad,
                Price = bad,
                Return24h = bad,
                Rsi4h = bad,
                Acceleration4h = bad,
                SocialPoints = bad,
                Funding = new FundingReading(bad, HasPerpetual: true, "okx", null),
            };
            foreach (var result in EntryGates.Evaluate(inputs, Options))
            {
                if (result.Gate is not ("lateFill" or "spread" or "depth" or "catalystHeat")) result.Outcome.ShouldBe(GateOutcome.Failed, $"{result.Gate} {bad}");
            }
        }
    }

    [Fact]
    public void Judge_TighterThresholds_NeverTurnAFailureIntoAPass() => Check.One(Cases, Prop.ForAll(
        (from inputs in Any from tighten in Gen.Choose(0, 50).ArrayOf(14) select (inputs, tighten)).ToArbitrary(), x =>
    {
        var loose = Options.For(x.inputs.Regime);
        double By(int i, double unit) => x.tighten[i] * unit;
        var tight = loose with
        {
            Composite = loose.Composite + By(0, 0.1),
            Vadr = loose.Vadr + By(1, 0.01),
            Movement = loose.Movement + By(2, 0.001),
            FundingZ = loose.FundingZ - By(3, 0.05),
            FundingOverVwap = loose.FundingOverVwap + By(4, 0.001),
            VolumeUsd24h = loose.VolumeUsd24h + By(5, 1000),
            Adx = loose.Adx + By(6, 0.1),
            Hurst = loose.Hurst + By(7, 0.001),
            FreshnessBars = Math.Max(0, loose.FreshnessBars - (x.tighten[8] % 3)),
            FreshnessAtr = loose.FreshnessAtr - By(9, 0.01),
            FatigueReturn24h = loose.FatigueReturn24h - By(10, 0.001),
            FatigueRsi = loose.FatigueRsi - By(11, 0.1),
            FatigueAcceleration = loose.FatigueAcceleration + By(12, 0.001),
            SpreadTighterBps = loose.SpreadTighterBps,
            DepthTighterShare = loose.DepthTighterShare,
            SocialPoints = loose.SocialPoints - By(13, 0.1),
            CatalystHeatPoints = loose.CatalystHeatPoints - By(13, 0.1),
            LateFillSeconds = Math.Max(1, loose.LateFillSeconds - By(13, 0.5)),
        };
        AssertNoneTurns(x.inputs, loose, tight);
    }));

    [Fact]
    public void Judge_TighterLiquidity_NeverLetsABlockedCoinThrough() => Check.One(Cases, Prop.ForAll(
        (from inputs in Any from spread in Gen.Choose(0, 9) from depth in Gen.Choose(0, 200) select (inputs, spread, depth)).ToArbitrary(), x =>
    {
        // Spread and depth are judged together, at the venue that carries both: single gates may change the venue, the pair may not get better.
        var loose = Options.For(x.inputs.Regime);
        var tight = loose with { SpreadTighterBps = loose.SpreadTighterBps + x.spread, DepthTighterShare = loose.DepthTighterShare + (x.depth / 100.0) };
        if (BothPass(x.inputs, tight)) BothPass(x.inputs, loose).ShouldBeTrue();
    }));

    [Fact]
    public void Judge_OneMoreVenue_NeverBlocksACoinThatWasThroughNorHalvesItMore() => Check.One(Cases, Prop.ForAll(
        (from inputs in Any from book in AnyBook select (inputs, book)).ToArbitrary(), x =>
    {
        if (x.inputs.Books is null) return;
        var limits = Options.For(x.inputs.Regime);
        var more = x.inputs with { Books = [.. x.inputs.Books, x.book] };
        if (BothPass(x.inputs, limits)) BothPass(more, limits).ShouldBeTrue();
        if (BothPass(x.inputs, limits)) EntryGates.Judge(more, Options).Size.Factor.ShouldBeGreaterThanOrEqualTo(EntryGates.Judge(x.inputs, Options).Size.Factor);
    }));

    [Fact]
    public void Judge_AnyInputs_SizeIsTheProductOfItsReductions() => Check.One(Cases, Prop.ForAll(Any.ToArbitrary(), inputs =>
    {
        var size = EntryGates.Judge(inputs, Options).Size;
        size.Factor.ShouldBe(size.Reductions.Aggregate(1.0, (product, reduction) => product * reduction.Factor));
        size.Factor.ShouldBeInRange(0.125, 1);
        size.Reductions.All(reduction => reduction.Reason.Length > 0).ShouldBeTrue();
    }));

    [Fact]
    public void Judge_WithoutWords_SaysTheSame() => Check.One(Cases, Prop.ForAll(Any.ToArbitrary(), inputs =>
    {
        static object Numbers(GateResult r) => (r.Gate, r.Kind, r.Outcome, r.Actual, r.Threshold, r.Margin, r.Unit, r.Source, r.AgeSeconds);
        EntryGates.Evaluate(inputs with { WithWords = false }, Options).Select(Numbers).ShouldBe(EntryGates.Evaluate(inputs, Options).Select(Numbers));
    }));

    private static void AssertNoneTurns(GateInputs inputs, GateThresholds loose, GateThresholds tight)
    {
        var (before, after) = (EntryGates.Evaluate(inputs, With(inputs.Regime, loose)), EntryGates.Evaluate(inputs, With(inputs.Regime, tight)));
        for (var i = 0; i < before.Count; i++)
        {
            if (before[i].Outcome == GateOutcome.Failed) after[i].Outcome.ShouldNotBe(GateOutcome.Passed, before[i].Gate);
        }
    }

    private static bool BothPass(GateInputs inputs, GateThresholds limits) =>
        EntryGates.Evaluate(inputs, With(inputs.Regime, limits)).Where(r => r.Gate is "spread" or "depth").All(r => r.Outcome == GateOutcome.Passed);

    private static GateOptions With(RegimeState regime, GateThresholds thresholds) => regime switch
    {
        RegimeState.TrendingBull => new() { TrendingBull = thresholds },
        RegimeState.Choppy => new() { Choppy = thresholds },
        _ => new() { HighVolatility = thresholds },
    };
}
