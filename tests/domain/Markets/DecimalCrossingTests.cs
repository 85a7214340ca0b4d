using System.Globalization;
using CryptoRun.Domain.Markets;

namespace CryptoRun.Domain.Tests.Markets;

public sealed class DecimalCrossingTests
{
    [Theory]
    [InlineData("0.1", "0.10000000000000000000")]
    [InlineData("97123.45", "97123.4500000000")]
    [InlineData("0.00000001234", "0.0000000123400")]
    [InlineData("123456789012345.678", "123456789012345.678000")]
    [InlineData("-5", "-5.000")]
    [InlineData("0", "0.000000")]
    public void ToDouble_EqualDecimals_GiveEqualBits(string one, string other)
    {
        var (a, b) = (decimal.Parse(one), decimal.Parse(other));
        a.ShouldBe(b);
        BitConverter.DoubleToInt64Bits(DecimalCrossing.ToDouble(a)).ShouldBe(BitConverter.DoubleToInt64Bits(DecimalCrossing.ToDouble(b)));
    }

    [Fact]
    public void ToDouble_AnyDecimal_IsTheNearestDouble()
    {
        var random = new Random(7);
        for (var i = 0; i < 20_000; i++)
        {
            var value = new decimal(random.Next(), random.Next(), i % 3 == 0 ? random.Next() : 0, i % 2 == 0, (byte)random.Next(29));
            DecimalCrossing.ToDouble(value).ShouldBe(double.Parse(value.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture));
        }
    }
}
