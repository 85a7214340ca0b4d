namespace CryptoRun.Domain.Numerics;

/// <summary>Mean and standard deviations, two passes: the second works on deviations, so a large level costs no digits.</summary>
public static class Moments
{
    /// <summary>Arithmetic mean; NaN of nothing.</summary>
    public static double Mean(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values) sum += value;
        return sum / values.Length;
    }

    /// <summary>Standard deviation with divisor n - 1, the house's "sd"; NaN under two values.</summary>
    public static double SampleSd(ReadOnlySpan<double> values) =>
        values.Length < 2 ? double.NaN : Math.Sqrt(SquaredDeviations(values) / (values.Length - 1));

    /// <summary>Standard deviation with divisor n, as Bollinger bands use it; NaN of nothing.</summary>
    public static double PopulationSd(ReadOnlySpan<double> values) => Math.Sqrt(SquaredDeviations(values) / values.Length);

    /// <summary>Sum of squared deviations from the mean. Deviations are first taken from the first value: equal values give exactly 0.</summary>
    private static double SquaredDeviations(ReadOnlySpan<double> values)
    {
        if (values.IsEmpty) return double.NaN;

        var pivot = values[0];
        var shift = 0.0;
        foreach (var value in values) shift += value - pivot;
        shift /= values.Length;

        var sum = 0.0;
        foreach (var value in values)
        {
            var deviation = value - pivot - shift;
            sum += deviation * deviation;
        }

        return sum;
    }
}
