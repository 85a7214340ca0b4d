namespace CryptoRun.Domain.Numerics;

/// <summary>
/// Random numbers without state: the n-th number of a seed is a function of both, so that draws do not depend on who drew before. The n-th number is the
/// n-th output of SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014). Not for secrets.
/// </summary>
/// <param name="Seed">Any number; equal seeds give equal sequences on every machine.</param>
public readonly record struct CounterRandom(ulong Seed)
{
    private const ulong GoldenGamma = 0x9E3779B97F4A7C15;
    private const double TwoToMinus53 = 1.0 / (1ul << 53);

    /// <summary>64 random bits, number <paramref name="counter"/> of the sequence.</summary>
    public ulong Bits(ulong counter)
    {
        var z = unchecked(Seed + ((counter + 1) * GoldenGamma));
        z = unchecked((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9);
        z = unchecked((z ^ (z >> 27)) * 0x94D049BB133111EB);
        return z ^ (z >> 31);
    }

    /// <summary>Uniform in [0, 1), a multiple of 2^-53.</summary>
    public double Uniform(ulong counter) => (Bits(counter) >> 11) * TwoToMinus53;

    /// <summary>
    /// Uniform whole number in [0, <paramref name="bound"/>), by multiplication (Lemire, ACM Transactions on Modeling and Computer Simulation 29, 2019) without
    /// rejection: no number is likelier than another by more than bound / 2^64.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">A bound under 1.</exception>
    public int Below(ulong counter, int bound)
    {
        if (bound < 1) throw new ArgumentOutOfRangeException(nameof(bound), bound, "A bound is at least 1.");

        return (int)Math.BigMul(Bits(counter), (ulong)bound, out _);
    }

    /// <summary>A standard normal number by the method of Box and Muller (1958); uses the uniforms 2 x counter and 2 x counter + 1.</summary>
    public double Normal(ulong counter)
    {
        var first = unchecked(2 * counter);
        return Math.Sqrt(-2 * Math.Log(1 - Uniform(first))) * Math.Cos(2 * Math.PI * Uniform(unchecked(first + 1)));
    }
}
