using System.Runtime.InteropServices;

namespace CryptoRun.Worker.Simulation;

/// <summary>
/// One coin hour by hour from the epoch: log level, volume and volatility. Its own part is noise whose volatility clusters, a slow drift that gives trends,
/// jumps, and bursts: some hours of one-sided movement on several times the usual volume.
/// </summary>
internal sealed class CoinPath(ulong key, VenuePair pair, CoinTraits traits, MarketFactors factors)
{
    private const double Reversion = 0.693 / (25 * 24);
    private readonly Lock _gate = new();
    private readonly ulong _key = KeyedRandom.Key(KeyedRandom.Key(key, pair.Path), "path");
    private CoinHour[] _hours = new CoinHour[32_768];
    private int _count;
    private State _state;

    /// <summary>The level around which its daily volume wanders, USD.</summary>
    public double AdvUsd => pair.AdvUsd;

    /// <summary>Hours from 0 up to and including <paramref name="hour"/>.</summary>
    public ReadOnlySpan<CoinHour> Through(int hour)
    {
        lock (_gate)
        {
            if (hour >= _count) Extend(hour, factors.Through(hour));
            return _hours.AsSpan(0, _count);
        }
    }

    private void Extend(int hour, ReadOnlySpan<FactorHour> market)
    {
        if (hour >= _hours.Length) Array.Resize(ref _hours, Math.Max(hour + 1, _hours.Length * 2));
        for (; _count <= hour; _count++) _hours[_count] = Next(_count, market[_count]);
    }

    private CoinHour Next(int hour, in FactorHour market)
    {
        var random = new KeyedRandom(KeyedRandom.Key(_key, (ulong)hour));
        var s = _state;

        s.LogVolatility = (0.96 * s.LogVolatility) + (0.12 * random.Normal());
        s.LogTurnover = (0.97 * s.LogTurnover) + (0.085 * random.Normal());
        s.Trend = (0.985 * s.Trend) + (0.021 * random.Normal());
        StepBurst(ref s, ref random);

        var own = traits.OwnVolatility * market.OwnVolatility * PortableMath.Exp(s.LogVolatility);
        var volatility = own * (1 + (0.6 * s.Heat));
        var jump = random.Uniform() < 1.0 / (24 * 24) ? traits.OwnVolatility * 13 * random.Normal() : 0;
        s.Own += (volatility * (random.Normal() + s.Trend)) + (traits.OwnVolatility * s.Drift) + jump - (Reversion * s.Own);

        var isPegged = pair.Sector == Sector.Pegged;
        var level = s.Own + (isPegged ? 0 : (traits.MarketBeta * market.Market) + (traits.SectorBeta * market.Sector[(int)pair.Sector]));
        var move = Math.Abs(level - s.Level);
        var surprise = Math.Min(move / (traits.OwnVolatility * 1.6), 8);
        s.Level = level;

        var weekend = (hour / 24 % 7) is 5 or 6 ? 0.72 : 1.0;
        var activity = (0.62 + (0.22 * surprise)) * (1 + (5.0 * s.Heat)) * market.Turnover;
        var noise = PortableMath.Exp(s.LogTurnover + (0.28 * random.Normal()));
        var volume = 0.66 * pair.AdvUsd / 24 * MarketFactors.VolumeShape(hour) * weekend * activity * noise;
        _state = s;
        // Inside the hour the path must be able to make its own move and some more.
        return new CoinHour(level, (float)volume, (float)((0.75 * move) + (0.8 * volatility)), (float)s.Heat);
    }

    private void StepBurst(ref State s, ref KeyedRandom random)
    {
        var (start, stop, side, size) = (random.Uniform(), random.Uniform(), random.Uniform(), random.Uniform());
        // A coin breaks out of quiet, and along its trend, more often than out of noise.
        var readiness = (s.LogVolatility < -0.2 ? 2.4 : 0.5) * (Math.Abs(s.Trend) > 0.12 ? 2.4 : 0.5);
        if (s.BurstDrift == 0 && start < readiness / traits.BurstHours)
            s.BurstDrift = (side < (s.Trend >= 0 ? 0.92 : 0.25) ? 1 : -1) * (1.8 + (1.6 * size));
        else if (s.BurstDrift != 0 && stop < 1.0 / 6)
            s.BurstDrift = 0;

        // Drift and attention come at once and fade over some hours.
        s.Drift = s.BurstDrift != 0 ? s.BurstDrift : 0.55 * s.Drift;
        s.Heat = s.BurstDrift != 0 ? Math.Min(1.4, s.Heat + 0.6) : 0.78 * s.Heat;
    }

    [StructLayout(LayoutKind.Auto)]
    private struct State
    {
        public double LogVolatility;
        public double LogTurnover;
        public double Trend;
        public double BurstDrift;
        public double Drift;
        public double Heat;
        public double Own;
        public double Level;
    }
}

/// <summary>One hour of a coin.</summary>
/// <param name="Level">Log price over its anchor at the end of the hour.</param>
/// <param name="VolumeUsd">USD traded in it.</param>
/// <param name="Volatility">Standard deviation of the path inside the hour.</param>
/// <param name="Heat">Attention, 0 to about 1.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct CoinHour(double Level, float VolumeUsd, float Volatility, float Heat);
