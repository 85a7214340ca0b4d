using CryptoRun.Domain.Gates;
using CryptoRun.Domain.Regimes;

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

    public static GateResult Of(GateInputs inputs, string gate) => EntryGates.Evaluate(inputs, new GateOptions()).Single(result => result.Gate == gate);
}
