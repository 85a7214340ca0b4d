using System.CommandLine;
using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Regimes;
using CryptoRun.Domain.Scanning;

namespace CryptoRun.Worker.Commands;

/// <summary><c>score --candles DIR --at T [--regime S]</c>: scores a folder of recordings. No store, no network.</summary>
internal static class ScoreCommand
{
    /// <summary>Creates the verb.</summary>
    public static Command Create(Terminal terminal)
    {
        var (folder, at, regime, json) = (CommonOptions.CandleFolder(), CommonOptions.At(), CommonOptions.Regime(), CommonOptions.Json());
        var command = new Command("score", "Scores the universe found in a folder as of an instant, candles only, best first.") { folder, at, regime, json };
        command.SetAction((parsed, cancellationToken) => RunAsync(terminal, parsed.GetRequiredValue(folder), parsed.GetRequiredValue(at), parsed.GetValue(regime), parsed.GetValue(json), cancellationToken));
        return command;
    }

    private static Task<int> RunAsync(Terminal terminal, string folder, DateTimeOffset at, RegimeState? regime, bool json, CancellationToken cancellationToken)
    {
        var settings = WorkerSettings.Load(terminal.Settings);
        var series = CandleFolder.Read(folder, at, settings.Scan.LookBackHours, terminal.Note, cancellationToken);
        var detected = RegimeDetector.DetectFromHistory(at, series, settings.Regime);
        var record = regime is { } given && given != detected.State ? detected with { State = given, Pending = null, Flags = [.. detected.Flags, "given"] } : detected;
        var result = Scan.Run(new ScanInput(at, MarketSource.Replay, record, [.. series.Select(s => new SymbolInput(s, null, null))], null), settings.Scan);

        if (result.Candidates.Count == 0)
            throw new CommandException($"{folder}: no symbol could be scored at {at:yyyy-MM-ddTHH:mm:ssZ}: {ScanTable.Exclusions(result.Universe)}.");
        if (result.Universe.Excluded.Count > 0) terminal.Note($"{result.Universe.Scored} of {result.Universe.Total} scored; excluded: {ScanTable.Exclusions(result.Universe)}.");
        if (json) terminal.WriteJson(result.Candidates);
        else ScanTable.Write(terminal.Output, result);
        return Task.FromResult(0);
    }
}
