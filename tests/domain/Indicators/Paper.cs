namespace CryptoRun.Domain.Tests.Indicators;

/// <summary>Comparison with what was worked out on paper.</summary>
internal static class Paper
{
    public const double Tolerance = 1e-12;

    public static double[] Series(int count, Action<double[]> series)
    {
        var into = new double[count];
        series(into);
        return into;
    }

    public static void ShouldBe(double[] actual, params double[] expected)
    {
        actual.Length.ShouldBe(expected.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            // A tolerance is never met by NaN.
            if (double.IsNaN(expected[i])) actual[i].ShouldBe(double.NaN, $"value {i}");
            else actual[i].ShouldBe(expected[i], Tolerance, $"value {i}");
        }
    }
}
