using System.Globalization;
using CryptoRun.Web.Api;
using CryptoRun.Worker.Auditing;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace CryptoRun.Web.Auditing;

/// <summary>What part of the trail is asked for: one set of names for the page's address, the API and the export.</summary>
public sealed record AuditRequest
{
    /// <summary>Most characters of a name.</summary>
    public const int LongestText = 100;

    /// <summary>Of this actor, exactly.</summary>
    public string? Actor { get; init; }

    /// <summary>Whose action or subject contains this.</summary>
    public string? Search { get; init; }

    /// <summary>Not before, UTC.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Before, UTC.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Cursor: only entries of a lower number.</summary>
    public long? Before { get; init; }

    /// <summary>Whether any entry may be left out.</summary>
    public bool Filters => this is not { Actor: null, Search: null, From: null, To: null };

    /// <summary>Reads an address; what cannot be used is left out.</summary>
    public static AuditRequest ReadAddress(string address) => Read(QueryHelpers.ParseQuery(new Uri(address).Query), []);

    /// <summary>Reads parameters; what cannot be used is left out and named.</summary>
    internal static AuditRequest Read(IEnumerable<KeyValuePair<string, StringValues>> parameters, ICollection<BadParameter> bad)
    {
        var request = new AuditRequest();
        foreach (var (name, values) in parameters)
        {
            var value = values.ToString().Trim();
            if (value.Length == 0) continue;
            var (read, allowed) = request.With(name, value);
            if (read is null) bad.Add(new BadParameter(name, value, allowed));
            else request = read;
        }

        return request;
    }

    /// <summary>As the trail is asked.</summary>
    public AuditQuery ToQuery(int limit) => new(Before, Actor, Search, From, To, limit);

    /// <summary>As an address' query, <c>?</c> included; empty for the newest of all.</summary>
    public string ToAddress()
    {
        var parts = Pairs().Select(static p => $"{p.Name}={Uri.EscapeDataString(p.Value)}").ToList();
        return parts.Count == 0 ? "" : "?" + string.Join('&', parts);
    }

    private (AuditRequest? Read, string Allowed) With(string name, string value) => name switch
    {
        "actor" => (value.Length <= LongestText ? this with { Actor = value } : null, $"at most {LongestText} characters"),
        "q" => (value.Length <= LongestText ? this with { Search = value } : null, $"at most {LongestText} characters"),
        "from" => (Instant(value) is { } from ? this with { From = from } : null, "an ISO 8601 instant such as 2025-11-06T15:00:00Z, or a date"),
        "to" => (Instant(value) is { } to ? this with { To = to } : null, "an ISO 8601 instant such as 2025-11-06T15:00:00Z, or a date"),
        "before" => (long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var before) ? this with { Before = before } : null, "a number of an entry"),
        _ => (this, ""),
    };

    // A plus in an address is a blank once it is read.
    private static DateTimeOffset? Instant(string value) => DateTimeOffset.TryParse(
        value.Replace(' ', '+'), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant) ? instant : null;

    private IEnumerable<(string Name, string Value)> Pairs()
    {
        if (Actor is not null) yield return ("actor", Actor);
        if (Search is not null) yield return ("q", Search);
        if (From is { } from) yield return ("from", from.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
        if (To is { } to) yield return ("to", to.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
        if (Before is { } before) yield return ("before", before.ToString(CultureInfo.InvariantCulture));
    }
}
