using System.CommandLine;
using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Auditing;
using CryptoRun.Worker.Storage.Sql;
using Microsoft.Extensions.Logging.Abstractions;

namespace CryptoRun.Worker.Commands;

/// <summary><c>audit</c>: recomputes the hashes of the audit trail from its first entry on. Exit 1 when the chain is broken.</summary>
internal static class AuditCommand
{
    /// <summary>Creates the verb.</summary>
    public static Command Create(Terminal terminal)
    {
        var (store, source, json) = (CommonOptions.Store(), CommonOptions.Source(), CommonOptions.Json());
        var head = new Option<string?>("--head") { Description = "An entry noted earlier, NUMBER:HASH, which must still be in the trail." };
        var command = new Command("audit", "Verifies the audit trail.") { store, source, head, json };
        command.SetAction((parsed, cancellationToken) => RunAsync(terminal, parsed.GetValue(store), parsed.GetValue(source), Anchor(parsed.GetValue(head)), parsed.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(Terminal terminal, string? directory, MarketSource? source, AuditAnchor? anchor, bool json, CancellationToken cancellationToken)
    {
        var settings = WorkerSettings.Load(directory is null ? terminal.Settings : [.. terminal.Settings, "Store:Provider=Sqlite", $"Store:Directory={Path.GetFullPath(directory)}"]);
        using var store = WorkerServices.OpenStore(settings.Store, source ?? settings.Source, Directory.GetCurrentDirectory(), NullLogger.Instance);
        var found = await new SqlAuditTrail(store, "", TimeProvider.System).VerifyAsync(anchor, cancellationToken);
        if (json) terminal.WriteJson(found);
        else if (found.Problem is { } problem) terminal.Output.WriteLine($"{store.Name}: broken: {problem}; {found.Checked} entries before it hold.");
        else terminal.Output.WriteLine($"{store.Name}: {found.Checked} entries, whole{(found.Head is { } head ? $"; head {head.Number}:{head.Hash}" : "")}.");
        return found.IsWhole ? 0 : 1;
    }

    private static AuditAnchor? Anchor(string? text)
    {
        if (text is null) return null;
        if (text.Split(':') is [var number, { Length: 64 } hash] && long.TryParse(number, out var whole) && whole > 0 && hash.All(char.IsAsciiHexDigit)) return new AuditAnchor(whole, hash.ToLowerInvariant());
        throw CommandException.Usage($"--head is \"{text}\"; allowed is NUMBER:HASH as this verb prints it, the hash of 64 hexadecimal digits.");
    }
}
