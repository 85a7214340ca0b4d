using CryptoRun.Worker.Live;

namespace CryptoRun.Web.Board;

/// <summary>Keeps the order of the rows while somebody points at the table: values move on, places wait.</summary>
public sealed class OrderHold
{
    private IReadOnlyList<string> _held = [];

    /// <summary>Rows whose place waits.</summary>
    public int Waiting { get; private set; }

    /// <summary>The rows in the order to show. Not held: as wanted. Held: as last shown, new rows at the end.</summary>
    public IReadOnlyList<BoardRow> Arrange(IReadOnlyList<BoardRow> wanted, bool held)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        var shown = held ? Kept(wanted) : wanted;
        Waiting = shown.Zip(wanted).Count(pair => !string.Equals(pair.First.Symbol, pair.Second.Symbol, StringComparison.Ordinal));
        _held = [.. shown.Select(r => r.Symbol)];
        return shown;
    }

    private List<BoardRow> Kept(IReadOnlyList<BoardRow> wanted)
    {
        var left = wanted.ToDictionary(r => r.Symbol, StringComparer.Ordinal);
        var kept = new List<BoardRow>(wanted.Count);
        foreach (var symbol in _held)
        {
            if (left.Remove(symbol, out var row)) kept.Add(row);
        }

        kept.AddRange(wanted.Where(r => left.ContainsKey(r.Symbol)));
        return kept;
    }
}
