using CryptoRun.Domain.Calibration;
using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Numerics;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoRun.Domain.Tests.Calibration;

public class LabelPropertyTests
{
    private const int Hours = 200;
    private static readonly CalibrationOptions Options = new() { MinimumHours = 120, SigmaHours = 120 };
    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(1000);
    private static readonly Arbitrary<int> Seeds = Gen.Choose(0, int.MaxValue).ToArbitrary();

    [Fact]
    public void Label_CandlesAfterThe48HoursRemovedOrChanged_IsTheSame() => Prop.ForAll(Seeds, seed =>
    {
        var (candles, at) = Walk(seed);
        var label = Label(candles, at);

        Label([.. candles.Where(candle => candle.OpenTime.AddHours(1) <= at.AddHours(48))], at).ShouldBe(label);
        Label([.. candles.Select(candle => candle.OpenTime.AddHours(1) <= at.AddHours(48) ? candle : candle with { High = candle.High * 5, Low = candle.Low / 5 })], at).ShouldBe(label);
    }).Check(Many);

    /// <summary>The label needs the future: what changes there changes it, and nothing known at the scan can hold it.</summary>
    [Fact]
    public void Label_FutureMirrored_ChangesWhileSigmaStays() => Prop.ForAll(Seeds, seed =>
    {
        var (candles, at) = Walk(seed);
        var entry = candles.First(candle => candle.OpenTime >= at).Open;
        var before = Label(candles, at).Label;
        var after = Label([.. candles.Select(candle => candle.OpenTime >= at ? Mirrored(candle, entry) : candle)], at).Label;
        if (before is null || after is null) return;

        after.Sigma.ShouldBe(before.Sigma);
        if (!before.IsWorstCase && !after.IsWorstCase) after.Touched.ShouldBe(before.Touched switch { BarrierTouch.Upper => BarrierTouch.Lower, BarrierTouch.Lower => BarrierTouch.Upper, _ => BarrierTouch.None });
    }).Check(Many);

    [Fact]
    public void Label_PriceInAnotherDenomination_IsTheSame() => Prop.ForAll(Seeds, seed =>
    {
        var (candles, at) = Walk(seed);
        var (plain, scaled) = (Label(candles, at).Label, Label([.. candles.Select(c => c with { Open = c.Open * 1000, High = c.High * 1000, Low = c.Low * 1000, Close = c.Close * 1000 })], at).Label);
        if (plain is null) return;

        (scaled!.Touched, scaled.TouchedAt).ShouldBe((plain.Touched, plain.TouchedAt));
        scaled.Return48h.ShouldBe(plain.Return48h, 1e-9);
        scaled.Sigma.ShouldBe(plain.Sigma, 1e-9);
    }).Check(Many);

    [Fact]
    public void Label_RandomWalks_IsConsistentWithItself() => Prop.ForAll(Seeds, seed =>
    {
        var (candles, at) = Walk(seed);
        if (Label(candles, at).Label is not { } label) return;

        label.Lower.ShouldBeLessThan(label.Entry);
        label.Upper.ShouldBeGreaterThan(label.Entry);
        label.MaximumFavourableExcursion.ShouldBeGreaterThanOrEqualTo(Math.Max(0, label.Return48h));
        (label.TouchedAt is null).ShouldBe(label.Touched == BarrierTouch.None);
        if (label.IsSuccess) label.MaximumFavourableExcursion.ShouldBeGreaterThanOrEqualTo((label.Upper / label.Entry) - 1);
        if (label.TouchedAt is { } touched) touched.ShouldBeInRange(label.EntryAt, at.AddHours(47));
    }).Check(Many);

    /// <summary>spec/factors.md: "A fixed +-5 % barrier measures volatility, not skill": with sigma barriers a coin three times as volatile succeeds as often.</summary>
    [Fact]
    public void Label_CoinThreeTimesAsVolatile_SucceedsAsOften()
    {
        var (calm, wild) = (Outcomes(0.004), Outcomes(0.012));

        // Standard error of each share about 0.024, of the fixed one's difference less.
        wild.Scaled.ShouldBe(calm.Scaled, 0.04);
        wild.Fixed.ShouldBeGreaterThan(calm.Fixed + 0.2);

        static (double Scaled, double Fixed) Outcomes(double volatility)
        {
            var (scaled, plain) = (0, 0);
            for (var n = 0; n < 400; n++)
            {
                var random = new CounterRandom((ulong)n);
                double[] close = [.. Enumerable.Range(0, 200).Select(i => 100 * Math.Exp(volatility * random.Normal((ulong)i)))];
                for (var i = 1; i < close.Length; i++) close[i] *= close[i - 1] / 100;
                var label = TripleBarrier.Label(CandleSeries.FromColumns("TEST-USD", "test", SignalPath.Start, close, close, close, close, close), SignalPath.Start.AddHours(150), SignalPath.Start.AddDays(9), Options).Label!;
                scaled += label.IsSuccess ? 1 : 0;
                plain += close[150..198].TakeWhile(price => price > close[150] * 0.95).Any(price => price >= close[150] * 1.05) ? 1 : 0;
            }

            return (scaled / 400.0, plain / 400.0);
        }
    }

    private static LabelResult Label(IReadOnlyList<Candle> candles, DateTimeOffset at) => TripleBarrier.Label(CandleSeries.FromHourly("TEST-USD", "test", candles), at, at.AddDays(30), Options);

    /// <summary>A walk with jumps between hours, missing hours, and a signal on or between hours.</summary>
    private static (IReadOnlyList<Candle> Candles, DateTimeOffset At) Walk(int seed)
    {
        var random = new CounterRandom((ulong)seed);
        var (candles, price, missing) = (new List<Candle>(Hours), 1000.0, seed % 3 == 0 ? 0.02 : 0);
        for (var i = 0; i < Hours; i++)
        {
            var n = (ulong)i * 8;
            var open = price * Math.Exp(random.Uniform(n + 4) < 0.05 ? 0.02 * random.Normal(n) : 0);
            price = open * Math.Exp(0.01 * random.Normal(n + 1));
            var (high, low) = (Math.Max(open, price) * (1 + (0.01 * random.Uniform(n + 5))), Math.Min(open, price) * (1 - (0.01 * random.Uniform(n + 6))));
            if (i == 0 || random.Uniform(n + 7) >= missing) candles.Add(new Candle(SignalPath.Start.AddHours(i), (decimal)open, (decimal)high, (decimal)low, (decimal)price, 1));
        }

        return (candles, SignalPath.Start.AddHours(125 + random.Below(1 << 20, 20)).AddMinutes(seed % 2 == 0 ? 0 : 13));
    }

    private static Candle Mirrored(Candle candle, decimal entry)
    {
        return candle with { Open = Mirror(candle.Open), High = Mirror(candle.Low), Low = Mirror(candle.High), Close = Mirror(candle.Close) };

        decimal Mirror(decimal price) => entry * entry / price;
    }
}
