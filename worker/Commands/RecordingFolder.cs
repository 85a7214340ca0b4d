using CryptoRun.Worker.Markets;

namespace CryptoRun.Worker.Commands;

/// <summary>Everything readable of a folder of recordings, and a line for each file that is not.</summary>
/// <param name="Recordings">By symbol, then by file; recordings of one symbol do not overlap.</param>
/// <param name="Rejected">One line a bad file.</param>
/// <param name="LeftOut">One line a file whose symbol and span another file has: mixing two would give a market that never was.</param>
internal sealed record RecordingFolder(IReadOnlyList<RecordedCandles> Recordings, IReadOnlyList<string> Rejected, IReadOnlyList<string> LeftOut)
{
    /// <summary>Reads a folder.</summary>
    /// <exception cref="CandleFileException">The folder itself cannot be used.</exception>
    public static RecordingFolder Read(string folder, CancellationToken cancellationToken)
    {
        var files = CandleFiles.List(folder);
        var (read, problems) = (new RecordedCandles?[files.Count], new string?[files.Count]);
        Parallel.For(0, files.Count, new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount }, i =>
        {
            try
            {
                read[i] = CandleFiles.Read(files[i].Path);
            }
            catch (CandleFileException e)
            {
                problems[i] = e.Message;
            }
        });

        var (taken, leftOut) = (new List<RecordedCandles>(), new List<string>());
        foreach (var recording in read.OfType<RecordedCandles>())
        {
            var twin = taken.Find(t => t.Symbol == recording.Symbol && Start(t) < End(recording) && Start(recording) < End(t));
            if (twin is null) taken.Add(recording);
            else leftOut.Add($"{recording.Path}: left out, {recording.Symbol} of that time is read from {twin.Path}.");
        }

        return new RecordingFolder(taken, [.. problems.OfType<string>()], leftOut);
    }

    private static DateTimeOffset Start(RecordedCandles recording) => recording.Candles[0].OpenTime;

    private static DateTimeOffset End(RecordedCandles recording) => recording.Candles[^1].OpenTime + recording.Width;
}
