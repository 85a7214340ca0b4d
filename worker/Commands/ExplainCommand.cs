using System.CommandLine;
using CryptoRun.Domain.Gates;
using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Scoring;
using CryptoRun.Worker.Scanning;
using CryptoRun.Worker.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace CryptoRun.Worker.Commands;

/// <summary><c>explain SYMBOL [--scan ID] [--verify]</c>: a stored explanation; verify recomputes it and compares hash and score.</summary>
internal static class ExplainCommand
{
    /// <summary>Creates the verb.</summary>
    public static Command Create(Terminal terminal)
    {
        var symbol = new Argument<string>("SYMBOL") { Description = "Canonical symbol, BTC-USD." };
        var scan = new Option<string?>("--scan") { Description = "Scan; without it the newest.", HelpName = "ID" };
        var verify = new Option<bool>("--verify") { Description = "Recomputes the score from the stored inputs; exit code 1 when it differs." };
        var (store, source, json) = (CommonOptions.Store(), CommonOptions.Source(), CommonOptions.Json());
        var command = new Command("explain", "Shows a stored explanation, or verifies it.") { symbol, scan, verify, store, source, json };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            terminal, parsed.GetRequiredValue(symbol), parsed.GetValue(scan), parsed.GetValue(verify), parsed.GetValue(store), parsed.GetValue(source), parsed.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        Terminal terminal, string symbol, string? scan, bool verify, string? directory, MarketSource? source, bool json, CancellationToken cancellationToken)
    {
        var settings = WorkerSettings.Load(directory is null ? terminal.Settings : [.. terminal.Settings, "Store:Provider=Sqlite", $"Store:Directory={Path.GetFullPath(directory)}"]);
        var path = settings.Store.PathOf(source ?? settings.Source, Directory.GetCurrentDirectory());
        if (settings.Store.Provider == StoreProvider.Sqlite && !File.Exists(path)) throw new CommandException($"{path}: there is no store of source {source ?? settings.Source} yet.");
        using var opened = WorkerServices.OpenStore(settings.Store, source ?? settings.Source, Directory.GetCurrentDirectory(), NullLogger.Instance);
        var (scans, candles, derivatives) = WorkerServices.Stores(opened);

        var explanation = await scans.FindExplanationAsync(symbol.ToUpperInvariant(), scan, cancellationToken)
            ?? throw new CommandException(scan is null ? $"{symbol}: no stored scan has this symbol." : $"{symbol}: scan {scan} is not stored or does not have this symbol.");
        if (verify) return await VerifyAsync(terminal, new ScanVerifier(scans, candles, derivatives, settings.Scan), explanation, json, cancellationToken);
        if (json) terminal.WriteJson(explanation);
        else Write(terminal.Output, explanation);
        return 0;
    }

    private static async Task<int> VerifyAsync(Terminal terminal, ScanVerifier verifier, ScoreExplanation explanation, bool json, CancellationToken cancellationToken)
    {
        var verification = await verifier.VerifyAsync(explanation.Symbol, explanation.ScanId, cancellationToken)
            ?? throw new CommandException($"{explanation.Symbol}: scan {explanation.ScanId} is not stored whole.");
        if (json) terminal.WriteJson(verification);
        else terminal.Output.WriteLine(verification.Same
            ? $"{verification.Symbol} of {verification.ScanId}: same hash {verification.StoredHash[..12]}, same score {verification.StoredFinal:R}."
            : $"{verification.Symbol} of {verification.ScanId}: DIFFERENT. {verification.Problem}");
        return verification.Same ? 0 : 1;
    }

    private static void Write(TextWriter output, ScoreExplanation e)
    {
        output.WriteLine($"{e.Symbol}  rank {e.Rank}  final {e.Final:0.00}  C {e.Composite:0.00}  {e.Verdict}  {e.Regime}  scan {e.ScanId}  as of {e.AsOf:yyyy-MM-dd HH:mm:ss} UTC  {e.Provenance.Source}");
        output.WriteLine($"  {"factor",-10} {"raw",9} {"z",7} {"residual",9} {"score",6} {"weight",7} {"points",7}");
        foreach (var f in e.Factors) output.WriteLine($"  {f.Factor,-10} {f.Raw,9:0.000} {f.Z,7:0.00} {f.Residual,9:0.000} {f.Score,6:0.0} {f.Weight,7:0.000} {f.Points,7:+0.00;-0.00;0.00}  {string.Join(", ", f.Flags)}".TrimEnd());
        foreach (var g in e.Gates) output.WriteLine($"  {(g.Outcome switch { GateOutcome.Passed => "pass", GateOutcome.Failed => "FAIL", _ => "n/a" }),-5} {g.Gate,-10} {g.Reason}");
        foreach (var r in e.ReasonsFor) output.WriteLine($"  for      {r.Subject}: {r.Text}");
        foreach (var r in e.ReasonsAgainst) output.WriteLine($"  against  {r.Subject}: {r.Text}");
        output.WriteLine($"  input hash {e.Provenance.InputHash}  engine {e.Provenance.EngineVersion}");
    }
}
