using System.CommandLine;
using CryptoRun.Domain.Regimes;
using CryptoRun.Worker.Documents;
using CryptoRun.Worker.Markets;

namespace CryptoRun.Worker.Commands;

/// <summary><c>regime --candles DIR --at T</c>: the regime of a folder of recordings. No store, no network.</summary>
internal static class RegimeCommand
{
    /// <summary>Creates the verb.</summary>
    public static Command Create(Terminal terminal)
    {
        var (folder, at, json) = (CommonOptions.CandleFolder(), CommonOptions.At(), CommonOptions.Json());
        var command = new Command("regime", "Detects the regime of a folder at the last 4 h boundary at or before an instant.") { folder, at, json };
        command.SetAction((parsed, cancellationToken) => RunAsync(terminal, parsed.GetRequiredValue(folder), parsed.GetRequiredValue(at), parsed.GetValue(json), cancellationToken));
        return command;
    }

    private static Task<int> RunAsync(Terminal terminal, string folder, DateTimeOffset at, bool json, CancellationToken cancellationToken)
    {
        var settings = WorkerSettings.Load(terminal.Settings);
        var series = CandleFolder.Read(folder, at, OpinionHours(settings.Regime), terminal.Note, cancellationToken);
        if (!series.Any(s => s.End > ScanWindow.From(at, RegimeDetector.HistoryHours)))
            throw new CommandException($"{folder}: no candle in the {RegimeDetector.HistoryHours} hours before {at:yyyy-MM-ddTHH:mm:ssZ}.");

        var record = RegimeDetector.DetectFromHistory(at, series, settings.Regime);
        var opinions = SecondOpinions.On(record, MarketDays.Of(record.At, series, settings.Regime), settings.Regime);
        var document = RegimeDocument.Of(record, settings.Scan.Weights.For(record.State), opinions);
        if (json) terminal.WriteJson(document);
        else Write(terminal.Output, document);
        return Task.FromResult(0);
    }

    private static void Write(TextWriter output, RegimeDocument regime)
    {
        output.WriteLine($"{regime.State}, confidence {regime.Confidence:0.00}, as of {regime.AsOf:yyyy-MM-dd HH:mm} UTC, since {regime.Since:yyyy-MM-dd HH:mm}, next {regime.NextAt:HH:mm}");
        if (regime.Pending is { } pending) output.WriteLine($"pending: {pending}");
        foreach (var indicator in regime.Indicators) output.WriteLine($"  {indicator.Name,-20} {indicator.Value,8:0.000}  against {indicator.Threshold:0.###}: {indicator.Vote}");
        output.WriteLine($"  weights              {string.Join(", ", regime.Weights.Select(w => $"{w.Key} {w.Value:0.###}"))}");
        output.WriteLine(regime.Reason);
        output.WriteLine($"second opinions: {regime.SecondOpinions.HiddenMarkov.Reason}");
        output.WriteLine($"                 {regime.SecondOpinions.ChangePoints.Reason}");
    }

    private static int OpinionHours(RegimeOptions options) => ((options.OpinionDays + 1) * 24) + MarketDays.LeadHours(options);
}
