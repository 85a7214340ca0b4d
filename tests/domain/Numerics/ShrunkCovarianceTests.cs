using CryptoRun.Domain.Numerics;

namespace CryptoRun.Domain.Tests.Numerics;

public sealed class ShrunkCovarianceTests
{
    private const double PublishedDigits = 5e-13;
    private const double MatrixDigits = 1e-8;
    private const double Rounding = 1e-12;

    // scikit-learn 1.2.1: ledoit_wolf(load_iris().data), oas(load_iris().data).
    [Fact]
    public void LedoitWolf_Iris_HasThePublishedShrinkage() => ShrunkCovariance.LedoitWolf(Iris.Rows(), Iris.Variables).Shrinkage.ShouldBe(0.007578801454, PublishedDigits);

    [Fact]
    public void OracleApproximating_Iris_HasThePublishedShrinkage() =>
        ShrunkCovariance.OracleApproximating(Iris.Rows(), Iris.Variables).Shrinkage.ShouldBe(0.020236645005, PublishedDigits);

    [Fact]
    public void LedoitWolf_Iris_HasThePublishedMatrix()
    {
        double[] published =
        [
            0.68456675, -0.04183166, 1.2562266, 0.50894226,
            -0.04183166, 0.19588929, -0.32497692, -0.11991271,
            1.2562266, -0.32497692, 3.08064909, 1.27721829,
            0.50894226, -0.11991271, 1.27721829, 0.58136553,
        ];
        var shrunk = ShrunkCovariance.LedoitWolf(Iris.Rows(), Iris.Variables);
        for (var i = 0; i < published.Length; i++) shrunk.Matrix[i].ShouldBe(published[i], MatrixDigits);
        shrunk.Mean.Select(m => Math.Round(m, 6)).ShouldBe([5.843333, 3.057333, 3.758, 1.199333]);
    }

    [Fact]
    public void LedoitWolf_MoreVariablesThanObservations_CanBeInverted()
    {
        var random = new CounterRandom(7);
        var rows = Enumerable.Range(0, 20 * 50).Select(i => random.Normal((ulong)i)).ToArray();
        var shrunk = ShrunkCovariance.LedoitWolf(rows, 50);
        shrunk.Shrinkage.ShouldBeInRange(0.5, 1);
        Cholesky.TryFactor([.. shrunk.Matrix], 50, new double[2500]).ShouldBeTrue();
        var (mean, plain) = (new double[50], new double[2500]);
        Covariance.Of(rows, 50, mean, plain);
        Enumerable.Range(0, 50).Sum(i => shrunk.Matrix[i * 51]).ShouldBe(Enumerable.Range(0, 50).Sum(i => plain[i * 51]), Rounding * 50);
    }

    [Fact]
    public void Shrinkage_ConstantVariables_ChangesNothing()
    {
        double[] rows = [1, 2, 1, 2, 1, 2];
        ShrunkCovariance.LedoitWolf(rows, 2).Matrix.ShouldAllBe(v => v == 0);
        ShrunkCovariance.OracleApproximating(rows, 2).Matrix.ShouldAllBe(v => v == 0);
    }

    [Fact]
    public void Of_NoTable_Throws()
    {
        Should.Throw<ArgumentException>(() => ShrunkCovariance.LedoitWolf([1, 2, 3], 2));
        Should.Throw<ArgumentException>(() => ShrunkCovariance.OracleApproximating([], 2));
    }
}
