using CryptoRun.Domain.Numerics;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoRun.Domain.Tests.Numerics;

public class ExtremesTests
{
    [Fact]
    public void HighestAndLowest_AnyNumbers_AreTheLargestAndTheSmallest() =>
        Prop.ForAll(
            Gen.Choose(1, 40).SelectMany(count => Gen.Choose(-1000, 1000).Select(n => n / 7.0).ArrayOf(count)).ToArbitrary(),
            values =>
            {
                Extremes.Highest(values).ShouldBe(values.Max());
                Extremes.Lowest(values).ShouldBe(values.Min());
            }).QuickCheckThrowOnFailure();
}
