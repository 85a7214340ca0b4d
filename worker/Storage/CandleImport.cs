using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Markets;

namespace CryptoRun.Worker.Storage;

/// <summary>What became of one recording.</summary>
/// <param name="Symbol">Canonical symbol.</param>
/// <param name="File">Path of the recording.</param>
/// <param name="New">Hours not known before.</param>
/// <param name="Equal">Hours known and equal.</param>
/// <param name="Corrected">Hours known and different: a new version of each.</param>
/// <param name="Rejected">Hours left out because they were not closed, or not recorded whole.</param>
public sealed record ImportedRecording(string Symbol, string File, int New, int Equal, int Corrected, int Rejected);

/// <summary>Brings recordings into a candle store as 1 h candles, one transaction each. Doing it again changes nothing.</summary>
/// <param name="store">The store.</param>
internal sealed class CandleImport(ICandleStore store)
{
    /// <summary>Imports recordings.</summary>
    /// <param name="venue">Venue whose candles they are.</param>
    /// <param name="recordings">Recordings, of any width up to 1 h.</param>
    /// <param name="knownAt">From when on they count as known.</param>
    /// <param name="closedBefore">Hours that end later are rejected: a candle that is still open is not a fact.</param>
    /// <param name="cancellationToken">Between and within recordings; what is done stays.</param>
    public async Task<IReadOnlyList<ImportedRecording>> ImportAsync(
        string venue, IEnumerable<RecordedCandles> recordings, DateTimeOffset knownAt, DateTimeOffset closedBefore, CancellationToken cancellationToken)
    {
        var imported = new List<ImportedRecording>();
        foreach (var recording in recordings)
        {
            var hours = recording.ToHourly();
            List<Candle> closed = [.. recording.ToWholeHours().Where(c => c.OpenTime + CandleSeries.BarWidth <= closedBefore)];
            var ingest = await store.WriteAsync(venue, recording.Symbol, CandleSeries.BarWidth, closed, knownAt, cancellationToken);
            imported.Add(new ImportedRecording(recording.Symbol, recording.Path, ingest.New, ingest.Equal, ingest.Corrected, hours.Count - closed.Count));
        }

        return imported;
    }
}
