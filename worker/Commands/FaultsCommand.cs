using System.CommandLine;
using System.Text.Json;

namespace CryptoRun.Worker.Commands;

/// <summary><c>faults [VENUE [FAULT]] [--off]</c>: makes a venue of the running simulated market misbehave, or behave again.</summary>
internal static class FaultsCommand
{
    /// <summary>Creates the verb.</summary>
    public static Command Create(Terminal terminal)
    {
        var venue = new Argument<string?>("VENUE") { Description = "Venue, kraken; without it what stands is shown.", Arity = ArgumentArity.ZeroOrOne };
        var fault = new Argument<string?>("FAULT") { Description = "What goes wrong, dropSockets; without it the venue behaves again.", Arity = ArgumentArity.ZeroOrOne };
        var off = new Option<bool>("--off") { Description = "Switches the fault off." };
        var (url, json) = (RunningProgram.Url(), CommonOptions.Json());
        var command = new Command("faults", "Switches faults of the running simulated or replayed market.") { venue, fault, off, url, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (parsed.GetValue(venue) is null && parsed.GetValue(off)) throw CommandException.Usage("--off needs a VENUE: which one is to behave again?");
            var order = parsed.GetValue(venue) is { } name ? new { venue = name, fault = parsed.GetValue(fault), on = !parsed.GetValue(off) } : null;
            var answer = await RunningProgram.AskAsync(parsed.GetRequiredValue(url), "/api/v1/simulation/faults", order, cancellationToken);
            if (parsed.GetValue(json)) terminal.Output.WriteLine(answer.GetRawText());
            else Write(terminal.Output, answer);
            return 0;
        });
        return command;
    }

    private static void Write(TextWriter output, JsonElement answer)
    {
        foreach (var venue in answer.GetProperty("venues").EnumerateObject())
            output.WriteLine($"{venue.Name,-14} {(venue.Value.GetArrayLength() == 0 ? "behaves" : string.Join(", ", venue.Value.EnumerateArray().Select(static f => f.GetString())))}");
        output.WriteLine($"faults: {string.Join(", ", answer.GetProperty("faults").EnumerateArray().Select(static f => f.GetString()))}");
    }
}
