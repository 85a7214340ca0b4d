using CryptoRun.Domain.Calibration;
using CryptoRun.Domain.Markets;

namespace CryptoRun.Domain.Tests.Calibration;

/// <summary>spec/factors.md: "Label = triple barrier scaled by the coin's own volatility".</summary>
public class TripleBarrierTests
{
    private const double Rounding = 1e-12;
    private static readonly CalibrationOptions Options = new();
    private static readonly DateTimeOffset Later = SignalPath.Signal.AddDays(10);

    [Fact]
    public void Label_SigmaOfThirtyDays_IsSdOfHourlyReturnsTimesRootOf48()
    {
        var label = Labelled(SignalPath.With());

        label.Sigma.ShouldBe(SignalPath.Sigma, Rounding);
        label.Upper.ShouldBe(SignalPath.Upper, 1e-9);
        label.Lower.ShouldBe(SignalPath.Lower, 1e-9);
    }

    [Fact]
    public void Label_EntryAtTheNextBarsOpen_SetsTheBarriersThere()
    {
        var label = Labelled(SignalPath.With((0, 103, 104, 102, 103)));

        (label.EntryAt, label.Entry, label.KnownAt).ShouldBe((SignalPath.Signal, 103, SignalPath.Signal.AddHours(48)));
        label.Upper.ShouldBe(103 * Math.Exp(SignalPath.Sigma), 1e-9);
    }

    [Fact]
    public void Label_UpperBeforeLower_IsSuccessWithTimeAndExcursion()
    {
        var label = Labelled(SignalPath.With((5, 100, 108, 99, 107), (9, 107, 120, 90, 100), (47, 100, 103, 97, 102)));

        (label.IsSuccess, label.Touched, label.TouchedAt, label.IsWorstCase).ShouldBe((true, BarrierTouch.Upper, SignalPath.Signal.AddHours(5), false));
        label.MaximumFavourableExcursion.ShouldBe(0.20, Rounding);
        label.Return48h.ShouldBe(0.02, Rounding);
    }

    [Fact]
    public void Label_LowerBeforeUpper_IsNoSuccess()
    {
        var label = Labelled(SignalPath.With((5, 100, 101, 93, 100), (6, 100, 120, 100, 120)));
        (label.IsSuccess, label.Touched, label.TouchedAt).ShouldBe((false, BarrierTouch.Lower, SignalPath.Signal.AddHours(5)));
    }

    [Fact]
    public void Label_BothInOneBar_TakesTheWorstCase()
    {
        var label = Labelled(SignalPath.With((5, 100, 110, 90, 109)));
        (label.IsSuccess, label.Touched, label.IsWorstCase).ShouldBe((false, BarrierTouch.Lower, true));
    }

    [Theory]
    [InlineData(108, true)]
    [InlineData(92, false)]
    public void Label_BarOpensBeyondABarrier_TouchedThatOneWhateverTheBarDidLater(double open, bool isSuccess)
    {
        var label = Labelled(SignalPath.With((5, open, 115, 85, 100)));
        (label.IsSuccess, label.Touched, label.IsWorstCase).ShouldBe((isSuccess, isSuccess ? BarrierTouch.Upper : BarrierTouch.Lower, false));
    }

    [Fact]
    public void Label_Untouched_IsNoSuccess()
    {
        var label = Labelled(SignalPath.With());
        (label.IsSuccess, label.Touched, label.TouchedAt).ShouldBe((false, BarrierTouch.None, null));
    }

    [Fact]
    public void Label_PriceExactlyAtABarrier_TouchesIt()
    {
        var barriers = Labelled(SignalPath.With());

        Labelled(SignalPath.With((7, 100, barriers.Upper, 99, 100))).Touched.ShouldBe(BarrierTouch.Upper);
        Labelled(SignalPath.With((7, 100, Math.BitDecrement(barriers.Upper), 99, 100))).Touched.ShouldBe(BarrierTouch.None);
        Labelled(SignalPath.With((7, 100, 101, barriers.Lower, 100))).Touched.ShouldBe(BarrierTouch.Lower);
    }

    [Fact]
    public void Label_FirstAndLastHourOfTheWindow_CountAndTheHourAfterDoesNot()
    {
        Labelled(SignalPath.With((0, 100, 110, 100, 110))).TouchedAt.ShouldBe(SignalPath.Signal);
        Labelled(SignalPath.With((47, 100, 110, 100, 110))).IsSuccess.ShouldBeTrue();
        Labelled(SignalPath.Series(49, (48, 100, 110, 100, 110))).Touched.ShouldBe(BarrierTouch.None);
    }

    [Fact]
    public void Label_SignalBetweenHours_EntersAtTheNextHourAndEndsWith48HoursFromTheSignal()
    {
        var at = SignalPath.Signal.AddMinutes(7);
        var success = (47, 100.0, 110.0, 100.0, 110.0);
        var result = TripleBarrier.Label(SignalPath.Series(60, success), at, Later, Options);

        // The bar that opens in hour 47 closes at hour 48, before signal + 48 h 07; the next one does not.
        (result.Label!.EntryAt, result.Label.IsSuccess).ShouldBe((SignalPath.Signal.AddHours(1), true));
        TripleBarrier.Label(SignalPath.Series(60, success with { Item1 = 48 }), at, Later, Options).Label!.Touched.ShouldBe(BarrierTouch.None);
    }

    [Fact]
    public void Label_48HoursHaveNotPassed_IsPendingEvenWhereTouched()
    {
        var series = SignalPath.With((0, 100, 110, 100, 110));
        TripleBarrier.Label(series, SignalPath.Signal, SignalPath.Signal.AddHours(47), Options).ShouldBe(new LabelResult(null, LabelAbsence.Pending));
        TripleBarrier.Label(series, SignalPath.Signal, SignalPath.Signal.AddHours(48), Options).Label.ShouldNotBeNull();
    }

    [Fact]
    public void Label_FeedEndsInsideTheWindow_IsAbsent()
    {
        var cut = SignalPath.Series(20, (0, 100, 110, 100, 110));
        TripleBarrier.Label(cut, SignalPath.Signal, Later, Options).Absent.ShouldBe(LabelAbsence.Gaps);
        TripleBarrier.Label(SignalPath.Series(0), SignalPath.Signal, Later, Options).Absent.ShouldBe(LabelAbsence.EntryMissing);
    }

    [Theory]
    [InlineData(1, 2, null)]
    [InlineData(1, 3, LabelAbsence.Gaps)]
    [InlineData(0, 1, LabelAbsence.EntryMissing)]
    [InlineData(46, 2, null)]
    [InlineData(45, 3, LabelAbsence.Gaps)]
    public void Label_HoursMissing_IsAbsentAboveFivePerCentOrAtTheEntry(int from, int hours, LabelAbsence? expected)
    {
        var (first, last) = (SignalPath.HistoryHours + from, SignalPath.HistoryHours + from + hours - 1);
        var candles = SignalPath.Candles(SignalPath.Series(60)).Where((_, i) => i < first || i > last).ToList();

        Of(candles).Absent.ShouldBe(expected);

        // Whether the feed went on after a gap at the end of the window does not matter.
        if (from + hours == 48) Of([.. candles.Where(candle => candle.OpenTime < SignalPath.Signal.AddHours(48))]).ShouldBe(Of(candles));

        static LabelResult Of(IReadOnlyList<Candle> candles) => TripleBarrier.Label(CandleSeries.FromHourly("TEST-USD", "test", candles), SignalPath.Signal, Later, Options);
    }

    [Fact]
    public void Label_MissingHourThenAGap_TouchesWhenTradingResumes()
    {
        var candles = SignalPath.Candles(SignalPath.Series(48, (6, 109, 112, 90, 110))).Where((_, i) => i != SignalPath.HistoryHours + 5);
        var label = Labelled(CandleSeries.FromHourly("TEST-USD", "test", candles));

        (label.Touched, label.TouchedAt).ShouldBe((BarrierTouch.Upper, SignalPath.Signal.AddHours(6)));
    }

    [Fact]
    public void Label_TooLittleHistoryOrAFlatOrSpoiledPrice_IsAbsentWithItsReason()
    {
        Absence(SignalPath.With(), SignalPath.Start.AddHours(479)).ShouldBe(LabelAbsence.History);
        Absence(SignalPath.With(), SignalPath.Start.AddHours(-5)).ShouldBe(LabelAbsence.History);
        Absence(Constant(100), SignalPath.Signal).ShouldBe(LabelAbsence.Flat);
        Absence(SignalPath.With((3, 100, double.NaN, 99, 100)), SignalPath.Signal).ShouldBe(LabelAbsence.NotFinite);
        Absence(SignalPath.With((3, 100, 101, 0, 100)), SignalPath.Signal).ShouldBe(LabelAbsence.NotFinite);
        Absence(SignalPath.With((3, double.PositiveInfinity, 101, 99, 100)), SignalPath.Signal).ShouldBe(LabelAbsence.NotFinite);
        Absence(Constant(double.NaN), SignalPath.Signal).ShouldBe(LabelAbsence.NotFinite);

        // Spoiled in the past alone: sigma cannot be measured.
        Absence(SignalPath.With((-9, 0, 0, 0, 0)), SignalPath.Signal).ShouldBe(LabelAbsence.NotFinite);
    }

    private static LabelAbsence? Absence(CandleSeries series, DateTimeOffset at) => TripleBarrier.Label(series, at, Later, Options).Absent;

    private static BarrierLabel Labelled(CandleSeries series) => TripleBarrier.Label(series, SignalPath.Signal, Later, Options).Label.ShouldNotBeNull();

    private static CandleSeries Constant(double price)
    {
        double[] prices = [.. Enumerable.Repeat(price, SignalPath.HistoryHours + 48)];
        return CandleSeries.FromColumns("TEST-USD", "test", SignalPath.Start, prices, prices, prices, prices, new double[prices.Length]);
    }
}
