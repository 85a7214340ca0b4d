using CryptoRun.Web.Api;
using CryptoRun.Web.Board;
using CryptoRun.Worker.Alerts;
using CryptoRun.Worker.Live;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace CryptoRun.Web.Alerts;

/// <summary>What part of the alerts is asked for: one set of names for the page's address, the API and the export.</summary>
public sealed record AlertsQuery
{
    /// <summary>Names of tabs.</summary>
    public static IReadOnlyList<string> Tabs { get; } = ["history", "rules", "channels"];

    /// <summary>Part of the page; the API has none.</summary>
    public string Tab { get; init; } = "history";

    /// <summary>Of this rule, by id.</summary>
    public string? Rule { get; init; }

    /// <summary>Of this kind.</summary>
    public BoardAlertKind? Kind { get; init; }

    /// <summary>Whose subject contains this, at most 40 characters.</summary>
    public string? Search { get; init; }

    /// <summary>With those that nobody was told of.</summary>
    public bool WithSuppressed { get; init; }

    /// <summary>Cursor.</summary>
    public string? Before { get; init; }

    /// <summary>Rule or channel that is edited, by id; <c>new</c> for one that is not there yet.</summary>
    public string? Edit { get; init; }

    /// <summary>Whether any alert that was sent may be left out.</summary>
    public bool Filters => this is not { Rule: null, Kind: null, Search: null };

    /// <summary>Reads an address; what cannot be used is left out.</summary>
    public static AlertsQuery ReadAddress(string address) => Read(QueryHelpers.ParseQuery(new Uri(address).Query), []);

    /// <summary>Reads parameters; what cannot be used is left out and named.</summary>
    internal static AlertsQuery Read(IEnumerable<KeyValuePair<string, StringValues>> parameters, ICollection<BadParameter> bad)
    {
        var query = new AlertsQuery();
        foreach (var (name, values) in parameters)
        {
            var value = values.ToString().Trim();
            if (value.Length == 0) continue;
            var (read, allowed) = query.With(name, value);
            if (read is null) bad.Add(new BadParameter(name, value, allowed));
            else query = read;
        }

        return query;
    }

    /// <summary>As the store is asked.</summary>
    public AlertQuery ToStore(int limit) => new(Before, limit, Rule, Kind, Search, WithSuppressed);

    /// <summary>As an address' query, <c>?</c> included; empty for the newest of all.</summary>
    public string ToAddress()
    {
        var parts = Pairs().Select(p => $"{p.Name}={Uri.EscapeDataString(p.Value)}").ToList();
        return parts.Count == 0 ? "" : "?" + string.Join('&', parts);
    }

    private (AlertsQuery? Read, string Allowed) With(string name, string value) => name switch
    {
        "tab" => (Tabs.Contains(value) ? this with { Tab = value } : null, string.Join(", ", Tabs)),
        "rule" => (value.Length <= 40 ? this with { Rule = value } : null, "a rule's id"),
        "kind" => (Enum.TryParse<BoardAlertKind>(value, ignoreCase: true, out var kind) && char.IsAsciiLetter(value[0]) ? this with { Kind = kind } : null, "entry, exit, regime, venue, premove or system"),
        "q" => (value.Length <= 40 ? this with { Search = value } : null, "at most 40 characters"),
        "suppressed" => (bool.TryParse(value, out var with) ? this with { WithSuppressed = with } : null, "true or false"),
        "before" => (value.Length <= 40 ? this with { Before = value } : null, "the next of a page"),
        "edit" => (value.Length <= 40 ? this with { Edit = value } : null, "an id, or new"),
        _ => (this, ""),
    };

    private IEnumerable<(string Name, string Value)> Pairs()
    {
        if (Tab != Tabs[0]) yield return ("tab", Tab);
        if (Rule is not null) yield return ("rule", Rule);
        if (Kind is { } kind) yield return ("kind", BoardQueryReader.Word(kind.ToString()));
        if (Search is not null) yield return ("q", Search);
        if (WithSuppressed) yield return ("suppressed", "true");
        if (Before is not null) yield return ("before", Before);
        if (Edit is not null) yield return ("edit", Edit);
    }
}
