namespace CryptoRun.Worker.Events;

/// <summary>A document's rows, read.</summary>
/// <typeparam name="T">What is said.</typeparam>
/// <param name="Statements">Each key once.</param>
/// <param name="Refused">Rows left out: field and sentence.</param>
/// <param name="Spared">Keys of those.</param>
/// <param name="IsWhole">Whether every row left out has a key.</param>
internal sealed record DocumentReading<T>(IReadOnlyList<Statement<T>> Statements, IReadOnlyList<(string Field, string Problem)> Refused, IReadOnlySet<string> Spared, bool IsWhole)
    where T : class
{
    /// <summary>Reads rows.</summary>
    public static DocumentReading<T> Of(IReadOnlyList<DocumentRow> rows, DocumentKind<T> kind)
    {
        Dictionary<string, int> lines = new(StringComparer.Ordinal);
        List<Statement<T>> statements = [];
        List<(string, string)> refused = [];
        HashSet<string> spared = new(StringComparer.Ordinal);
        var isWhole = true;
        foreach (var row in rows)
        {
            try
            {
                row.Check();
                var statement = kind.Read(row);
                if (!lines.TryAdd(statement.Key, row.Line)) throw new RowRefusedException("duplicate", $"line {row.Line}: {statement.Key} is in line {lines[statement.Key]} already; each may come once, the first is taken.");
                statements.Add(statement);
            }
            catch (RowRefusedException e)
            {
                refused.Add((e.Field, e.Message));
                if (kind.KeyOf(row) is { } key) spared.Add(key);
                else isWhole = false;
            }
        }

        return new DocumentReading<T>(statements, refused, spared, isWhole);
    }
}
