namespace CryptoRun.Web.Palette;

/// <summary>What is shown for what was typed.</summary>
public static class PaletteSearch
{
    /// <summary>Most symbols shown.</summary>
    public const int MostSymbols = 6;

    /// <summary>Most of each other group once something was typed.</summary>
    public const int MostOthers = 7;

    /// <summary>Most commands of symbols shown.</summary>
    public const int MostOfSymbols = 4;

    /// <summary>Letters that are read.</summary>
    public const int Longest = 64;

    /// <summary>Groups in order, each with its entries, best first. Nothing typed: what was used last, then pages and commands; a leading <c>&gt;</c>: commands only.</summary>
    /// <param name="entries">What there is.</param>
    /// <param name="typed">What was typed.</param>
    /// <param name="recent">Ids of what was used last, newest first.</param>
    public static IReadOnlyList<PaletteSection> Find(IEnumerable<PaletteEntry> entries, string typed, IReadOnlyList<string> recent)
    {
        ArgumentNullException.ThrowIfNull(typed);
        ArgumentNullException.ThrowIfNull(recent);
        var text = typed.Trim();
        var commandsOnly = text.StartsWith('>');
        var query = commandsOnly ? text[1..].Trim() : text;
        var asked = entries.Where(e => !commandsOnly || e.Group is PaletteGroup.Commands or PaletteGroup.OfSymbols);
        return query.Length == 0 ? Standing(asked, recent) : Matching(asked, query, recent);
    }

    private static List<PaletteSection> Standing(IEnumerable<PaletteEntry> entries, IReadOnlyList<string> recent)
    {
        var all = entries.ToList();
        var used = recent.Distinct(StringComparer.Ordinal).Select(id => all.Find(e => e.Id == id)).OfType<PaletteEntry>().ToList();
        var groups = all.Where(e => e.Group is not (PaletteGroup.Symbols or PaletteGroup.OfSymbols)).Except(used).GroupBy(e => e.Group).OrderBy(g => g.Key).Select(g => new PaletteSection(Name(g.Key), [.. g.Select(Unmarked)]));
        return used.Count == 0 ? [.. groups] : [new PaletteSection("Recent", [.. used.Select(Unmarked)]), .. groups];
    }

    private static List<PaletteSection> Matching(IEnumerable<PaletteEntry> entries, string query, IReadOnlyList<string> recent) =>
    [
        .. entries.Select(e => Match(e, query, recent)).OfType<PaletteHit>()
            .GroupBy(h => h.Entry.Group)
            .Select(g => (Group: g.Key, Hits: g.OrderByDescending(h => h.Score).ThenBy(h => h.Entry.Row?.Rank ?? 0).ToList()))
            .OrderByDescending(g => g.Hits[0].Score).ThenBy(g => g.Group)
            .Select(g => new PaletteSection(Name(g.Group), [.. g.Hits.Take(Most(g.Group))])),
    ];

    private static string Name(PaletteGroup group) => group == PaletteGroup.OfSymbols ? "Of a symbol" : $"{group}";

    private static int Most(PaletteGroup group) => group switch { PaletteGroup.Symbols => MostSymbols, PaletteGroup.OfSymbols => MostOfSymbols, _ => MostOthers };

    private static PaletteHit? Match(PaletteEntry entry, string query, IReadOnlyList<string> recent)
    {
        // Of what fits alike a symbol or a page is meant before what can be done with a symbol.
        var used = (recent.Contains(entry.Id) ? 5 : 0) - (entry.Group == PaletteGroup.OfSymbols ? 15 : 0);
        if (FuzzyMatch.Of(entry.Text, query) is { } match) return new PaletteHit(entry, match.Score + used, match.Marks);
        return entry.Also.Length > 0 && FuzzyMatch.Of(entry.Text + " " + entry.Also, query) is { } also ? new PaletteHit(entry, (also.Score / 2) + used, []) : null;
    }

    private static PaletteHit Unmarked(PaletteEntry entry) => new(entry, 0, []);
}

/// <summary>Entries under a heading.</summary>
/// <param name="Name">Heading.</param>
/// <param name="Hits">Entries, best first.</param>
public sealed record PaletteSection(string Name, IReadOnlyList<PaletteHit> Hits);

/// <summary>An entry that fits.</summary>
/// <param name="Entry">Entry.</param>
/// <param name="Score">How well.</param>
/// <param name="Marks">One flag a character of its text: whether it was typed; empty for none.</param>
public sealed record PaletteHit(PaletteEntry Entry, double Score, IReadOnlyList<bool> Marks);
