using System.Data.Common;
using Dapper;

namespace CryptoRun.Worker.Storage.Sql;

/// <summary>Trades in bars of 15 min in a database.</summary>
internal sealed class SqlTradeBarStore(SqlStore store) : ITradeBarStore
{
    private const string Columns = "venue, open_time, symbol, known_at, buy_usd, sell_usd, price_change, trades";

    public async Task<int> WriteAsync(string venue, IReadOnlyList<TradeBar> bars, DateTimeOffset knownAt, CancellationToken cancellationToken)
    {
        if (bars.Count == 0) return 0;

        return await store.WriteAsync(
            connection => SqlRows.InsertNew(
                connection,
                $"trade_bars ({Columns})",
                store.RowsAtOnce,
                bars.Select(b => new object?[] { venue, b.OpenTime.UtcTicks, b.Symbol, knownAt.UtcTicks, b.BuyUsd, b.SellUsd, b.PriceChange, b.Trades }),
                cancellationToken),
            cancellationToken);
    }

    public Task<IReadOnlyDictionary<string, IReadOnlyList<TradeBar>>> ReadAsync(string venue, DateTimeOffset from, DateTimeOffset to, DateTimeOffset asOf, CancellationToken cancellationToken) =>
        store.ReadAsync<IReadOnlyDictionary<string, IReadOnlyList<TradeBar>>>(
            connection =>
            {
                using var rows = (DbDataReader)connection.ExecuteReader(
                    "SELECT open_time, symbol, buy_usd, sell_usd, price_change, trades FROM trade_bars WHERE venue = @venue AND open_time >= @from AND open_time < @to AND known_at <= @asOf ORDER BY open_time",
                    new { venue, from = from.UtcTicks, to = to.UtcTicks, asOf = asOf.UtcTicks });
                var bySymbol = new Dictionary<string, IReadOnlyList<TradeBar>>(StringComparer.Ordinal);
                while (rows.Read())
                {
                    var bar = new TradeBar(SqlStore.Utc(rows.GetInt64(0)), rows.GetString(1), rows.GetDouble(2), rows.GetDouble(3), rows.GetDouble(4), rows.GetInt32(5));
                    if (!bySymbol.TryGetValue(bar.Symbol, out var bars)) bySymbol[bar.Symbol] = bars = new List<TradeBar>();
                    ((List<TradeBar>)bars).Add(bar);
                }

                return bySymbol;
            },
            cancellationToken);
}
