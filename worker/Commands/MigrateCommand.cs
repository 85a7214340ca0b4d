using System.CommandLine;
using CryptoRun.Domain.Markets;
using Microsoft.Extensions.Logging.Abstractions;

namespace CryptoRun.Worker.Commands;

/// <summary><c>migrate</c>: brings the store's schema to this program's version, and makes the store where there is none. Safe beside a second one and beside a server.</summary>
internal static class MigrateCommand
{
    /// <summary>Creates the verb.</summary>
    public static Command Create(Terminal terminal)
    {
        var (store, source, json) = (CommonOptions.Store(), CommonOptions.Source(), CommonOptions.Json());
        var command = new Command("migrate", "Brings the store's schema to this program's version.") { store, source, json };
        command.SetAction((parsed, _) => Task.FromResult(Run(terminal, parsed.GetValue(store), parsed.GetValue(source), parsed.GetValue(json))));
        return command;
    }

    private static int Run(Terminal terminal, string? directory, MarketSource? source, bool json)
    {
        var settings = WorkerSettings.Load(directory is null ? terminal.Settings : [.. terminal.Settings, "Store:Provider=Sqlite", $"Store:Directory={Path.GetFullPath(directory)}"]);
        using var store = WorkerServices.OpenStore(settings.Store, source ?? settings.Source, Directory.GetCurrentDirectory(), NullLogger.Instance);
        var (before, version, applied) = store.Schema;
        if (json) terminal.WriteJson(new MigrationReport(settings.Store.Provider.ToString(), store.Name, store.Source, before, version, applied));
        else terminal.Output.WriteLine(applied.Count == 0
            ? $"{store.Name}: schema version {version}, nothing to do."
            : $"{store.Name}: from schema version {before} to {version}, {applied.Count} {(applied.Count == 1 ? "step" : "steps")} applied: {string.Join(", ", applied)}.");
        return 0;
    }

    private sealed record MigrationReport(string Provider, string Store, MarketSource Source, int Before, int Version, IReadOnlyList<string> Applied);
}
