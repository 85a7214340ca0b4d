using System.CommandLine;
using System.Text.Json;

namespace CryptoRun.Worker.Commands;

/// <summary><c>venues</c>: how the venues of the running program do.</summary>
internal static class VenuesCommand
{
    /// <summary>Creates the verb.</summary>
    public static Command Create(Terminal terminal)
    {
        var (url, json) = (RunningProgram.Url(), CommonOptions.Json());
        var command = new Command("venues", "Shows the health of the venues of the running program.") { url, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var answer = await RunningProgram.AskAsync(parsed.GetRequiredValue(url), "/api/v1/providers", null, cancellationToken);
            if (parsed.GetValue(json)) terminal.Output.WriteLine(answer.GetRawText());
            else Write(terminal.Output, answer);
            return 0;
        });
        return command;
    }

    private static void Write(TextWriter output, JsonElement answer)
    {
        output.WriteLine($"{"venue",-14} {"role",-10} {"health",-7} {"p50 ms",8} {"calls",7} {"errors",7} {"messages",9} {"missed",7} {"books",9} {"breaker",-8}  reason");
        foreach (var provider in answer.GetProperty("providers").EnumerateArray())
        {
            var (report, totals) = (provider.GetProperty("report"), provider.GetProperty("report").GetProperty("totals"));
            var health = report.GetProperty("health");
            output.WriteLine(
                $"{Text(report, "venue"),-14} {Text(provider, "role"),-10} {Text(health, "state"),-7} {Number(report, "p50Milliseconds"),8} {Number(totals, "calls"),7} {Number(totals, "errors"),7} {Number(totals, "messages"),9} " +
                $"{Number(totals, "missed"),7} {$"{Number(provider, "booksTrusted")}/{Number(provider, "books")}",9} {Text(report, "breaker"),-8}  {Text(health, "reason")}{Faults(provider)}");
        }
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : "-";

    private static string Number(JsonElement element, string name) => element.GetProperty(name) is { ValueKind: JsonValueKind.Number } number ? $"{number.GetDouble():0.#}" : "-";

    private static string Faults(JsonElement provider) =>
        provider.GetProperty("faults") is { ValueKind: JsonValueKind.Array } faults && faults.GetArrayLength() > 0 ? $"  on demand: {string.Join(", ", faults.EnumerateArray().Select(static f => f.GetString()))}" : "";
}
