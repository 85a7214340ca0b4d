using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace CryptoRun.Domain.Calibration;

/// <summary>Samples in their one order, checked, and their hash.</summary>
internal static class SampleSet
{
    private const double HighestFinal = Scoring.FinalScores.Highest;

    /// <summary>The samples by instant, then symbol.</summary>
    /// <exception cref="ArgumentException">A number out of its range, a label that was not known at <paramref name="fittedAt"/>, or a sample given twice; the message names the sample.</exception>
    public static List<CalibrationSample> Ordered(IEnumerable<CalibrationSample> samples, DateTimeOffset fittedAt)
    {
        // In place: years of samples would be there twice. Which of two equal ones comes first is of no account, they are refused.
        List<CalibrationSample> ordered = [.. samples];
        ordered.Sort(static (a, b) => a.At.CompareTo(b.At) is var at && at != 0 ? at : string.CompareOrdinal(a.Symbol, b.Symbol));
        for (var i = 0; i < ordered.Count; i++)
        {
            Require(ordered[i], fittedAt);
            if (i > 0 && ordered[i].At == ordered[i - 1].At && ordered[i].Symbol == ordered[i - 1].Symbol)
                throw new ArgumentException($"The sample of {ordered[i].Symbol} at {ordered[i].At:u} is there twice.");
        }

        return ordered;
    }

    /// <summary>SHA-256, lower-case hex, over every field of every sample in order.</summary>
    public static string Hash(IReadOnlyList<CalibrationSample> ordered)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var sample in ordered)
        {
            Number(hash, sample.At.UtcTicks);
            Number(hash, Encoding.UTF8.GetByteCount(sample.Symbol));
            hash.AppendData(Encoding.UTF8.GetBytes(sample.Symbol));
            Number(hash, (long)sample.Regime);
            Number(hash, (sample.IsAboveEntry ? 1 : 0) + (sample.IsSuccess ? 2 : 0));
            Number(hash, BitConverter.DoubleToInt64Bits(sample.Final));
            Number(hash, BitConverter.DoubleToInt64Bits(sample.VolatilityAnnualised));
            Number(hash, BitConverter.DoubleToInt64Bits(sample.Return48h));
            Number(hash, BitConverter.DoubleToInt64Bits(sample.UniverseReturn48h));
            Number(hash, sample.KnownAt.UtcTicks);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Require(CalibrationSample sample, DateTimeOffset fittedAt)
    {
        if (!(sample.Final >= 0 && sample.Final <= HighestFinal)) throw Wrong(sample, $"Final is {sample.Final}; allowed is 0 to {HighestFinal}");
        if (!(sample.VolatilityAnnualised >= 0 && double.IsFinite(sample.VolatilityAnnualised))) throw Wrong(sample, $"VolatilityAnnualised is {sample.VolatilityAnnualised}; it must be finite and at least 0");
        if (!(sample.Return48h >= -1 && double.IsFinite(sample.Return48h))) throw Wrong(sample, $"Return48h is {sample.Return48h}; it must be finite and at least -1");
        if (!(sample.UniverseReturn48h >= -1 && double.IsFinite(sample.UniverseReturn48h))) throw Wrong(sample, $"UniverseReturn48h is {sample.UniverseReturn48h}; it must be finite and at least -1");
        if (!Enum.IsDefined(sample.Regime)) throw Wrong(sample, $"Regime is {sample.Regime}; it must be one of the three");
        if (sample.KnownAt <= sample.At || sample.KnownAt > fittedAt) throw Wrong(sample, $"KnownAt is {sample.KnownAt:u}; it must be after the scan and not after the fit of {fittedAt:u}");
    }

    private static ArgumentException Wrong(CalibrationSample sample, string problem) => new($"Sample of {sample.Symbol} at {sample.At:u}: {problem}.");

    private static void Number(IncrementalHash hash, long value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        hash.AppendData(bytes);
    }
}
