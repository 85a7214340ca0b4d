using Microsoft.Data.Sqlite;
using static SQLitePCL.raw;

namespace CryptoRun.Worker.Storage.Sqlite;

/// <summary>What SQLite's result codes mean for whoever runs the program.</summary>
internal static class SqliteFailure
{
    public static StoreUnavailableException Explain(string path, SqliteException failure) => new(
        failure.SqliteErrorCode switch
        {
            SQLITE_NOTADB => $"{path} is not a database; move the file away (a new store is made) or set Store:Directory to another directory.",
            SQLITE_CORRUPT => $"{path} is damaged; move it away (a new store is made) or restore a copy.",
            SQLITE_READONLY or SQLITE_PERM => $"{path} is read-only; give the process write permission to the file and its directory.",
            SQLITE_BUSY or SQLITE_LOCKED => $"{path} is locked by another process; end that process or try again.",
            SQLITE_CANTOPEN => $"{path} cannot be opened; check that it is a file and that the process may read and write it and its directory.",
            SQLITE_FULL => $"{path} cannot grow; free space on its disk.",
            SQLITE_IOERR => $"{path} cannot be read or written (input/output error {failure.SqliteExtendedErrorCode}); check its disk.",
            _ => $"{path} refused the operation ({failure.Message.ReplaceLineEndings(" ").TrimEnd('.')}); if it happens again, restore a copy of the file.",
        },
        failure);
}
