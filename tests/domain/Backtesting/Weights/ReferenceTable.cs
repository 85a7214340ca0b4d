using System.Globalization;
using System.IO.Compression;
using CryptoRun.Domain.Backtesting.Weights;

namespace CryptoRun.Domain.Tests.Backtesting.Weights;

/// <summary>A table of a published study: one row a bar, one column an instrument.</summary>
internal sealed record ReferenceTable(IReadOnlyList<string> Times, IReadOnlyList<string> Columns, BarPanel Values)
{
    public static ReferenceTable Read(string study, string file)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(Path.Combine(SharedData.Folder("reference", study), file)), CompressionMode.Decompress));
        var columns = reader.ReadLine()!.Split(',')[1..];
        List<string> times = [];
        List<double> values = [];
        while (reader.ReadLine() is { } line)
        {
            var cells = line.Split(',');
            times.Add(cells[0]);
            values.AddRange(cells[1..].Select(Value));
        }

        return new ReferenceTable(times, columns, new BarPanel(columns.Length, [.. values]));
    }

    /// <summary>Bars from and to a time, both included, as text sorts.</summary>
    public Range Between(string from, string to)
    {
        var kept = Enumerable.Range(0, Times.Count).Where(i => string.CompareOrdinal(Times[i], from) >= 0 && string.CompareOrdinal(Times[i], to) <= 0).ToList();
        return kept[0]..(kept[^1] + 1);
    }

    private static double Value(string text) => text switch
    {
        "" => double.NaN,
        "True" => 1,
        "False" => 0,
        _ => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture),
    };
}
