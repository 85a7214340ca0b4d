using CryptoRun.Domain.Indicators;

namespace CryptoRun.Domain.Tests.Indicators;

public sealed class AcceptanceVectorTests
{
    private const double Tolerance = 1e-8;
    private static readonly AcceptanceVector Vector = new();

    [Fact]
    public void Rsi_AcceptanceVector_GivesTheKnownLastValue()
    {
        var rsi = new double[AcceptanceVector.Bars];
        Rsi.Series(Vector.Close, 14, rsi);
        rsi[^1].ShouldBe(45.2752700749, Tolerance);
        Rsi.Last(Vector.Close, 14).ShouldBe(rsi[^1]);
    }

    [Fact]
    public void Adx_AcceptanceVector_GivesTheKnownLastValue()
    {
        var (adx, plus, minus) = (new double[AcceptanceVector.Bars], new double[AcceptanceVector.Bars], new double[AcceptanceVector.Bars]);
        Adx.Series(Vector.High, Vector.Low, Vector.Close, 14, adx, plus, minus);
        adx[^1].ShouldBe(10.21876918306, Tolerance);
        Adx.Last(Vector.High, Vector.Low, Vector.Close, 14).ShouldBe(new AdxPoint(adx[^1], plus[^1], minus[^1]));
    }
}
