using CryptoRun.Domain.Backtesting;
using CryptoRun.Web.Api;
using CryptoRun.Web.Layout;

namespace CryptoRun.Web.Backtests;

/// <summary>Trades and equity of a back-test as CSV (RFC 4180), UTC instants, USD, fractions.</summary>
internal static class BacktestsCsv
{
    private static readonly (string Name, Func<Trade, object?> Value)[] TradeColumns =
    [
        ("number", static t => t.Number),
        ("symbol", static t => t.Symbol),
        ("venue", static t => t.Venue),
        ("signalAt", static t => Format.Iso(t.SignalAt)),
        ("scanId", static t => t.ScanId),
        ("regime", static t => $"{t.Regime}"),
        ("score", static t => t.Score),
        ("weight", static t => t.Weight),
        ("entryAt", static t => Format.Iso(t.Entry.At)),
        ("entryMarketPrice", static t => t.Entry.MarketPrice),
        ("entryPrice", static t => t.Entry.Price),
        ("quantity", static t => t.Entry.Quantity),
        ("closedAt", static t => Format.Iso(t.ClosedAt)),
        ("hours", static t => t.Hours),
        ("exitPrice", static t => t.Exits.Sum(static e => e.Fill.Usd) / t.Exits.Sum(static e => e.Fill.Quantity)),
        ("exitCause", static t => BacktestWords.Cause(t.Cause)),
        ("exits", static t => string.Join("; ", t.Exits.Select(static e => $"{Format.Iso(e.Fill.At)} {BacktestWords.Cause(e.Cause)}: {e.Reason}"))),
        ("grossUsd", static t => t.GrossUsd),
        ("feesUsd", static t => t.FeesUsd),
        ("slippageUsd", static t => t.SlippageUsd),
        ("fundingUsd", static t => t.FundingUsd),
        ("netUsd", static t => t.NetUsd),
        ("netReturn", static t => t.NetReturn),
        ("worst", static t => t.Worst),
        ("best", static t => t.Best),
    ];

    private static readonly (string Name, Func<(EquityPoint Point, double Drawdown), object?> Value)[] EquityColumns =
    [
        ("at", static p => Format.Iso(p.Point.At)),
        ("equityUsd", static p => p.Point.EquityUsd),
        ("cashUsd", static p => p.Point.CashUsd),
        ("positions", static p => p.Point.Positions),
        ("exposure", static p => p.Point.Exposure),
        ("drawdown", static p => p.Drawdown),
    ];

    public static byte[] Trades(IReadOnlyList<Trade> trades) => CsvTable.Encode(TradeColumns, trades);

    public static byte[] Equity(IReadOnlyList<EquityPoint> equity) => CsvTable.Encode(EquityColumns, EquityPicture.WithDrawdown(equity));
}
