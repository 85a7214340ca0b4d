namespace CryptoRun.Domain.Tests.Backtesting.Statistics;

/// <summary>Twelve returns of a strategy and a benchmark. The figures in the tests are a separate computation's, from the papers' matrix formulas.</summary>
internal static class SmallSample
{
    public static readonly double[] Returns = [0.012, -0.004, 0.007, 0.021, -0.015, 0.003, -0.009, 0.018, 0.002, -0.011, 0.006, 0.014];
    public static readonly double[] Benchmark = [0.010, -0.006, 0.001, 0.015, -0.020, 0.004, -0.002, 0.011, 0.005, -0.013, 0.002, 0.009];
}
