namespace CryptoRun.Worker.Simulation;

/// <summary>
/// One coin's perpetual future, hour by hour from its path: funding reverts to 0.01 % per 8 h and rises, some hours late, with the drift of a day, open interest follows attention and drift with
/// a noise of its own. What an hour has is decided by the hours before it alone.
/// </summary>
/// <param name="key">Key of the coin.</param>
/// <param name="pair">Pair.</param>
internal sealed class CoinPerpetual(ulong key, VenuePair pair)
{
    private const double UsualRate = 0.0000125;
    private const double HighestRate = 0.0025;
    private const int Memory = 48;
    private const int Late = 9;
    private const int RateDecimals = 12;

    private readonly ulong _funding = KeyedRandom.Key(key, "funding");
    private readonly ulong _interest = KeyedRandom.Key(key, "interest");
    private readonly double _coins = pair.AdvUsd * new KeyedRandom(KeyedRandom.Key(key, "open")).Between(0.12, 0.4) / pair.Price;
    private readonly int _decimals = pair.Price >= 1 ? 4 : 0;

    /// <summary>Whether a coin has a perpetual: most of those that are traded enough.</summary>
    public static bool IsListed(ulong key, VenuePair pair) =>
        pair is { Quote: "USD", Status: TapeInstrument.Online, AdvUsd: >= 6e5 } && pair.Sector != Sector.Pegged && pair.Base == pair.Path
        && new KeyedRandom(KeyedRandom.Key(key, "listed")).Uniform() < 0.88;

    /// <summary>The perpetual at a price.</summary>
    public TapePerpetual At(ReadOnlySpan<CoinHour> hours, int hour, TapePrice price)
    {
        var state = Hour(hours, hour);
        var index = (price.Bid!.Value + price.Ask!.Value) / 2;
        var basis = 1 + (4 * (double)state.Rate);
        return new TapePerpetual(index, Math.Round(index * (decimal)basis, pair.Decimals + 2), state);
    }

    /// <summary>An hour.</summary>
    public TapePerpetualHour Hour(ReadOnlySpan<CoinHour> hours, int hour)
    {
        var last = Math.Max(0, hour - 1);
        var day = hours[Math.Max(0, hour - Late)].Level - hours[Math.Max(0, hour - Late - 24)].Level;
        var half = hours[last].Level - hours[Math.Max(0, hour - 13)].Level;
        var rate = UsualRate + (0.0002 * Clamp(day, 0.25)) + (0.000006 * Noise(_funding, hour, 0.92));
        var coins = _coins * PortableMath.Exp((0.5 * Clamp(half, 0.3)) + (0.08 * Math.Min(hours[last].Heat, 1.4)) + (0.004 * Noise(_interest, hour, 0.97)));
        return new TapePerpetualHour(
            SimulatedMarket.Epoch.AddHours(hour),
            Math.Round((decimal)Clamp(rate, HighestRate), RateDecimals),
            PortableMath.FromTicks(PortableMath.ToTicks(coins, _decimals), _decimals));
    }

    /// <summary>Noise that fades: the sum of what came in the last two days, each hour weighted <paramref name="keep"/> times the one after it.</summary>
    private static double Noise(ulong key, int hour, double keep)
    {
        var (sum, weight) = (0.0, 1.0);
        for (var back = 0; back < Memory && back <= hour; back++)
        {
            sum += weight * new KeyedRandom(KeyedRandom.Key(key, (ulong)(hour - back))).Step();
            weight *= keep;
        }

        return sum;
    }

    private static double Clamp(double value, double limit) => Math.Clamp(value, -limit, limit);
}
