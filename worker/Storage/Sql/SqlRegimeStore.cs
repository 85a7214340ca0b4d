using System.Text.Json;
using CryptoRun.Domain.Regimes;
using CryptoRun.Worker.Documents;
using Dapper;

namespace CryptoRun.Worker.Storage.Sql;

/// <summary>Regime detections in a database; triggers keep the table append-only.</summary>
internal sealed class SqlRegimeStore(SqlStore store) : IRegimeStore
{
    public Task AppendAsync(RegimeRecord record, CancellationToken cancellationToken)
    {
        var row = new { at = record.At.UtcTicks, state = record.State.ToString(), document = JsonSerializer.Serialize(record, Json.Options) };
        return store.WriteAsync(
            connection => connection.Execute("INSERT INTO regime_history (at, state, document) VALUES (@at, @state, @document) ON CONFLICT (at) DO NOTHING", row),
            cancellationToken);
    }

    public Task<RegimeRecord?> LatestAsync(DateTimeOffset asOf, CancellationToken cancellationToken) => store.ReadAsync(
        connection => connection.QueryFirstOrDefault<string>(
            "SELECT document FROM regime_history WHERE at <= @asOf ORDER BY at DESC LIMIT 1", new { asOf = asOf.UtcTicks }) is { } document ? Parse(document) : null,
        cancellationToken);

    public Task<IReadOnlyList<RegimeRecord>> HistoryAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) =>
        store.ReadAsync<IReadOnlyList<RegimeRecord>>(
            connection => [.. connection.Query<string>(
                "SELECT document FROM regime_history WHERE at >= @from AND at <= @to ORDER BY at", new { from = from.UtcTicks, to = to.UtcTicks }).Select(Parse)],
            cancellationToken);

    public Task AppendOpinionsAsync(SecondOpinions opinions, CancellationToken cancellationToken)
    {
        var row = new { at = opinions.At.UtcTicks, document = JsonSerializer.Serialize(opinions, Json.Options) };
        return store.WriteAsync(
            connection => connection.Execute("INSERT INTO regime_opinions (at, document) VALUES (@at, @document) ON CONFLICT (at) DO NOTHING", row), cancellationToken);
    }

    public Task<IReadOnlyList<SecondOpinions>> OpinionsAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) =>
        store.ReadAsync<IReadOnlyList<SecondOpinions>>(
            connection => [.. connection.Query<string>(
                "SELECT document FROM regime_opinions WHERE at >= @from AND at <= @to ORDER BY at", new { from = from.UtcTicks, to = to.UtcTicks })
                .Select(document => JsonSerializer.Deserialize<SecondOpinions>(document, Json.Options)!)],
            cancellationToken);

    private static RegimeRecord Parse(string document) => JsonSerializer.Deserialize<RegimeRecord>(document, Json.Options)!;
}
