using System.Globalization;
using CryptoRun.Domain.Premove;
using CryptoRun.Web.Api;
using CryptoRun.Worker.Storage;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace CryptoRun.Web.Premove;

/// <summary>What part of a sweep is asked for: one set of names for the page's address, the API and the export.</summary>
public sealed record PremoveQuery
{
    /// <summary>The whole sweep by rank.</summary>
    public static PremoveQuery All { get; } = new();

    /// <summary>Orders there are.</summary>
    public static IReadOnlyList<string> Sorts { get; } = ["rank", "symbol", "score", "points", "age"];

    /// <summary>Coins of this state only.</summary>
    public PremoveState? State { get; init; }

    /// <summary>Coins of this verdict only.</summary>
    public PremoveVerdict? Verdict { get; init; }

    /// <summary>Coins with at least so many of the three confirmations, 0 to 3.</summary>
    public int? Met { get; init; }

    /// <summary>Coins whose symbol contains this.</summary>
    public string? Search { get; init; }

    /// <summary>Order, one of <see cref="Sorts"/>.</summary>
    public string Sort { get; init; } = "rank";

    /// <summary>Whether the order is turned round.</summary>
    public bool Descending { get; init; }

    /// <summary>Whether any coin may be left out.</summary>
    public bool Filters => this is not { State: null, Verdict: null, Met: null, Search: null };

    /// <summary>Reads an address; what cannot be used is left out.</summary>
    public static PremoveQuery Read(string address) => Read(QueryHelpers.ParseQuery(new Uri(address).Query), []);

    /// <summary>Reads parameters; what cannot be used is left out and named.</summary>
    public static PremoveQuery Read(IEnumerable<KeyValuePair<string, StringValues>> parameters, ICollection<BadParameter> bad)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(bad);
        var query = All;
        foreach (var (name, values) in parameters)
        {
            var value = values.ToString().Trim();
            if (value.Length == 0) continue;
            var read = Read(query, name, value, out var allowed);
            if (read is null) bad.Add(new BadParameter(name, value, allowed));
            else query = read;
        }

        return query;
    }

    /// <summary>The address of the query's part, without the leading question mark; empty for all of it.</summary>
    public string ToAddress() => string.Join('&', new (string Name, string? Value)[]
    {
        ("state", State is { } state ? Words.Of(state) : null),
        ("verdict", Verdict is { } verdict ? Words.Of(verdict) : null),
        ("met", Met?.ToString(CultureInfo.InvariantCulture)),
        ("q", Search),
        ("sort", Sort == "rank" && !Descending ? null : (Descending ? "-" : "") + Sort),
    }.Where(static p => p.Value is { Length: > 0 }).Select(static p => $"{p.Name}={Uri.EscapeDataString(p.Value!)}"));

    /// <summary>Coins that pass, in order.</summary>
    public IReadOnlyList<CoinReading> Apply(StoredSweep sweep)
    {
        ArgumentNullException.ThrowIfNull(sweep);
        var coins = sweep.Coins.Where(Passes);
        if (Sort == "rank") return Descending ? [.. coins.Reverse()] : [.. coins];

        Func<CoinReading, IComparable?> key = Sort switch
        {
            "symbol" => static c => c.Symbol,
            "score" => static c => c.Score.Value ?? -1,
            "points" => static c => c.Score.PointsAvailable,
            _ => static c => c.Freshness.OldestAgeSeconds ?? -1,
        };
        return [.. (Descending ? coins.OrderByDescending(key) : coins.OrderBy(key)).ThenBy(static c => c.Rank)];
    }

    private static PremoveQuery? Read(PremoveQuery query, string name, string value, out string allowed)
    {
        allowed = "";
        switch (name)
        {
            case "state":
                allowed = "quiet, watch, prepare or prime";
                return Named<PremoveState>(value) is { } state ? query with { State = state } : null;
            case "verdict":
                allowed = "strong, moderate, weak or blocked";
                return Named<PremoveVerdict>(value) is { } verdict ? query with { Verdict = verdict } : null;
            case "met":
                allowed = "a whole number from 0 to 3";
                return value is [>= '0' and <= '3'] ? query with { Met = value[0] - '0' } : null;
            case "q":
                allowed = "at most 20 characters";
                return value.Length <= 20 ? query with { Search = value } : null;
            case "sort":
                allowed = $"one of {string.Join(", ", Sorts)}; a leading - for descending";
                return Sorts.Contains(value.TrimStart('-')) ? query with { Sort = value.TrimStart('-'), Descending = value[0] == '-' } : null;
            default:
                return query;
        }
    }

    private static T? Named<T>(string value)
        where T : struct, Enum => Enum.TryParse<T>(value, ignoreCase: true, out var read) && Enum.IsDefined(read) && char.IsAsciiLetter(value[0]) ? read : null;

    private bool Passes(CoinReading coin) =>
        (State is null || coin.Judgement.State == State)
        && (Verdict is null || coin.Judgement.Verdict == Verdict)
        && (Met is null || coin.Confirmation.Met >= Met)
        && (Search is null || coin.Symbol.Contains(Search, StringComparison.OrdinalIgnoreCase));
}
