using System.Runtime.InteropServices;

namespace CryptoRun.Worker.Storage.Sqlite;

/// <summary>
/// The functions of SQLite that are called ten times a row. Its wrapper guards the statement at each call, which takes longer than the call; here the reader that owns the
/// statement does. They return at once and call nothing back.
/// </summary>
internal static class SqliteColumns
{
    private const string Library = "e_sqlite3";

    [DllImport(Library, EntryPoint = "sqlite3_step")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories | DllImportSearchPath.AssemblyDirectory)]
    public static extern int Step(nint statement);

    [SuppressGCTransition]
    [DllImport(Library, EntryPoint = "sqlite3_column_type")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories | DllImportSearchPath.AssemblyDirectory)]
    public static extern int Type(nint statement, int column);

    [SuppressGCTransition]
    [DllImport(Library, EntryPoint = "sqlite3_column_int64")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories | DllImportSearchPath.AssemblyDirectory)]
    public static extern long Int64(nint statement, int column);
}
