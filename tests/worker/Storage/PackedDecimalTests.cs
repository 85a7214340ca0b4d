using CryptoRun.Worker.Storage.Sql;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoRun.Worker.Tests.Storage;

public sealed class PackedDecimalTests
{
    [Fact]
    public void Pack_AnyDecimal_SameValueBack() => Prop.ForAll<decimal, int>((value, shift) =>
    {
        foreach (var candidate in new[] { value, value / (decimal)Math.Pow(10, Math.Abs(shift) % 20), Math.Round(value % 100_000, Math.Abs(shift) % 9) })
            (PackedDecimal.TryPack(candidate, out var packed) ? PackedDecimal.Unpack(packed) : PackedDecimal.Unpack(PackedDecimal.Text(candidate))).ShouldBe(candidate);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Theory]
    [InlineData("61032.80", true)]
    [InlineData("-61032.80", true)]
    [InlineData("0.000", true)]
    [InlineData("6326076283.80371", true)]
    [InlineData("288230376151711743", true)]
    [InlineData("288230376151711744", false)]
    [InlineData("79228162514264337593543950335", false)]
    public void TryPack_Mantissa58Bits_IsTheLimit(string text, bool fits)
    {
        var value = decimal.Parse(text);

        PackedDecimal.TryPack(value, out var packed).ShouldBe(fits);
        if (fits) PackedDecimal.Unpack(packed).ShouldBe(value);
        else PackedDecimal.Unpack(PackedDecimal.Text(value)).ShouldBe(value);
    }

    [Fact]
    public void TryPack_EqualValues_PackEqual()
    {
        PackedDecimal.TryPack(1.500m, out var a);
        PackedDecimal.TryPack(1.5m, out var b);

        a.ShouldBe(b);
        PackedDecimal.Text(79228162514264337593543950.300m).ShouldBe("79228162514264337593543950.3");
    }
}
