using CryptoRun.Domain.Markets;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoRun.Domain.Tests.Markets;

/// <summary>Days are hashed once and remembered: a window's hash must not depend on how the window came to be.</summary>
public class CandleSeriesHashTests
{
    [Fact]
    public void WriteTo_WindowOfALongerSeries_IsTheHashOfItsOwnCandles() =>
        Prop.ForAll(
            Gen.Choose(1, 200).SelectMany(count => Gen.Choose(0, count - 1).SelectMany(from => Gen.Choose(1, count - from).SelectMany(length => Gen.Choose(0, 23), (length, hour) => (count, from, length, hour)))).ToArbitrary(),
            window =>
            {
                var whole = Build.Series(window.count, Bar, Build.Start.AddHours(window.hour));
                Hash(whole);
                var cut = whole.ClosedAt(whole.Start.AddHours(window.from + window.length)).Last(window.length);

                Hash(cut).ShouldBe(Hash(Build.Series(window.length, i => Bar(window.from + i), cut.Start)));
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void WriteTo_SeriesThatGrowsAndForks_FollowsItsOwnCandles()
    {
        var stem = CandleSeries.FromHourly("TEST-USD", "test", Enumerable.Range(0, 40).Select(hour => Build.Hour(hour, 100 + hour)));
        var before = Hash(stem);
        var left = Enumerable.Range(40, 30).Aggregate(stem, (series, hour) => series.Append(Build.Hour(hour, 200 + hour)));
        var right = Enumerable.Range(40, 30).Aggregate(stem, (series, hour) => series.Append(Build.Hour(hour, 300 + hour)));

        Hash(stem).ShouldBe(before);
        Hash(left).ShouldNotBe(Hash(right));
        Hash(left).ShouldBe(Hash(CandleSeries.FromHourly("TEST-USD", "test", Enumerable.Range(0, 70).Select(hour => Build.Hour(hour, hour < 40 ? 100 + hour : 200 + hour)))));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(30)]
    [InlineData(71)]
    public void WriteTo_OneBitOfOneHour_ChangesTheHash(int hour)
    {
        var plain = Hash(Build.Series(72, Bar));

        Hash(Build.Series(72, i => i == hour ? Bar(i) with { Volume = Math.BitIncrement(Bar(i).Volume) } : Bar(i))).ShouldNotBe(plain);
    }

    private static (double High, double Low, double Close, double Volume) Bar(int i) => (102 + Math.Sin(i), 98 - Math.Sin(i), 100 + Math.Cos(i), 10 + (i % 7));

    private static string Hash(CandleSeries series)
    {
        using var bytes = new CanonicalBytes();
        series.WriteTo(bytes);
        return Convert.ToHexStringLower(bytes.Sha256());
    }
}
