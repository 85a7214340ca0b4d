using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CryptoRun.Worker.Storage.Sqlite;

/// <summary>
/// The columns of a row, handed over by SQLite itself: <c>SELECT capture(a, b, ...)</c> calls back with all of them. Asking for them one by one after the step takes the
/// connection's lock for each, and longer than finding the row. The statement must not sort, else all rows are captured before the first is given out.
/// </summary>
internal sealed class SqliteRowCapture
{
    private const string Library = "e_sqlite3";
    private const int Utf8 = 1;
    private const int OnlyInStatements = 0x80000;

    private readonly long[] _integers;
    private readonly string?[] _texts;
    private readonly bool[] _isNull;

    /// <summary>What SQLite holds is only its address: it lives as long as this.</summary>
    private readonly Function _function;

    /// <summary>Puts the function <c>capture</c> of so many columns into a connection, in place of an earlier one. Until then no statement may use it, afterwards none that outlives this.</summary>
    public SqliteRowCapture(SqliteConnection connection, int columns)
    {
        (_integers, _texts, _isNull, _function) = (new long[columns], new string?[columns], new bool[columns], Capture);
        SqliteException.ThrowExceptionForRC(CreateFunction(connection.Handle!.DangerousGetHandle(), "capture\0"u8.ToArray(), columns, Utf8 | OnlyInStatements, 0, _function, 0, 0), connection.Handle);
    }

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate void Function(nint context, int count, nint values);

    /// <summary>A column of the row of the last step, of an integer.</summary>
    public long Int64(int column) => _integers[column];

    /// <summary>Whether a column is null.</summary>
    public bool IsNull(int column) => _isNull[column];

    /// <summary>A column's text, null where it is none.</summary>
    public string? Text(int column) => _texts[column];

    /// <summary>An exception that left this method would end the process: it only copies, what the values mean is the reader's matter.</summary>
    private void Capture(nint context, int count, nint values)
    {
        for (var column = 0; column < _integers.Length; column++)
        {
            var value = Marshal.ReadIntPtr(values, column * nint.Size);
            var type = Type(value);
            _integers[column] = Int64(value);
            _isNull[column] = type == raw.SQLITE_NULL;
            if (type == raw.SQLITE_TEXT) _texts[column] = Marshal.PtrToStringUTF8(Text(value));
            else if (_texts[column] is not null) _texts[column] = null;
        }
    }

    [DllImport(Library, EntryPoint = "sqlite3_create_function")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories | DllImportSearchPath.AssemblyDirectory)]
    private static extern int CreateFunction(nint database, byte[] name, int count, int flags, nint data, Function function, nint step, nint final);

    [SuppressGCTransition]
    [DllImport(Library, EntryPoint = "sqlite3_value_type")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories | DllImportSearchPath.AssemblyDirectory)]
    private static extern int Type(nint value);

    [SuppressGCTransition]
    [DllImport(Library, EntryPoint = "sqlite3_value_int64")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories | DllImportSearchPath.AssemblyDirectory)]
    private static extern long Int64(nint value);

    [DllImport(Library, EntryPoint = "sqlite3_value_text")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories | DllImportSearchPath.AssemblyDirectory)]
    private static extern nint Text(nint value);
}
