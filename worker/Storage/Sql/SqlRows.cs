using System.Data.Common;
using System.Globalization;
using System.Text;

namespace CryptoRun.Worker.Storage.Sql;

/// <summary>Many rows in few statements, so that a server is not asked once a row.</summary>
internal static class SqlRows
{
    /// <summary>Inserts rows and leaves alone those whose key is there; the number of new ones.</summary>
    /// <param name="connection">In a transaction.</param>
    /// <param name="table">Table with its columns, <c>points (id, time)</c>.</param>
    /// <param name="rowsAtOnce">Rows in one statement.</param>
    /// <param name="rows">Values in the order of the columns, null included.</param>
    /// <param name="cancellationToken">Between statements.</param>
    public static int InsertNew(DbConnection connection, string table, int rowsAtOnce, IEnumerable<object?[]> rows, CancellationToken cancellationToken)
    {
        var written = 0;
        foreach (var chunk in rows.Chunk(rowsAtOnce))
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var command = connection.CreateCommand();
            var sql = new StringBuilder("INSERT INTO ").Append(table).Append(" VALUES ");
            var number = 0;
            foreach (var row in chunk)
            {
                sql.Append(number == 0 ? "(" : ", (");
                for (var i = 0; i < row.Length; i++)
                {
                    if (i > 0) sql.Append(", ");
                    if (row[i] is not { } value)
                    {
                        sql.Append("NULL");
                        continue;
                    }

                    var parameter = command.CreateParameter();
                    (parameter.ParameterName, parameter.Value) = ("p" + (++number).ToString(CultureInfo.InvariantCulture), value);
                    command.Parameters.Add(parameter);
                    sql.Append('@').Append(parameter.ParameterName);
                }

                sql.Append(')');
            }

            command.CommandText = sql.Append(" ON CONFLICT DO NOTHING").ToString();
            written += command.ExecuteNonQuery();
        }

        return written;
    }
}
