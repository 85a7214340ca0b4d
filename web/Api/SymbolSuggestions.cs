namespace CryptoRun.Web.Api;

/// <summary>What somebody may have meant by a symbol that is not there.</summary>
internal static class SymbolSuggestions
{
    private const int Most = 3;

    /// <summary>At most three near symbols, nearest first: one contains the other, or two letters differ.</summary>
    public static IReadOnlyList<string> Near(string symbol, IEnumerable<string> known)
    {
        var wanted = Base(symbol);
        return
        [
            .. known.Select(k => (Symbol: k, Distance: Distance(wanted, Base(k))))
                .Where(k => k.Distance <= 2)
                .OrderBy(k => k.Distance)
                .ThenBy(k => k.Symbol, StringComparer.Ordinal)
                .Take(Most)
                .Select(k => k.Symbol),
        ];
    }

    private static string Base(string symbol) => symbol.Split('-')[0];

    private static int Distance(string a, string b)
    {
        if (a.Length >= 2 && b.Length >= 2 && (a.Contains(b, StringComparison.Ordinal) || b.Contains(a, StringComparison.Ordinal))) return 1;
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var changed = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(changed, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        // Half of a short name is not near it.
        return row[^1] >= Math.Min(a.Length, b.Length) ? int.MaxValue : row[^1];
    }
}
