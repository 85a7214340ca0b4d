using System.Numerics;
using CryptoRun.Domain.Numerics;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoRun.Domain.Tests.Numerics;

public sealed class DoubleDoubleTests
{
    [Fact]
    public void Add_ADoubleCouldNotHoldTheSum_KeepsIt()
    {
        var sum = new DoubleDouble(1, 0) + new DoubleDouble(1e-25, 0);

        (sum - new DoubleDouble(1, 0)).ShouldBe(new DoubleDouble(1e-25, 0));
    }

    [Fact]
    public void Divide_OneByThree_HasTwiceTheDigits()
    {
        var third = new DoubleDouble(1, 0) / new DoubleDouble(3, 0);

        third.High.ShouldBe(1.0 / 3);
        // 1/3 as a double is (2^54 - 1)/3 x 2^-54: it lacks 2^-54/3.
        third.Low.ShouldBe(Math.ScaleB(1.0 / 3, -54));
    }

    /// <summary>Products and sums of whole numbers below 2^50 are exact: against integers of any size.</summary>
    [Fact]
    public void Operators_WholeNumbers_AreExactAndUndoEachOther() =>
        Prop.ForAll(Gen.Choose(1, int.MaxValue).Four().ToArbitrary(), whole =>
        {
            var (a, b) = (((long)whole.Item1 << 19) + whole.Item2, ((long)whole.Item3 << 19) + whole.Item4);
            var (x, y) = (new DoubleDouble(a, 0), new DoubleDouble(b, 0));
            var product = x * y;

            (new BigInteger(product.High) + new BigInteger(product.Low)).ShouldBe(new BigInteger(a) * b);
            (product / y).ShouldBe(x);
            (product + y - product).ShouldBe(y);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
}
