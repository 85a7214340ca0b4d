using System.Globalization;
using System.IO.Compression;
using CryptoRun.Domain.Markets;

namespace CryptoRun.Domain.Tests.Regimes;

/// <summary>Recorded hourly candles of 116 perpetuals, Sep 2025 to Jan 2026, where the recordings are present.</summary>
internal static class RecordedUniverse
{
    private static readonly Lazy<IReadOnlyList<CandleSeries>?> Loaded = new(Load);

    public static IReadOnlyList<CandleSeries> OrSkip()
    {
        if (Loaded.Value is null) Assert.Skip("Recorded candles are not present.");
        return Loaded.Value!;
    }

    private static List<CandleSeries>? Load()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var recorded = Path.Combine(folder.FullName, "shared", "data", "candles", "binance_usdm_1h");
            if (Directory.Exists(recorded)) return [.. Directory.EnumerateFiles(recorded, "*.csv.gz").Order(StringComparer.Ordinal).Select(Read)];
        }

        return null;
    }

    private static CandleSeries Read(string path)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        reader.ReadLine();
        var candles = new List<Candle>();
        while (reader.ReadLine() is { } line)
        {
            var fields = line.Split(',');
            var numbers = fields[1..7].Select(text => decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture)).ToArray();
            var open = DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(fields[0], CultureInfo.InvariantCulture));
            candles.Add(new Candle(open, numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]));
        }

        return CandleSeries.FromHourly(Path.GetFileName(path).Replace("USDT.csv.gz", "-USD", StringComparison.Ordinal), "binance", candles);
    }
}
