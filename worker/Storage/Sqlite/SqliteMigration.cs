using System.Globalization;

namespace CryptoRun.Worker.Storage.Sqlite;

/// <summary>One numbered step of the schema, embedded from <c>Migrations/NNNN_name.sql</c>.</summary>
/// <param name="Version">1 and up, without holes.</param>
/// <param name="Name">The file's name.</param>
/// <param name="Sql">Its statements.</param>
internal sealed record SqliteMigration(int Version, string Name, string Sql)
{
    private const string Prefix = "CryptoRun.Worker.Storage.Sqlite.Migrations.";

    /// <summary>All steps in order.</summary>
    public static IReadOnlyList<SqliteMigration> All { get; } = Load();

    private static List<SqliteMigration> Load()
    {
        var assembly = typeof(SqliteMigration).Assembly;
        List<SqliteMigration> all = [.. assembly.GetManifestResourceNames()
            .Where(r => r.StartsWith(Prefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(r =>
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(r)!);
                var name = r[Prefix.Length..^".sql".Length];
                return new SqliteMigration(int.Parse(name.AsSpan(0, 4), CultureInfo.InvariantCulture), name, reader.ReadToEnd());
            })];
        return all.Select(m => m.Version).SequenceEqual(Enumerable.Range(1, all.Count))
            ? all
            : throw new InvalidOperationException($"Migrations must be numbered 1, 2, 3, ...: {string.Join(", ", all.Select(m => m.Name))}.");
    }
}
