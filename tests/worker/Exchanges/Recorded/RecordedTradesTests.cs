using System.Globalization;
using System.IO.Compression;
using CryptoRun.Domain.Markets;

namespace CryptoRun.Worker.Tests.Exchanges.Recorded;

/// <summary>Candles that another program built from 26,921 recorded trades of Kraken, built again.</summary>
public class RecordedTradesTests
{
    private const int VolumeDecimals = 8;

    [Theory]
    [InlineData("1m", 1, 5388)]
    [InlineData("5m", 5, 1520)]
    [InlineData("15m", 15, 515)]
    [InlineData("1h", 60, 129)]
    public void Of_RecordedTrades_AreTheSuppliedCandlesToTheDigit(string name, int minutes, int count)
    {
        var built = TradeCandles.Of(Rows("BTCUSDT_trades_2023-11-17_22.csv.gz").Select(Trade), TimeSpan.FromMinutes(minutes)).ToList();

        // Theirs is a sum of doubles: 0.008674069999999999 for 0.00867407. Ours has Kraken's eight decimals, exactly.
        var supplied = Rows($"BTCUSDT_{name}_built_from_trades.csv.gz")
            .Select(static r => new Candle(Time(r[0]), Number(r[1]), Number(r[2]), Number(r[3]), Number(r[4]), Math.Round(Number(r[5]), VolumeDecimals))).ToList();
        built.Select(static c => c with { QuoteVolume = null, Trades = null }).ShouldBe(supplied);
        built.Count.ShouldBe(count);
    }

    [Fact]
    public void Of_RecordedTrades_QuoteVolumeAndNumberAreTheirSums()
    {
        var rows = Rows("BTCUSDT_trades_2023-11-17_22.csv.gz").ToList();
        var trades = rows.ConvertAll(Trade);
        var hours = TradeCandles.Of(trades, TimeSpan.FromHours(1)).ToList();

        hours.Sum(static c => c.Trades).ShouldBe(26_921);
        hours.Sum(static c => c.QuoteVolume).ShouldBe(trades.Sum(static t => t.Price * t.Size));

        // The recording's own cost of each trade went through a double.
        hours.Sum(static c => c.QuoteVolume!.Value).ShouldBe(rows.Sum(static r => Number(r[6])), 0.001m);
        trades.Zip(trades.Skip(1)).Count(static pair => pair.First.Time == pair.Second.Time).ShouldBe(6980, "many trades share their millisecond");
    }

    private static Trade Trade(string[] row) => new(Time(row[0]), Number(row[4]), Number(row[5]), row[3] == "buy" ? TradeSide.Buy : TradeSide.Sell, long.Parse(row[1], CultureInfo.InvariantCulture));

    private static DateTimeOffset Time(string milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(milliseconds, CultureInfo.InvariantCulture));

    private static decimal Number(string text) => decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

    private static IEnumerable<string[]> Rows(string name)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(Path.Combine(SharedData.Folder("book", "kraken_trades"), name)), CompressionMode.Decompress));
        reader.ReadLine();
        while (reader.ReadLine() is { } line) yield return line.Split(',');
    }
}
