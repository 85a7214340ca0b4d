using System.CommandLine;
using System.Text.Json;
using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Documents;
using CryptoRun.Worker.Markets;
using CryptoRun.Worker.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace CryptoRun.Worker.Commands;

/// <summary><c>import --candles DIR --venue V</c>: recordings into the store, idempotent. A bad file is said in one line and left out whole; the others go on.</summary>
internal static class ImportCommand
{
    private const int Done = 0;
    private const int Failed = 1;

    /// <summary>The verb.</summary>
    public static Command Create(Terminal terminal)
    {
        var candles = new Option<string>("--candles") { Description = "Folder of SYMBOL.csv or SYMBOL.csv.gz files", HelpName = "DIR", Required = true };
        var venue = new Option<string>("--venue") { Description = "Venue the candles are of, kraken", HelpName = "V", Required = true };
        venue.Validators.Add(v =>
        {
            if (v.Tokens is [var name] && (name.Value.Length is 0 or > 40 || !name.Value.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')))
                v.AddError($"--venue: \"{name.Value}\" is not a venue; allowed are letters, digits, - and _.");
        });
        var source = new Option<MarketSource>("--source") { Description = "Source whose store it is: Live, Replay or Simulated", HelpName = "S", DefaultValueFactory = _ => MarketSource.Live };
        var store = new Option<string?>("--store") { Description = "Folder of the store; without it the configured one", HelpName = "DIR" };
        var json = new Option<bool>("--json") { Description = "One JSON document on standard output" };
        var command = new Command("import", "Brings recorded candles into the store, idempotent, with counts") { candles, venue, source, store, json };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            new Request(
                parsed.GetRequiredValue(candles), parsed.GetRequiredValue(venue).ToLowerInvariant(), parsed.GetValue(source),
                Options(terminal, parsed.GetValue(store)), parsed.GetValue(json)),
            parsed.InvocationConfiguration.Output,
            parsed.InvocationConfiguration.Error,
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(Request request, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        try
        {
            var read = RecordingFolder.Read(request.Folder, cancellationToken);
            foreach (var problem in read.Rejected) error.WriteLine(problem);
            foreach (var note in read.LeftOut) error.WriteLine(note);

            using var store = WorkerServices.OpenStore(request.Store, request.Source, Directory.GetCurrentDirectory(), NullLogger.Instance);
            var knownAt = KnownAt(request.Source, read.Recordings);
            var symbols = await new CandleImport(store.Candles).ImportAsync(request.Venue, read.Recordings, knownAt, knownAt, cancellationToken);
            var total = new ImportTotal(
                symbols.Count, read.Rejected.Count, read.LeftOut.Count,
                symbols.Sum(s => s.New), symbols.Sum(s => s.Equal), symbols.Sum(s => s.Corrected), symbols.Sum(s => s.Rejected));
            var report = new ImportReport(request.Venue, request.Source, store.Name, knownAt, total, symbols, read.Rejected, read.LeftOut);
            if (request.Json) await output.WriteLineAsync(JsonSerializer.Serialize(report, Json.Options));
            else WriteTable(report, output);
            return read.Rejected.Count == 0 ? Done : Failed;
        }
        catch (Exception e) when (e is CandleFileException or StoreUnavailableException)
        {
            await error.WriteLineAsync(e.Message);
            return Failed;
        }
    }

    /// <summary>In live and simulated markets it is known from now on; in a replay, whose market time is not ours, from the end of what was recorded.</summary>
    private static DateTimeOffset KnownAt(MarketSource source, IReadOnlyList<RecordedCandles> recordings) =>
        source == MarketSource.Replay && recordings.Count > 0 ? recordings.Max(r => r.Candles[^1].OpenTime + r.Width) : TimeProvider.System.GetUtcNow();

    private static StoreOptions Options(Terminal terminal, string? directory)
    {
        var options = WorkerSettings.Load(terminal.Settings).Store;
        return directory is null ? options : options with { Provider = StoreProvider.Sqlite, Directory = directory };
    }

    private static void WriteTable(ImportReport report, TextWriter output)
    {
        output.WriteLine($"{"symbol",-16} {"new",9} {"equal",9} {"corrected",9} {"rejected",9}");
        foreach (var s in report.Symbols) output.WriteLine($"{s.Symbol,-16} {s.New,9} {s.Equal,9} {s.Corrected,9} {s.Rejected,9}");
        var t = report.Total;
        output.WriteLine($"{"total",-16} {t.New,9} {t.Equal,9} {t.Corrected,9} {t.Rejected,9}");
        output.WriteLine($"{t.Files} files of {report.Venue} into {report.Store}, {t.RejectedFiles} rejected, {t.LeftOutFiles} left out");
    }

    private sealed record Request(string Folder, string Venue, MarketSource Source, StoreOptions Store, bool Json);

    private sealed record ImportTotal(int Files, int RejectedFiles, int LeftOutFiles, int New, int Equal, int Corrected, int Rejected);

    private sealed record ImportReport(
        string Venue,
        MarketSource Source,
        string Store,
        DateTimeOffset KnownAt,
        ImportTotal Total,
        IReadOnlyList<ImportedRecording> Symbols,
        IReadOnlyList<string> RejectedFiles,
        IReadOnlyList<string> LeftOutFiles);
}
