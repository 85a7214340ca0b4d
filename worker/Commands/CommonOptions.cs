using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;
using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Regimes;

namespace CryptoRun.Worker.Commands;

/// <summary>The options that several verbs have; each call makes a new one.</summary>
internal static partial class CommonOptions
{
    /// <summary><c>--json</c></summary>
    public static Option<bool> Json() => new("--json") { Description = "One JSON document on standard output, nothing else there." };

    /// <summary><c>--candles DIR</c></summary>
    public static Option<string> CandleFolder() => new("--candles") { Description = "Folder of SYMBOL.csv or SYMBOL.csv.gz.", HelpName = "DIR", Required = true };

    /// <summary><c>--at T</c>, ISO 8601 with zone.</summary>
    public static Option<DateTimeOffset> At() => Instant("--at", "Instant, ISO 8601 with zone: 2025-11-06T15:00:00Z.");

    /// <summary>A required instant, ISO 8601 with zone.</summary>
    public static Option<DateTimeOffset> Instant(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "T",
        Required = true,
        CustomParser = result => Instant(result, name),
    };

    /// <summary><c>--regime S</c></summary>
    public static Option<RegimeState?> Regime() => new("--regime")
    {
        Description = "Regime to score under; without it the detected one.",
        HelpName = "S",
        CustomParser = result => Word<RegimeState>(result),
    };

    /// <summary><c>--source S</c></summary>
    public static Option<MarketSource?> Source() => new("--source")
    {
        Description = "Source of the store to read; without it the configured one.",
        HelpName = "S",
        CustomParser = result => Word<MarketSource>(result),
    };

    /// <summary><c>--store DIR</c></summary>
    public static Option<string?> Store() => new("--store") { Description = "Folder of the store; without it the configured one.", HelpName = "DIR" };

    /// <summary>Reads an instant.</summary>
    /// <param name="text">Text.</param>
    /// <param name="problem">What is wrong with it, null when nothing is.</param>
    public static DateTimeOffset ReadInstant(string text, out string? problem)
    {
        problem = null;
        if (!IsoInstant().IsMatch(text))
        {
            problem = $"\"{text}\" is not an ISO 8601 instant; write 2025-11-06T15:00:00Z.";
        }
        else if (!Zone().IsMatch(text))
        {
            problem = $"\"{text}\" has no time zone; write {text}Z for UTC.";
        }
        else if (DateTimeOffset.TryParse(text, out var instant))
        {
            return instant.ToUniversalTime();
        }
        else
        {
            problem = $"\"{text}\" is not an instant that exists.";
        }

        return default;
    }

    private static DateTimeOffset Instant(ArgumentResult result, string name)
    {
        var instant = ReadInstant(result.Tokens.Single().Value, out var problem);
        if (problem is not null) result.AddError($"{name}: {problem}");
        return instant;
    }

    /// <summary>Reads a word of an enumeration.</summary>
    public static T? Word<T>(ArgumentResult result)
        where T : struct, Enum
    {
        var text = result.Tokens.Single().Value;
        foreach (var value in Enum.GetValues<T>())
        {
            if (string.Equals(value.ToString(), text, StringComparison.OrdinalIgnoreCase)) return value;
        }

        result.AddError($"{(result.Parent as OptionResult)?.Option.Name}: \"{text}\" is not known; allowed is {string.Join(", ", Enum.GetNames<T>())}.");
        return null;
    }

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,7})?)?(Z|[+-]\d\d:\d\d)?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex IsoInstant();

    [GeneratedRegex(@"(Z|[+-]\d\d:\d\d)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Zone();
}
