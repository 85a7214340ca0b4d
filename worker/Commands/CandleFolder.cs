using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Markets;

namespace CryptoRun.Worker.Commands;

/// <summary>A folder of recordings as the scan's universe.</summary>
internal static class CandleFolder
{
    /// <summary>Reads the hours that a scan at an instant may look at, one series a symbol.</summary>
    /// <param name="folder">Folder.</param>
    /// <param name="at">Instant.</param>
    /// <param name="lookBackHours">Hours.</param>
    /// <param name="note">Receives what was left out.</param>
    /// <param name="cancellationToken">Cancellation.</param>
    /// <exception cref="CandleFileException">A file is wrong, in one line.</exception>
    /// <exception cref="CommandException">No candle in these hours.</exception>
    public static IReadOnlyList<CandleSeries> Read(string folder, DateTimeOffset at, int lookBackHours, Action<string> note, CancellationToken cancellationToken)
    {
        var read = RecordingFolder.Read(folder, cancellationToken);
        if (read.Rejected is [var first, ..]) throw new CandleFileException(first);
        foreach (var line in read.LeftOut) note(line);

        var (from, to) = (ScanWindow.From(at, lookBackHours), ScanWindow.To(at));
        List<CandleSeries> series = [];
        foreach (var symbol in read.Recordings.GroupBy(r => r.Symbol, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            var window = symbol.SelectMany(r => r.ToWholeHours()).Where(c => c.OpenTime >= from && c.OpenTime < to).OrderBy(c => c.OpenTime).DistinctBy(c => c.OpenTime).ToList();
            if (window.Count > 0) series.Add(CandleSeries.FromHourly(symbol.Key, "recorded", window));
        }

        return series.Count > 0 ? series : throw new CommandException($"{folder}: no candle in the {lookBackHours} hours before {at:yyyy-MM-ddTHH:mm:ssZ}.");
    }
}
