using CryptoRun.Worker.Simulation;

namespace CryptoRun.Worker.Tests.Simulation;

public sealed class KeyedRandomTests
{
    [Fact]
    public void Next_PublishedSeed_IsSplitMix64()
    {
        var random = new KeyedRandom(1234567);

        ulong[] numbers = [random.Next(), random.Next(), random.Next(), random.Next(), random.Next()];

        numbers.ShouldBe([6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821]);
    }

    [Fact]
    public void NormalAndStep_ManyDraws_HaveMean0Variance1()
    {
        var random = new KeyedRandom(7);
        var (normal, step) = (new double[200_000], new double[200_000]);
        for (var i = 0; i < normal.Length; i++) (normal[i], step[i]) = (random.Normal(), random.Step());

        foreach (var draws in (double[][])[normal, step])
        {
            draws.Average().ShouldBe(0, 0.01);
            draws.Average(x => x * x).ShouldBe(1, 0.01);
        }
    }

    [Fact]
    public void Key_NeighbouringNumbersAndNames_Differ()
    {
        var keys = Enumerable.Range(0, 1000).Select(n => KeyedRandom.Key(42, (ulong)n)).Concat([KeyedRandom.Key(42, "BTC"), KeyedRandom.Key(42, "BTD"), KeyedRandom.Key(43, "BTC")]);

        keys.Distinct().Count().ShouldBe(1003);
    }

    [Fact]
    public void Exp_WholeRange_AgreesWithTheLibrary()
    {
        for (var x = -40.0; x <= 40; x += 0.0137) PortableMath.Exp(x).ShouldBe(Math.Exp(x), 2e-14 * Math.Exp(x));
    }

    [Theory]
    [InlineData(94123.45, 1, "94123.5")]
    [InlineData(2.5, 5, "2.50000")]
    [InlineData(0.0000071234, 9, "0.000007123")]
    [InlineData(0.0000000001, 4, "0.0001")]
    public void Ticks_Price_HasAllItsDecimals(double price, int decimals, string text) =>
        PortableMath.FromTicks(PortableMath.ToTicks(price, decimals), decimals).ToString().ShouldBe(text);
}
