using CryptoRun.Worker.Markets;

namespace CryptoRun.Worker.Events;

/// <summary>A document that the user supplies, and how it is read.</summary>
public abstract record DocumentOptions
{
    private const double Longest = 86_400;

    /// <summary>Sets the section.</summary>
    protected DocumentOptions(string section) => SectionName = section;

    /// <summary>Path of a file, or an http or https address; empty: there is no such feed. A secret in the address is never logged.</summary>
    public string Source { get; init; } = "";

    /// <summary>Time between two looks at it, 1 to 86,400 s of wall time. A file that was not changed is not read again, and an address is asked whether it was.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Longest document in bytes, 1 KiB to 10 MiB.</summary>
    public int MaxBytes { get; init; } = 10 * 1024 * 1024;

    /// <summary>Longest time to connect, 0.1 to 60 s.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Longest wait for the whole document, 0.1 to 120 s.</summary>
    public TimeSpan ReadTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Whether there is such a feed.</summary>
    public bool IsConnected => !string.IsNullOrWhiteSpace(Source);

    internal string SectionName { get; }

    /// <summary>What is wrong with these options: key, value and allowed range of each; empty when nothing is.</summary>
    public IReadOnlyList<string> Problems()
    {
        var problems = new OptionProblems(SectionName)
            .Seconds(nameof(Poll), Poll, 1, Longest)
            .Range(nameof(MaxBytes), MaxBytes, 1024, 10 * 1024 * 1024)
            .Seconds(nameof(ConnectTimeout), ConnectTimeout, 0.1, 60)
            .Seconds(nameof(ReadTimeout), ReadTimeout, 0.1, 120);
        return IsConnected && DocumentAddress.Of(Source).Problem is { } problem ? [$"{SectionName}:{nameof(Source)} {problem}", .. problems.Found] : problems.Found;
    }
}

/// <summary>Configuration section <c>Events</c>: the calendar of events.</summary>
public sealed record EventsOptions() : DocumentOptions(Section)
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Events";
}

/// <summary>Configuration section <c>Sentiment</c>.</summary>
public sealed record SentimentOptions() : DocumentOptions(Section)
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Sentiment";
}

/// <summary>Configuration section <c>EtfFlow</c>: net flows into exchange-traded funds.</summary>
public sealed record EtfFlowOptions() : DocumentOptions(Section)
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "EtfFlow";
}
