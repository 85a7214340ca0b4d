using System.Collections;
using System.Reflection;
using CryptoRun.Worker.Events;
using CryptoRun.Worker.Alerts;
using CryptoRun.Worker.Caching;
using CryptoRun.Worker.Markets;
using CryptoRun.Worker.Scheduling;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.CommandLine;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.Json;

namespace CryptoRun.Worker.Configuring;

/// <summary>Every setting with the value that holds and where it comes from: the options as they were read, then whatever else the files and the command line say.</summary>
public static class SettingsInForce
{
    /// <summary>By key.</summary>
    /// <param name="configuration">What was configured.</param>
    /// <param name="settings">What was read of it.</param>
    /// <param name="more">Sections with options that others read.</param>
    /// <param name="schedules">Schedules as the store has them.</param>
    public static IReadOnlyList<SettingInForce> Of(IConfigurationRoot configuration, WorkerSettings settings, IEnumerable<(string Section, object Options)> more, IEnumerable<JobSchedule> schedules)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(settings);
        var found = new SortedDictionary<string, SettingInForce>(StringComparer.OrdinalIgnoreCase);
        foreach (var (section, options) in Sections(settings).Concat(more)) Add(found, configuration, section, options);
        foreach (var provider in configuration.Providers.Reverse().SelectMany(Inner).Where(static p => p is not EnvironmentVariablesConfigurationProvider))
            foreach (var key in Keys(provider, null).Where(k => !found.ContainsKey(k) && !found.ContainsKey(Parent(k))))
                if (configuration[key] is { } value) found[key] = new(key, SettingText.Of(key, value), OriginOf(configuration, key));
        foreach (var schedule in schedules.Where(static s => s.ChangedBy != JobSchedule.FromConfiguration))
            found[$"Jobs:{schedule.Job}"] = new($"Jobs:{schedule.Job}", $"{schedule.Cron}{(schedule.Paused ? ", paused" : "")}, changed by {schedule.ChangedBy}", SettingInForce.Store);
        return [.. found.Values];
    }

    private static IEnumerable<(string Section, object Options)> Sections(WorkerSettings settings) =>
    [
        ("Market", settings.Market), (FeedOptions.Section, settings.Feed), (UniverseLists.Section, settings.Universe), (EventsOptions.Section, settings.Events), (SentimentOptions.Section, settings.Sentiment),
        (EtfFlowOptions.Section, settings.EtfFlow), ("VenueHealth", settings.VenueHealth), ("Store", settings.Store), ("Jobs", settings.Jobs), ("Scan", settings.Scan), ("Regime", settings.Regime),
        (CacheOptions.Section, settings.Cache), (AlertsOptions.Section, settings.Alerts), ("Premove", settings.Premove), ("Node", settings.Node), .. settings.Venues.All.Select(static v => (v.SectionName, (object)v)),
    ];

    private static void Add(SortedDictionary<string, SettingInForce> found, IConfigurationRoot configuration, string section, object options)
    {
        foreach (var property in options.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(static p => p.SetMethod is { IsPublic: true } && p.GetIndexParameters().Length == 0))
        {
            var (key, value) = ($"{section}:{property.Name}", property.GetValue(options));
            if (value is null || IsLeaf(property.PropertyType)) found[key] = new(key, SettingText.Of(key, value), OriginOf(configuration, key));
            else Add(found, configuration, key, value);
        }
    }

    private static bool IsLeaf(Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        return plain.IsPrimitive || plain.IsEnum || typeof(IEnumerable).IsAssignableFrom(plain) || plain == typeof(decimal) || plain == typeof(TimeSpan) || plain == typeof(TimeOnly) || plain == typeof(DateTimeOffset) || plain == typeof(Uri);
    }

    private static string OriginOf(IConfigurationRoot configuration, string key)
    {
        foreach (var provider in configuration.Providers.Reverse().SelectMany(Inner))
            if (provider.TryGet(key, out _) || provider.GetChildKeys([], key).Any()) return Origin(provider);
        return SettingInForce.Default;
    }

    // The arguments of a stand-alone worker are read by itself and lie in memory.
    private static string Origin(IConfigurationProvider provider) => provider switch
    {
        JsonConfigurationProvider file => Path.GetFileName(file.Source.Path) ?? "file",
        EnvironmentVariablesConfigurationProvider => "environment",
        CommandLineConfigurationProvider => "command line",
        ArgumentsProvider => "command line",
        _ => "host",
    };

    private static IEnumerable<IConfigurationProvider> Inner(IConfigurationProvider provider) =>
        provider is ChainedConfigurationProvider { Configuration: IConfigurationRoot root } ? root.Providers.Reverse().SelectMany(Inner) : [provider];

    private static IEnumerable<string> Keys(IConfigurationProvider provider, string? parent)
    {
        foreach (var child in provider.GetChildKeys([], parent).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            var key = parent is null ? child : $"{parent}:{child}";
            if (provider.TryGet(key, out _)) yield return key;
            foreach (var inner in Keys(provider, key)) yield return inner;
        }
    }

    private static string Parent(string key) => key.LastIndexOf(':') is > 0 and var at ? key[..at] : "";
}
