namespace CryptoRun.Web.Palette;

/// <summary>How well a few typed letters fit a text, and which letters of it they are.</summary>
/// <param name="Score">Larger is better; 0 to 130.</param>
/// <param name="Marks">One flag a character of the text: whether it was typed.</param>
public sealed record FuzzyMatch(double Score, IReadOnlyList<bool> Marks)
{
    private const double AtStart = 120, AtWord = 100, Inside = 60, Scattered = 40;

    /// <summary>Matches every word of <paramref name="query"/>, in any order: as a piece of the text, best at the beginning of it or of a word, else as letters in order that each begin a word or follow one another.</summary>
    /// <returns>Null when a word does not fit; the empty query fits everything.</returns>
    public static FuzzyMatch? Of(string text, string query)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(query);
        var marks = new bool[text.Length];
        var words = query.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (words.Length == 0) return new FuzzyMatch(0, marks);

        var total = 0.0;
        foreach (var word in words)
        {
            if ((Piece(text, word) ?? Letters(text, word)) is not var (score, at)) return null;
            total += score;
            foreach (var i in at) marks[i] = true;
        }

        // Of two texts that fit alike, the one that was typed more of.
        return new FuzzyMatch((total / words.Length) + (10.0 * Math.Min(query.Length, text.Length) / text.Length), marks);
    }

    private static (double Score, IEnumerable<int> At)? Piece(string text, string word)
    {
        (double Score, int At)? best = null;
        for (var at = text.IndexOf(word, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(word, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            var score = at == 0 ? AtStart : IsWordStart(text, at) ? AtWord : Inside;
            if (best is null || score > best.Value.Score) best = (score, at);
        }

        return best is var (found, start) ? (found, Enumerable.Range(start, word.Length)) : null;
    }

    // Each letter follows the one before or begins a word: expcsv, pm.
    private static (double Score, IEnumerable<int> At)? Letters(string text, string word)
    {
        var at = new int[word.Length];
        return Fits(0) ? (Scattered * word.Length / (at[^1] - at[0] + 1), at) : null;

        bool Fits(int letter)
        {
            if (letter == word.Length) return true;
            for (var i = letter == 0 ? 0 : at[letter - 1] + 1; i < text.Length; i++)
            {
                if (char.ToUpperInvariant(text[i]) != char.ToUpperInvariant(word[letter]) || !(IsWordStart(text, i) || (letter > 0 && i == at[letter - 1] + 1))) continue;
                at[letter] = i;
                if (Fits(letter + 1)) return true;
            }

            return false;
        }
    }

    private static bool IsWordStart(string text, int at) => at == 0 || (char.IsLetterOrDigit(text[at]) && !char.IsLetterOrDigit(text[at - 1]));
}
