using CryptoRun.Domain.Numerics;

namespace CryptoRun.Domain.Tests.Numerics;

public sealed class ChangePointsTests
{
    private const double Rounding = 1e-9;

    [Fact]
    public void Pelt_Nile_ChangesOnceAfterObservation28()
    {
        var none = ChangePoints.Pelt(NileSeries.Values, 1e9);
        none.Changes.ShouldBeEmpty();
        none.SquaredError.ShouldBe(2835156.75, 1e-8);

        var found = ChangePoints.Pelt(NileSeries.Values, ChangePoints.BicPenalty(NileSeries.Values));
        found.Changes.ShouldBe([28]);
        found.SquaredError.ShouldBe(1597457.194, 5e-4);
    }

    [Fact]
    public void BicPenalty_Nile_IsTwiceTheNoiseVarianceTimesLogN() =>
        // Median |difference| 110, so s² = (1.4826 x 110)² / 2 = 13298.5217.
        ChangePoints.BicPenalty(NileSeries.Values).ShouldBe(2 * 13298.521698 * Math.Log(100), 1e-6);

    /// <summary>Killick, Fearnhead and Eckley prove PELT exact; this is optimal partitioning (Jackson et al., IEEE Signal Processing Letters 12, 2005) written out naively.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Pelt_TwoHundredRandomSeries_EqualsExhaustiveDynamicProgramming(int shortest)
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var (level, series) = (0.0, new double[random.Next(2, 120)]);
            for (var i = 0; i < series.Length; i++)
            {
                if (random.NextDouble() < 0.06) level = random.NextDouble() * 8;
                series[i] = level + random.NextDouble() + random.NextDouble();
            }

            var penalty = random.NextDouble() * 6;
            var exact = Exhaustive(series, penalty, shortest);
            var found = ChangePoints.Pelt(series, penalty, shortest);
            found.Changes.ShouldBe(exact.Changes, $"seed {seed}");
            found.PenalisedCost.ShouldBe(exact.Cost, Rounding, $"seed {seed}");
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Pelt_SeriesFullOfTies_CostsWhatExhaustiveDynamicProgrammingDoes(int shortest)
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(1000 + seed);
            var series = Enumerable.Range(0, random.Next(2, 80)).Select(_ => (double)random.Next(0, 3)).ToArray();
            double[] penalties = [0, 0.5, 1, 2];
            foreach (var penalty in penalties)
            {
                // Equal costs: several segmentations are the best, and rounding chooses among them.
                var found = ChangePoints.Pelt(series, penalty, shortest);
                found.PenalisedCost.ShouldBe(Exhaustive(series, penalty, shortest).Cost, Rounding, $"seed {seed}, penalty {penalty}");
                found.SquaredError.ShouldBe(SquaredError(series, found.Changes), Rounding);
                ShouldBeNoShorterThan(found.Changes, series.Length, shortest);
            }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(9)]
    public void Pelt_TooShortForAChange_HasNone(int length) => ChangePoints.Pelt(new double[length], 0, 5).Changes.ShouldBeEmpty();

    [Fact]
    public void Pelt_ConstantSeries_HasNoChangeAndNoPenalty()
    {
        double[] series = [.. Enumerable.Repeat(0.1, 50)];
        ChangePoints.BicPenalty(series).ShouldBe(0);
        ChangePoints.Pelt(series, 0).ShouldSatisfyAllConditions(p => p.Changes.ShouldBeEmpty(), p => p.SquaredError.ShouldBe(0, 1e-25));
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(double.NaN, 1)]
    [InlineData(double.PositiveInfinity, 1)]
    [InlineData(1, 0)]
    public void Pelt_PenaltyOrLengthOutOfRange_Throws(double penalty, int shortest) =>
        Should.Throw<ArgumentOutOfRangeException>(() => ChangePoints.Pelt(NileSeries.Values, penalty, shortest));

    private static void ShouldBeNoShorterThan(IReadOnlyList<int> changes, int length, int shortest)
    {
        int[] ends = [0, .. changes, length];
        if (changes.Count > 0) ends.Zip(ends.Skip(1), (from, to) => to - from).ShouldAllBe(segment => segment >= shortest);
    }

    private static (int[] Changes, double Cost) Exhaustive(double[] series, double penalty, int shortest)
    {
        var best = new double[series.Length + 1];
        var changes = new int[series.Length + 1][];
        (best[0], changes[0]) = (-penalty, []);
        for (var end = 1; end <= series.Length; end++)
        {
            best[end] = double.PositiveInfinity;
            for (var start = 0; start < end; start++)
            {
                // A series too short for a segment of that length is one segment.
                if (end - start < shortest && !(start == 0 && end == series.Length)) continue;
                var cost = best[start] + SquaredError(series[start..end], []) + penalty;
                if (cost < best[end]) (best[end], changes[end]) = (cost, start == 0 ? [] : [.. changes[start], start]);
            }
        }

        return (changes[^1], best[^1]);
    }

    private static double SquaredError(double[] series, IReadOnlyList<int> changes)
    {
        int[] ends = [0, .. changes, series.Length];
        return ends.Zip(ends.Skip(1), (from, to) => series[from..to]).Sum(segment => segment.Sum(v => (v - segment.Average()) * (v - segment.Average())));
    }
}
