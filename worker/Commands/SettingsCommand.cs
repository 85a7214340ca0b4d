using System.CommandLine;
using CryptoRun.Worker.Configuring;

namespace CryptoRun.Worker.Commands;

/// <summary><c>settings</c>: what a worker started here would have in force, and where each value comes from. Schedules that were changed in the store are shown by the running program.</summary>
internal static class SettingsCommand
{
    /// <summary>Creates the verb.</summary>
    public static Command Create(Terminal terminal)
    {
        var json = CommonOptions.Json();
        var set = new Option<bool>("--set") { Description = "Only what is not a default." };
        var command = new Command("settings", "Shows the settings in force with their origin; secrets are masked.") { set, json };
        command.SetAction(parsed => Run(terminal, parsed.GetValue(set), parsed.GetValue(json)));
        return command;
    }

    private static int Run(Terminal terminal, bool onlySet, bool json)
    {
        var configuration = WorkerSettings.Configuration(terminal.Settings);
        var found = SettingsInForce.Of(configuration, WorkerSettings.Read(configuration), [], []).Where(s => !onlySet || s.Origin != SettingInForce.Default).ToList();
        if (json) terminal.WriteJson(found);
        else foreach (var setting in found) terminal.Output.WriteLine($"{setting.Key,-48} {(setting.Value.Length == 0 ? "–" : setting.Value)}  ({setting.Origin})");
        return 0;
    }
}
