using System.Globalization;

namespace CryptoRun.Worker.Storage.Sql;

/// <summary>One numbered step of a database's schema, embedded from <c>Migrations/NNNN_name.sql</c> of its folder.</summary>
/// <param name="Version">1 and up, without holes.</param>
/// <param name="Name">The file's name.</param>
/// <param name="Sql">Its statements.</param>
internal sealed record Migration(int Version, string Name, string Sql)
{
    /// <summary>All steps of a database in order.</summary>
    /// <param name="database">Its folder, <c>Sqlite</c> or <c>Postgres</c>.</param>
    public static IReadOnlyList<Migration> Load(string database)
    {
        var prefix = $"CryptoRun.Worker.Storage.{database}.Migrations.";
        var assembly = typeof(Migration).Assembly;
        List<Migration> all = [.. assembly.GetManifestResourceNames()
            .Where(r => r.StartsWith(prefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(r =>
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(r)!);
                var name = r[prefix.Length..^".sql".Length];
                return new Migration(int.Parse(name.AsSpan(0, 4), CultureInfo.InvariantCulture), name, reader.ReadToEnd());
            })];
        return all.Count > 0 && all.Select(m => m.Version).SequenceEqual(Enumerable.Range(1, all.Count))
            ? all
            : throw new InvalidOperationException($"Migrations of {database} must be numbered 1, 2, 3, ...: {string.Join(", ", all.Select(m => m.Name))}.");
    }
}
