using Dapper;

namespace CryptoRun.Worker.Storage.Sql;

/// <summary>Nights of evidence in a database; triggers keep the table append-only.</summary>
internal sealed class SqlEvidenceStore(SqlStore store) : IEvidenceStore
{
    public Task<bool> AppendAsync(EvidenceNight night, CancellationToken cancellationToken)
    {
        var row = new { at = night.At.UtcTicks, runId = night.RunId, scans = night.Scans, document = CompressedJson.Pack(night) };
        return store.WriteAsync(
            connection => connection.Execute("INSERT INTO evidence_nights (at, run_id, scans, document) VALUES (@at, @runId, @scans, @document) ON CONFLICT (at) DO NOTHING", row) == 1,
            cancellationToken);
    }

    public Task<IReadOnlyList<EvidenceNight>> ListAsync(DateTimeOffset from, DateTimeOffset to, int limit, CancellationToken cancellationToken) => store.ReadAsync<IReadOnlyList<EvidenceNight>>(
        connection =>
        [
            .. connection.Query<byte[]>(
                "SELECT document FROM evidence_nights WHERE at >= @from AND at <= @to ORDER BY at DESC LIMIT @limit", new { from = from.UtcTicks, to = to.UtcTicks, limit }).Select(CompressedJson.Unpack<EvidenceNight>),
        ],
        cancellationToken);
}
