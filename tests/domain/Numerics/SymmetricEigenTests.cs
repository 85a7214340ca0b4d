using CryptoRun.Domain.Numerics;

namespace CryptoRun.Domain.Tests.Numerics;

public sealed class SymmetricEigenTests
{
    private const double Rounding = 1e-12;

    [Fact]
    public void Decompose_HandWorkedMatrix_HasEigenvaluesOneAndThree()
    {
        double[] a = [2, 1, 1, 2];
        var vectors = new double[4];
        SymmetricEigen.Decompose(a, 2, vectors);
        new[] { a[0], a[3] }.Order().ToArray().ShouldBe([1, 3], Rounding);
        Math.Abs(vectors[0]).ShouldBe(Math.Sqrt(0.5), Rounding);
    }

    [Fact]
    public void Raise_RandomMatrices_KeepsEigenvectorsAndRaisesSmallEigenvaluesOnly()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var size = random.Next(1, 6);
            var rows = Enumerable.Range(0, size * random.Next(1, 8)).Select(_ => random.NextDouble() - 0.5).ToArray();
            var (mean, matrix, floor) = (new double[size], new double[size * size], random.NextDouble() * 0.05);
            Covariance.Of(rows, size, mean, matrix);
            var raised = matrix.ToArray();
            CovarianceFloor.Raise(raised, size, floor);

            var (before, vectors) = (matrix.ToArray(), new double[size * size]);
            SymmetricEigen.Decompose(before, size, vectors);
            for (var k = 0; k < size; k++)
            {
                var eigenvalue = Math.Max(before[(k * size) + k], floor);
                for (var i = 0; i < size; i++)
                {
                    var product = Enumerable.Range(0, size).Sum(j => raised[(i * size) + j] * vectors[(j * size) + k]);
                    product.ShouldBe(eigenvalue * vectors[(i * size) + k], Rounding, $"seed {seed}");
                }
            }
        }
    }
}
