using CryptoRun.Domain.Calibration;
using CryptoRun.Domain.Numerics;
using CryptoRun.Domain.Regimes;

namespace CryptoRun.Domain.Tests.Calibration;

/// <summary>Samples of a score whose worth is known: a scan every 4 h, the regime changing every week.</summary>
internal static class SimulatedSamples
{
    public static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Draws samples.</summary>
    /// <param name="days">Days.</param>
    /// <param name="coins">Coins in each scan.</param>
    /// <param name="skill">How much the chance of success rises from score 0 to 100.</param>
    /// <param name="volatilitySkill">The same from the calmest coin to the wildest.</param>
    /// <param name="edge">Return added to a sample above the threshold, simple fraction.</param>
    /// <param name="seed">Seed.</param>
    public static List<CalibrationSample> Draw(int days, int coins, double skill, double volatilitySkill = 0, double edge = 0, ulong seed = 1)
    {
        var random = new CounterRandom(seed);
        var (samples, counter) = (new List<CalibrationSample>(days * 6 * coins), 0ul);
        for (var scan = 0; scan < days * 6; scan++)
        {
            for (var coin = 0; coin < coins; coin++)
            {
                var (at, score, volatility) = (Start.AddHours(4 * scan), 100 * random.Uniform(counter++), random.Uniform(counter++));
                var chance = 0.35 + (skill * ((score / 100) - 0.5)) + (volatilitySkill * (volatility - 0.5));
                var isSuccess = random.Uniform(counter++) < chance;
                var earned = (0.03 * random.Normal(1_000_000 + counter++)) + (score >= 75 ? edge : 0);
                samples.Add(new CalibrationSample(at, $"C{coin:00}-USD", (RegimeState)(scan / 42 % 3), score, score >= 75, volatility, isSuccess, Math.Max(-0.9, earned), 0, at.AddHours(48)));
            }
        }

        return samples;
    }

    /// <summary>First instant at which every label is known.</summary>
    public static DateTimeOffset KnownAt(IReadOnlyList<CalibrationSample> samples) => samples.Max(sample => sample.KnownAt);

    /// <summary>Fits them when the last label is known.</summary>
    public static CalibrationSet Fit(IReadOnlyList<CalibrationSample> samples, CalibrationOptions? options = null) => CalibrationRun.Fit(samples, KnownAt(samples), options ?? new CalibrationOptions { Resamples = 400 });
}
