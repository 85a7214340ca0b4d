using CryptoRun.Domain.Factors;
using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Tests.Scanning;

namespace CryptoRun.Domain.Tests.Factors;

/// <summary>
/// "Heat = 1 - prod(1 - tier * decay) over known events: tier major 1.0, minor 0.6, info 0.3, scaled so that the product stays in [0,1] with decay 0-4 weeks 1.2,
/// 4-8 1.0, 8-16 0.8, later 0.6 (divide by 1.2)" and "Catalyst = 0.6 * compression + 0.4 * heat".
/// </summary>
public class EventHeatTests
{
    private const double Tolerance = 1e-12;
    private static readonly DateTimeOffset At = SyntheticMarket.At;

    [Theory]
    [InlineData(EventTier.Major, 0, 1.0)]
    [InlineData(EventTier.Major, 28, 1.0)]
    [InlineData(EventTier.Major, 28.01, 1.0 / 1.2)]
    [InlineData(EventTier.Major, 56, 1.0 / 1.2)]
    [InlineData(EventTier.Major, 56.01, 0.8 / 1.2)]
    [InlineData(EventTier.Major, 112, 0.8 / 1.2)]
    [InlineData(EventTier.Major, 112.01, 0.5)]
    [InlineData(EventTier.Minor, 14, 0.6)]
    [InlineData(EventTier.Minor, 70, 0.6 * 0.8 / 1.2)]
    [InlineData(EventTier.Info, 14, 0.3)]
    [InlineData(EventTier.Info, 300, 0.15)]
    public void Measure_OneEvent_IsTierTimesDecay(EventTier tier, double days, double heat) => Heat(Event(days, tier)).ShouldBe(heat, Tolerance);

    /// <summary>Major in 6 weeks 5/6, minor in 3 weeks 0.6, info in 20 weeks 0.15: 1 - 1/6 x 0.4 x 0.85 = 0.943333.</summary>
    [Fact]
    public void Measure_ThreeEventsWorkedByHand_IsTheComplementOfTheProduct() =>
        Heat(Event(21, EventTier.Minor), Event(42, EventTier.Major), Event(140, EventTier.Info)).ShouldBe(1 - (0.4 * 0.85 / 6), Tolerance);

    [Theory]
    [InlineData(-48, 1)]
    [InlineData(-48.1, 0)]
    public void Measure_PastEvent_CountsAsNowForTwoDays(double hours, double heat) => Heat(Event(hours / 24, EventTier.Major)).ShouldBe(heat);

    [Fact]
    public void Measure_EventOfTwoCalendars_CountsOnceAtItsHigherTier() =>
        Heat(Event(14, EventTier.Minor, source: "a"), Event(14, EventTier.Info, source: "b")).ShouldBe(0.6, Tolerance);

    [Fact]
    public void Measure_TwoEventsAtOnce_CountBoth() => Heat(Event(14, EventTier.Info, "a"), Event(14, EventTier.Info, "b")).ShouldBe(1 - (0.7 * 0.7), Tolerance);

    [Fact]
    public void Measure_NothingKnownOfTheCoin_IsZeroAndThere() => Heat().ShouldBe(0);

    /// <summary>"A component that is missing for every symbol (... no events ...) leaves its mean."</summary>
    [Fact]
    public void Column_NoCalendar_IsCompressionAlone() => Catalyst.Column([Symbol(0.9, double.NaN), Symbol(0.2, double.NaN)]).ShouldBe([0.9, 0.2]);

    [Fact]
    public void Column_CalendarConnected_WeighsSixToFour() =>
        Catalyst.Column([Symbol(0.9, 0.5), Symbol(0.2, 0), Symbol(0.5, double.NaN)]).ShouldBe([0.74, 0.12, 0.30], Tolerance);

    private static double Heat(params CatalystEvent[] events) => EventHeat.Measure(events, At, new CatalystOptions()).Heat;

    private static CatalystEvent Event(double days, EventTier tier, string title = "Upgrade", string source = "calendar") => new(At.AddDays(days), At.AddDays(-100), title, tier, source);

    private static SymbolMeasures Symbol(double compression, double heat) =>
        FactorSymbols.Plain with { Catalyst = new CatalystMeasure(0.1, compression, double.IsNaN(heat) ? HeatMeasure.NoFeed : new HeatMeasure(heat, [])) };
}
