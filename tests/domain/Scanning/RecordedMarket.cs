using System.IO.Compression;
using CryptoRun.Domain.Markets;

namespace CryptoRun.Domain.Tests.Scanning;

/// <summary>Recorded candles beside the repository; tests that need them are skipped where they are absent.</summary>
internal static class RecordedMarket
{
    public static IReadOnlyList<CandleSeries> Load(string folder)
    {
        var path = Find(Path.Combine("candles", folder));
        if (path is null) Assert.Skip($"shared/data/candles/{folder} not present");
        return [.. Directory.EnumerateFiles(path, "*.csv.gz").Order(StringComparer.Ordinal).Select(Read)];
    }

    private static string? Find(string relative)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            foreach (var root in new[] { Path.Combine(folder.FullName, "shared"), Path.Combine(folder.Parent?.FullName ?? "/", "shared") })
            {
                var path = Path.Combine(root, "data", relative);
                if (Directory.Exists(path)) return path;
            }
        }

        return null;
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
