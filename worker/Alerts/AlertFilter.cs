using System.IO.Enumeration;
using System.Text.Json.Serialization;
using CryptoRun.Worker.Live;

namespace CryptoRun.Worker.Alerts;

/// <summary>Whom a rule means: the board's own vocabulary and a list of names.</summary>
public sealed record AlertFilter : RowFilter
{
    /// <summary>Symbols (venues, jobs) by name, <c>*</c> for any letters: <c>SOL-USD</c>, <c>A*-USD</c>. A coin's name alone means its USD pair. Empty: all.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Whether nothing is left out.</summary>
    [JsonIgnore]
    public bool IsAll => this is { Verdict: null, MinScore: null, MaxFails: null, Failing: null, Search: null, Regime: null, Tiers: null, Names.Count: 0 };

    /// <inheritdoc />
    public override bool Passes(BoardRow row) => base.Passes(row) && Named(row.Symbol);

    /// <summary>Whether a name is meant.</summary>
    public bool Named(string name) => Names.Count == 0 || Names.Any(p => FileSystemName.MatchesSimpleExpression(p, name) || FileSystemName.MatchesSimpleExpression(p + "-USD", name));
}
