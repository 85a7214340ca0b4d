using CryptoRun.Domain.Indicators;
using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Tests.Markets;

namespace CryptoRun.Domain.Tests.Indicators;

/// <summary>Every indicator against a second, independent implementation over recorded candles: thin spot hours, perpetual hours, half hours of a swap.</summary>
public sealed class OracleTests
{
    /// <summary>Of the close for prices, of the figure itself for volumes and money, of max(1, figure) for ratios.</summary>
    private const double Tolerance = 1e-9;

    public static TheoryData<string, string> Figures =>
        [.. OracleFigures.TaLib.Concat(OracleFigures.Ttr).Concat(OracleFigures.NumPy).Select(f => new TheoryDataRow<string, string>(f.File, f.Name))];

    [Theory]
    [MemberData(nameof(Figures))]
    public void Series_RecordedCandles_AgreesWithAnotherProgram(string file, string name)
    {
        var expected = OracleFigures.TaLib.Concat(OracleFigures.Ttr).Concat(OracleFigures.NumPy).Single(f => f.File == file && f.Name == name).Values;
        var walk = Recorded(file);
        var row = IndicatorTable.Rows.SingleOrDefault(r => r.Name == name);
        var series = row?.Series(walk) ?? Hurst512(walk);

        for (var k = 0; k < expected.Length; k++)
        {
            if (double.IsNaN(expected[k])) continue;
            var bar = OracleFigures.Bars[k];
            var size = row?.Unit switch
            {
                IndicatorTable.Unit.Price => walk.Close[bar],
                IndicatorTable.Unit.Volume or IndicatorTable.Unit.Usd => Math.Abs(expected[k]),
                _ => Math.Max(1, Math.Abs(expected[k])),
            };
            series[bar].ShouldBe(expected[k], Tolerance * size, $"{name} of {file} at bar {bar}");
        }
    }

    [Fact]
    public void Figures_OfTheOracles_AreThereForEveryIndicatorOfTheRoom()
    {
        string[] known = [.. OracleFigures.TaLib.Concat(OracleFigures.Ttr).Concat(OracleFigures.NumPy).Select(f => f.Name)];
        IndicatorTable.Rows.Select(r => r.Name).Except(known).ShouldBeEmpty();
    }

    private static Walk Recorded(string file)
    {
        var (folder, symbol) = (Path.GetDirectoryName(file)!, Path.GetFileName(file));
        var candles = Recordings.Read(Recordings.Files(folder).Single(f => Path.GetFileName(f) == symbol + ".csv.gz"));
        return new Walk(Column(c => c.Open), Column(c => c.High), Column(c => c.Low), Column(c => c.Close), Column(c => c.Volume));

        double[] Column(Func<Candle, decimal> of) => [.. candles.Select(c => DecimalCrossing.ToDouble(of(c)))];
    }

    private static double[] Hurst512(Walk walk)
    {
        var (returns, into) = (new double[walk.Count], new double[walk.Count]);
        TrailingReturns.Series(walk.Close, 1, returns);
        Hurst.Series(returns, 512, into);
        return into;
    }
}
