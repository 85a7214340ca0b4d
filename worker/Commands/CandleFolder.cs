using System.Collections.Concurrent;
using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Markets;

namespace CryptoRun.Worker.Commands;

/// <summary>A folder of recordings as the scan's universe.</summary>
internal static class CandleFolder
{
    /// <summary>Reads the hours that a scan at an instant may look at. Of two files of one symbol the preferred one counts.</summary>
    /// <param name="folder">Folder.</param>
    /// <param name="at">Instant.</param>
    /// <param name="lookBackHours">Hours.</param>
    /// <param name="note">Receives what was left out.</param>
    /// <exception cref="CandleFileException">A file is wrong, in one line.</exception>
    public static IReadOnlyList<CandleSeries> Read(string folder, DateTimeOffset at, int lookBackHours, Action<string> note)
    {
        var files = CandleFiles.List(folder);
        var chosen = files.DistinctBy(f => f.Symbol).ToList();
        foreach (var twin in files.Except(chosen)) note($"{twin.Path}: left out, {twin.Symbol} is read from another file.");

        ConcurrentBag<CandleSeries> series = [];
        try
        {
            Parallel.ForEach(chosen, file =>
            {
                var candles = CandleFiles.Read(file.Path).ToHourly();
                var (from, to) = (ScanWindow.From(at, lookBackHours), ScanWindow.To(at));
                var window = candles.Where(c => c.OpenTime >= from && c.OpenTime < to).ToList();
                if (window.Count > 0) series.Add(CandleSeries.FromHourly(file.Symbol, "recorded", window));
            });
        }
        catch (AggregateException e) when (e.InnerExceptions.OfType<CandleFileException>().MinBy(f => f.Message, StringComparer.Ordinal) is { } first)
        {
            throw new CandleFileException(first.Message, e);
        }

        return series.IsEmpty
            ? throw new CommandException($"{folder}: no candle in the {lookBackHours} hours before {at:yyyy-MM-ddTHH:mm:ssZ}.")
            : [.. series.OrderBy(s => s.Symbol, StringComparer.Ordinal)];
    }
}
