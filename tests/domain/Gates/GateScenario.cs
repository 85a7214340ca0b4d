using CryptoRun.Domain.Gates;
using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Regimes;
using CryptoRun.Domain.Tests.Markets;
using CryptoRun.Domain.Venues;

namespace CryptoRun.Domain.Tests.Gates;

/// <summary>A coin that passes every gate in every regime; tests bend one value of it.</summary>
internal static class GateScenario
{
    public static readonly DateTimeOffset At = new(2026, 1, 6, 15, 0, 30, TimeSpan.Zero);

    public static GateInputs Passing(RegimeState regime = RegimeState.Choppy) => new(
        At,
        PriceTime: At.AddSeconds(-4),
        Venue: "kraken",
        regime,
        Composite: 90,
        Price: 101,
        Vadr: 3,
        VadrPercentile80: 1.5,
        VadrFrozenWhy: null,
        AdvUsd: 2_000_000,
        Return4h: 0.06,
        Return24h: 0.08,
        VolumeUsd24h: 3_000_000,
        Adx4h: 40,
        Hurst: 0.6,
        Signal: new SignalReading(1, 100, At.AddHours(-1)),
        Atr1h: 2,
        Rsi4h: 60,
        Acceleration4h: 0.01,
        CandlesEnd: At.AddSeconds(-30));

    /// <summary>The same coin with every feed connected: funding, two healthy venues, a decision in time, social and event points under their caps.</summary>
    public static GateInputs Fed(RegimeState regime = RegimeState.Choppy) => Passing(regime) with
    {
        Books = [Book(spreadBps: 20, depthUsd: 200_000), Book(spreadBps: 22, depthUsd: 180_000, venue: "okx")],
        Funding = new FundingReading(-0.8, HasPerpetual: true, "binance, okx", At.AddMinutes(-5)),
        Vwap24h = 100,
        SocialPoints = 3,
        CatalystHeatPoints = 4,
        Decision = new DecisionTiming(At.AddSeconds(-1), At),
    };

    /// <summary>A book around 100 of a spread and a depth, each side the same, half of it at the best price.</summary>
    public static VenueBook Book(double spreadBps, double depthUsd, string venue = "kraken", VenueState? health = VenueState.Green, double ageSeconds = 1)
    {
        var half = (decimal)spreadBps / 200;
        var (bid, ask) = (100 - half, 100 + half);
        var usd = (decimal)depthUsd / 2;
        return new(BookReading.Of(NativeBooks.Of(At.AddSeconds(-ageSeconds), [(bid, usd / bid), (98.5m, usd / 98.5m), (97m, 1)], [(ask, usd / ask), (101.5m, usd / 101.5m), (103m, 1)], venue: venue), At), health);
    }

    public static GateResult Of(GateInputs inputs, string gate) => EntryGates.Evaluate(inputs, new GateOptions()).Single(result => result.Gate == gate);
}
