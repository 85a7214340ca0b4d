using System.IO.Compression;
using CryptoRun.Domain.Markets;

namespace CryptoRun.Domain.Tests.Markets;

/// <summary>Recorded candles beside the repository; tests that need them are skipped where they are absent.</summary>
internal static class Recordings
{
    /// <summary>Files of a folder of recorded candles, by name.</summary>
    public static IReadOnlyList<string> Files(string folder)
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var path = Path.Combine(at.FullName, "shared", "data", "candles", folder);
            if (Directory.Exists(path)) return [.. Directory.GetFiles(path, "*.csv.gz").Order(StringComparer.Ordinal)];
        }

        Assert.Skip($"Recorded candles not present: {folder}");
        return [];
    }

    /// <summary>One recording as candles of its own width.</summary>
    public static List<Candle> Read(string file)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
        var header = reader.ReadLine()!.Split(',');
        var quote = Array.IndexOf(header, "quote_volume");
        List<Candle> candles = [];
        while (reader.ReadLine() is { } line)
        {
            var cells = line.Split(',');
            candles.Add(new Candle(
                DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(cells[0])), Number(1), Number(2), Number(3), Number(4), Number(5),
                quote > 0 && cells[quote].Length > 0 ? Number(quote) : null));

            decimal Number(int column) => decimal.Parse(cells[column], System.Globalization.NumberStyles.Float);
        }

        return candles;
    }

    /// <summary>One recording as an hourly series.</summary>
    public static CandleSeries Series(string file)
    {
        var candles = Read(file);
        var width = Enumerable.Range(1, Math.Min(100, candles.Count - 1)).Min(i => candles[i].OpenTime - candles[i - 1].OpenTime);
        var symbol = Path.GetFileName(file).Split('.')[0];
        return CandleSeries.FromHourly(symbol, "recorded", CandleAggregation.ToHourly(candles, width));
    }
}
