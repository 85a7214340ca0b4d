namespace CryptoRun.Worker.Simulation;

/// <summary>
/// SplitMix64 (Steele, Lea, Flood 2014) started from a key: the same (seed, coin, hour) gives the same numbers on every machine and in every order of asking.
/// Only integer arithmetic and exactly rounded floating-point operations, so that prices are bit-identical everywhere.
/// </summary>
internal struct KeyedRandom(ulong key)
{
    private const ulong Golden = 0x9E3779B97F4A7C15;
    private ulong _state = key;

    /// <summary>A key made of a key and a number.</summary>
    public static ulong Key(ulong key, ulong number) => Mix(key + (Golden * (number + 1)));

    /// <summary>A key made of a key and a name (FNV-1a).</summary>
    public static ulong Key(ulong key, string name)
    {
        var hash = 0xCBF29CE484222325UL;
        foreach (var letter in name) hash = (hash ^ letter) * 0x100000001B3;
        return Key(key, hash);
    }

    /// <summary>64 uniform bits.</summary>
    public ulong Next() => Mix(_state += Golden);

    /// <summary>Uniform in [0, 1).</summary>
    public double Uniform() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in [<paramref name="low"/>, <paramref name="high"/>).</summary>
    public double Between(double low, double high) => low + ((high - low) * Uniform());

    /// <summary>Nearly N(0, 1): twelve uniforms less six, variance 1 exactly, bounded by 6. The market's heavy tails come from its changing volatility and its jumps.</summary>
    public double Normal() => (Lanes(Next()) + Lanes(Next()) + Lanes(Next()) - (12 * 32767.5)) / 65536;

    /// <summary>Mean 0, variance 1, four uniforms: for the steps inside an hour, where speed counts and the sum is what is seen.</summary>
    public double Step() => (Lanes(Next()) - (4 * 32767.5)) * (1.7320508075688772 / 65536);

    private static double Lanes(ulong word) => (word & 0xFFFF) + ((word >> 16) & 0xFFFF) + ((word >> 32) & 0xFFFF) + (word >> 48);

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
