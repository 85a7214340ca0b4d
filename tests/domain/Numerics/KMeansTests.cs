using CryptoRun.Domain.Numerics;

namespace CryptoRun.Domain.Tests.Numerics;

public sealed class KMeansTests
{
    [Fact]
    public void Cluster_ThreeHeapsFarApart_AreFoundFromAnySeed()
    {
        var noise = new CounterRandom(3);
        double[] rows = [.. Enumerable.Range(0, 90).SelectMany(i => new[] { (i % 3 * 100) + noise.Uniform((ulong)(2 * i)), noise.Uniform((ulong)((2 * i) + 1)) })];
        for (var seed = 0ul; seed < 50; seed++)
        {
            var labels = KMeans.Cluster(rows, 2, 3, new CounterRandom(seed));
            for (var i = 0; i < 90; i++) labels[i].ShouldBe(labels[i % 3]);
            labels.Take(3).Distinct().Count().ShouldBe(3);
        }
    }

    [Fact]
    public void Cluster_EqualRows_StillGivesEveryRowACluster() => KMeans.Cluster(new double[40], 2, 3, new CounterRandom(1)).ShouldAllBe(label => label >= 0 && label < 3);

    [Fact]
    public void Cluster_SameSeed_SameClusters()
    {
        var rows = Iris.Rows();
        KMeans.Cluster(rows, 4, 3, new CounterRandom(5)).ShouldBe(KMeans.Cluster(rows, 4, 3, new CounterRandom(5)));
    }
}
