using System.IO.Compression;
using CryptoRun.Domain.Markets;

namespace CryptoRun.Domain.Tests.Scanning;

/// <summary>Recorded candles beside the repository; tests that need them are skipped where they are absent.</summary>
internal static class RecordedMarket
{
    public static IReadOnlyList<CandleSeries> Load(string folder)
    {
        var path = SharedData.Folder("candles", folder);
        return [.. Directory.EnumerateFiles(path, "*.csv.gz").Order(StringComparer.Ordinal).Select(Read)];
    }

    private static CandleSeries Read(string path)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        var symbol = Path.GetFileName(path).Replace("USDT.csv.gz", "-USD", StringComparison.Ordinal);
        reader.ReadLine();
        return CandleSeries.FromHourly(symbol, "binance", Rows(reader));
    }

    private static IEnumerable<Candle> Rows(StreamReader reader)
    {
        while (reader.ReadLine() is { } line)
        {
            var cells = line.Split(',');
            yield return new Candle(
                DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(cells[0])), Number(cells[1]), Number(cells[2]), Number(cells[3]), Number(cells[4]), Number(cells[5]), Number(cells[6]));
        }
    }

    private static decimal Number(string text) => decimal.Parse(text, System.Globalization.NumberStyles.Float);
}
