using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CryptoRun.Worker.Simulation;

/// <summary>What moves all coins, hour by hour from the epoch: a market with four moods, six sectors, the volatility and the turnover of the hour.</summary>
/// <remarks>
/// A mood lasts days: calm, rising, falling or turbulent. Inside it volatility clusters (its logarithm is an autoregression) and follows the hours of a day.
/// Levels are logarithms and are drawn back to 0 with a half-life of 35 days, so that no price runs away.
/// </remarks>
internal sealed class MarketFactors(ulong key)
{
    /// <summary>Number of sectors with a factor of their own.</summary>
    public const int Sectors = 6;

    private const double Reversion = 0.693 / (35 * 24);
    private static readonly Mood Calm = new(Volatility: 0.0027, Drift: 0.00002, Hours: 150, Turnover: 0.85);
    private static readonly Mood Rising = new(Volatility: 0.0035, Drift: 0.00066, Hours: 190, Turnover: 1.05);
    private static readonly Mood Falling = new(Volatility: 0.0041, Drift: -0.00080, Hours: 120, Turnover: 1.05);
    private static readonly Mood Turbulent = new(Volatility: 0.0101, Drift: -0.00020, Hours: 120, Turnover: 1.45);

    // Relative volatility of the hours of a day, UTC: quiet before Europe wakes, busiest when America opens.
    private static readonly double[] DayShape =
        [1.00, 0.96, 0.90, 0.85, 0.82, 0.80, 0.82, 0.90, 0.98, 1.00, 0.98, 0.97, 1.02, 1.15, 1.30, 1.32, 1.24, 1.14, 1.08, 1.05, 1.04, 1.00, 0.94, 0.94];

    private readonly Lock _gate = new();
    private readonly ulong _key = KeyedRandom.Key(key, "market");
    private FactorHour[] _hours = new FactorHour[32_768];
    private int _count;
    private Mood _mood = Calm;
    private double _logVolatility;
    private readonly double[] _sectorDrift = new double[Sectors];

    /// <summary>The factors of the hours up to and including <paramref name="hour"/> (hours since the epoch).</summary>
    public ReadOnlySpan<FactorHour> Through(int hour)
    {
        lock (_gate)
        {
            if (hour >= _hours.Length) Array.Resize(ref _hours, Math.Max(hour + 1, _hours.Length * 2));
            while (_count <= hour) _hours[_count++] = Next(_count - 1);
            return _hours.AsSpan(0, _count);
        }
    }

    /// <summary>Relative volume of an hour of the day, UTC; its mean is 1.</summary>
    public static double VolumeShape(int hour) => 1.9 * (DayShape[hour % 24] - 1) + 0.984;

    private FactorHour Next(int hour)
    {
        var random = new KeyedRandom(KeyedRandom.Key(_key, (ulong)hour));
        var before = hour > 0 ? _hours[hour - 1] : default;
        if (random.Uniform() < 1 / _mood.Hours) _mood = Change(_mood, random.Uniform());

        _logVolatility = (0.965 * _logVolatility) + (0.09 * random.Normal());
        var relative = PortableMath.Exp(_logVolatility) * DayShape[hour % 24];
        var volatility = _mood.Volatility * relative;
        var shock = random.Normal();
        var jump = random.Uniform() < 1.0 / (12 * 24) ? 5 * volatility * random.Normal() : 0;
        var marketReturn = _mood.Drift + (volatility * shock) + jump - (Reversion * before.Market);

        var sectors = before.Sector;
        for (var s = 0; s < Sectors; s++)
        {
            // A sector's story: on or off for days, up or down.
            if (random.Uniform() < 1.0 / 72) _sectorDrift[s] = random.Uniform() < 0.25 ? random.Between(-0.0006, 0.0008) : 0;
            sectors[s] += _sectorDrift[s] + (0.45 * volatility * random.Normal()) - (Reversion * sectors[s]);
        }

        var surprise = Math.Abs(marketReturn) / _mood.Volatility;
        var turnover = _mood.Turnover * (0.8 + (0.25 * Math.Min(surprise, 6)));
        // Each coin's own noise grows with the market's, but less.
        var own = (0.75 + (0.25 * _mood.Volatility / Calm.Volatility)) * relative;
        return new FactorHour(before.Market + marketReturn, sectors, own, turnover);
    }

    private static Mood Change(Mood from, double draw) =>
        from == Calm ? (draw < 0.52 ? Rising : draw < 0.82 ? Falling : Turbulent)
        : from == Rising ? (draw < 0.50 ? Calm : draw < 0.75 ? Falling : Turbulent)
        : from == Falling ? (draw < 0.42 ? Calm : draw < 0.75 ? Rising : Turbulent)
        : draw < 0.45 ? Calm : draw < 0.80 ? Rising : Falling;

    private sealed record Mood(double Volatility, double Drift, double Hours, double Turnover);
}

/// <summary>The factors at the end of an hour.</summary>
/// <param name="Market">Log level of the market.</param>
/// <param name="Sector">Log levels of the sectors.</param>
/// <param name="OwnVolatility">Multiplier of each coin's own volatility.</param>
/// <param name="Turnover">Multiplier of volumes.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct FactorHour(double Market, SectorLevels Sector, double OwnVolatility, double Turnover);

/// <summary>Six levels by sector.</summary>
[InlineArray(MarketFactors.Sectors)]
internal struct SectorLevels
{
    private double _first;
}
