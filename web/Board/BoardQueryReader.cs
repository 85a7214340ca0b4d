using System.Globalization;
using CryptoRun.Domain.Gates;
using CryptoRun.Domain.Regimes;
using CryptoRun.Web.Api;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace CryptoRun.Web.Board;

/// <summary>Reads a <see cref="BoardQuery"/> from an address. A value outside its range is left out and named; the API refuses then, the page goes on without it.</summary>
internal static class BoardQueryReader
{
    private static readonly string[] Tiers = ["hot", "warm", "cold"];
    private static readonly int AllTiers = string.Join(',', Tiers).Length;

    public static BoardQuery Read(string address) => Read(QueryHelpers.ParseQuery(new Uri(address).Query), []);

    public static BoardQuery Read(IEnumerable<KeyValuePair<string, StringValues>> parameters, ICollection<BadParameter> bad)
    {
        var query = BoardQuery.All;
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

    /// <summary>First letter small, as words stand in an address.</summary>
    public static string Word(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    private static BoardQuery? Read(BoardQuery query, string name, string value, out string allowed)
    {
        allowed = "";
        switch (name)
        {
            case "limit":
                allowed = $"a whole number from 1 to {BoardQuery.MaxLimit}";
                return Whole(value, 1, BoardQuery.MaxLimit) is { } limit ? query with { Limit = limit } : null;
            case "verdict":
                allowed = "candidate, watch or blocked";
                return Named<Verdict>(value) is { } verdict ? query with { Verdict = verdict } : null;
            case "minScore":
                allowed = "a number from 0 to 114";
                return Number(value, 0, 114) is { } score ? query with { MinScore = score } : null;
            case "maxFails":
                allowed = "a whole number from 0 to 11";
                return Whole(value, 0, 11) is { } fails ? query with { MaxFails = fails } : null;
            case "failing":
                allowed = "one of " + string.Join(", ", GateOrder.All);
                return GateOrder.All.Contains(value) ? query with { Failing = value } : null;
            case "regime":
                allowed = "TrendingBull, Choppy or HighVolatility";
                return Named<RegimeState>(value) is { } regime ? query with { Regime = regime } : null;
            case "sort":
                allowed = "one of " + string.Join(", ", BoardSort.Names) + "; a leading - for descending";
                return BoardSort.Parse(value) is { } sort ? query with { Sort = sort } : null;
            case "q":
                allowed = "at most 20 characters";
                return value.Length <= 20 ? query with { Search = value } : null;
            case "tier":
                allowed = "hot, warm and cold, with commas between";
                return Some(value, Tiers) is { Length: > 0 } tiers ? query with { Tiers = tiers.Length == AllTiers ? null : tiers } : null;
            case "cols":
                // Which columns a reader looks at concerns the page alone: what it does not know is passed over.
                return query with { Columns = Chosen(value.Split(',', StringSplitOptions.TrimEntries)) };
            default:
                return query;
        }
    }

    /// <summary>As an address names the columns that are shown; null for all of them.</summary>
    public static string? Chosen(IReadOnlyCollection<string> keys)
    {
        var optional = BoardColumn.Optional;
        var shown = optional.Where(c => keys.Contains(c.Key, StringComparer.Ordinal)).Select(static c => c.Key).ToList();
        return shown.Count == optional.Count ? null : shown.Count == 0 ? "none" : string.Join(',', shown);
    }

    // The words of a list in their own order, each once; null when one is not among them.
    private static string? Some(string value, IReadOnlyList<string> words)
    {
        var asked = value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return asked.All(words.Contains) ? string.Join(',', words.Where(asked.Contains)) : null;
    }

    private static int? Whole(string value, int low, int high) =>
        int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= low && number <= high ? number : null;

    private static double? Number(string value, double low, double high) =>
        double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= low && number <= high ? number : null;

    private static T? Named<T>(string value)
        where T : struct, Enum => Enum.TryParse<T>(value, ignoreCase: true, out var read) && Enum.IsDefined(read) && !char.IsAsciiDigit(value[0]) && value[0] != '-' ? read : null;
}
