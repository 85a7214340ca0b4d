namespace CryptoRun.Worker.Storage.Sql;

/// <summary>Text as SQL wants it.</summary>
internal static class SqlText
{
    /// <summary>Pattern of <c>LIKE ... ESCAPE '!'</c> for whatever contains a text.</summary>
    public static string Containing(string text) => $"%{text.Replace("!", "!!", StringComparison.Ordinal).Replace("%", "!%", StringComparison.Ordinal).Replace("_", "!_", StringComparison.Ordinal)}%";
}
