using CryptoRun.Web.Api;
using CryptoRun.Worker.Live;

namespace CryptoRun.Web.Board;

/// <summary>Candidates as CSV (RFC 4180): one header, one line a row, scan id and UTC instant in each. A text that a spreadsheet would run as a formula gets a leading apostrophe.</summary>
internal static class CandidatesCsv
{
    private static readonly (string Name, Func<BoardSnapshot, BoardRow, object?> Value)[] Columns =
    [
        ("scanId", (b, _) => b.ScanId),
        ("asOf", (b, _) => Layout.Format.Iso(b.AsOf)),
        ("source", (b, _) => b.Source.ToString()),
        ("regime", (b, _) => b.Regime.State.ToString()),
        ("rank", (_, r) => r.Rank),
        ("rankChange", (_, r) => r.RankChange),
        ("symbol", (_, r) => r.Symbol),
        ("final", (_, r) => r.Final),
        ("composite", (_, r) => r.Composite),
        ("social", (_, r) => r.Social),
        ("boost", (_, r) => r.Boost),
        ("momentum", (_, r) => r.Contributions.Momentum),
        ("technical", (_, r) => r.Contributions.Technical),
        ("volume", (_, r) => r.Contributions.Volume),
        ("quality", (_, r) => r.Contributions.Quality),
        ("catalyst", (_, r) => r.Contributions.Catalyst),
        ("gatesPassed", (_, r) => r.Gates.Passed),
        ("gatesTotal", (_, r) => r.Gates.Total),
        ("firstFailed", (_, r) => r.Gates.FirstFailed),
        ("firstFailedText", (_, r) => r.Gates.FirstFailedText),
        ("alsoFailed", (_, r) => string.Join(' ', r.Gates.AlsoFailed)),
        ("verdict", (_, r) => BoardQueryReader.Word(r.Verdict.ToString())),
        ("price", (_, r) => Layout.Format.ParsePrice(r.Price)),
        ("priceTime", (_, r) => Layout.Format.Iso(r.PriceTime)),
        ("return1h", (_, r) => r.Return1h),
        ("return24h", (_, r) => r.Return24h),
        ("spreadBps", (_, r) => r.SpreadBps),
        ("depthUsd", (_, r) => r.DepthUsd),
        ("vadr", (_, r) => r.Vadr),
        ("fundingZ", (_, r) => r.FundingZ),
        ("freshness", (_, r) => BoardQueryReader.Word(r.Freshness.ToString())),
        ("tier", (_, r) => r.Tier),
    ];

    public static byte[] Encode(BoardSnapshot board, IReadOnlyList<BoardRow> rows) => CsvTable.Encode(Columns, board, rows);
}
