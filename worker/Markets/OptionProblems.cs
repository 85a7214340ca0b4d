namespace CryptoRun.Worker.Markets;

/// <summary>Collects what is wrong with a section of the configuration; every sentence has key, value and allowed range.</summary>
/// <param name="section">The section's name.</param>
internal sealed class OptionProblems(string section)
{
    private readonly List<string> _found = [];

    /// <summary>What was found.</summary>
    public IReadOnlyList<string> Found => _found;

    /// <summary>An absolute address of one of the schemes.</summary>
    public OptionProblems Address(string key, Uri? value, params string[] schemes) =>
        Add(value is { IsAbsoluteUri: true } && schemes.Contains(value.Scheme, StringComparer.Ordinal), $"{section}:{key} is '{value}'; allowed is an absolute {string.Join(" or ", schemes)} address.");

    /// <summary>A duration in seconds.</summary>
    public OptionProblems Seconds(string key, TimeSpan value, double low, double high) =>
        Add(value.TotalSeconds >= low && value.TotalSeconds <= high, $"{section}:{key} is {value}; allowed are {low} to {high} s.");

    /// <summary>A number.</summary>
    public OptionProblems Range(string key, double value, double low, double high) =>
        Add(value >= low && value <= high, $"{section}:{key} is {value}; allowed are {low} to {high}.");

    /// <summary>One of a few numbers.</summary>
    public OptionProblems OneOf(string key, int value, params int[] allowed) =>
        Add(allowed.Contains(value), $"{section}:{key} is {value}; allowed are {string.Join(", ", allowed)}.");

    private OptionProblems Add(bool fine, string problem)
    {
        if (!fine) _found.Add(problem);
        return this;
    }
}
