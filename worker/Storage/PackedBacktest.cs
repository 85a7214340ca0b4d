using CryptoRun.Domain.Backtesting;
using CryptoRun.Domain.Scoring;

namespace CryptoRun.Worker.Storage;

/// <summary>What came of a back-test as it is kept: compressed JSON, the account as columns because its instants are a grid, reasons in chunks of which one is read without the rest.</summary>
internal static class PackedBacktest
{
    public const string Report = "report";
    public const string Trades = "trades";
    public const string Equity = "equity";
    public const string Refusals = "refusals";
    public const string Explanations = "explanations";

    /// <summary>All parts.</summary>
    public static IReadOnlyList<(string Part, int Number, byte[] Packed)> Pack(BacktestParts parts, CancellationToken cancellationToken)
    {
        List<(string, int, byte[])> packed =
        [
            (Trades, 0, CompressedJson.Pack(parts.Trades.Select(static t => t with { Explanation = null }).ToList())),
            (Equity, 0, CompressedJson.Pack(new Account(
                [.. parts.Equity.Select(static p => p.At.UtcTicks / TimeSpan.TicksPerHour)], [.. parts.Equity.Select(static p => p.EquityUsd)], [.. parts.Equity.Select(static p => p.CashUsd)], [.. parts.Equity.Select(static p => p.Positions)]))),
            (Refusals, 0, CompressedJson.Pack(parts.Refusals)),
        ];

        if (parts.Report is { } report) packed.Add((Report, 0, CompressedJson.Pack(report)));

        // A strategy has reasons for every trade or for none.
        IReadOnlyList<ScoreExplanation> reasons = [.. parts.Trades.Select(static t => t.Explanation).OfType<ScoreExplanation>()];
        if (reasons.Count == parts.Trades.Count) packed.AddRange(ExplanationChunks.Pack(reasons, cancellationToken).Select(static (chunk, i) => (Explanations, i, chunk)));
        return packed;
    }

    public static IReadOnlyList<EquityPoint> UnpackEquity(byte[] packed)
    {
        var account = CompressedJson.Unpack<Account>(packed);
        return [.. account.Hours.Select((hour, i) => new EquityPoint(new DateTimeOffset(hour * TimeSpan.TicksPerHour, TimeSpan.Zero), account.EquityUsd[i], account.CashUsd[i], account.Positions[i]))];
    }

    /// <summary>The chunk that has a trade's reason, and its place there.</summary>
    public static (int Chunk, int Place) ChunkOf(int trade) => Math.DivRem(trade - 1, ExplanationChunks.Size);

    private sealed record Account(long[] Hours, double[] EquityUsd, double[] CashUsd, int[] Positions);
}
