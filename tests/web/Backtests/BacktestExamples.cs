using CryptoRun.Domain.Backtesting;
using CryptoRun.Domain.Regimes;
using CryptoRun.Worker.Backtests;
using CryptoRun.Worker.Storage;

namespace CryptoRun.Web.Tests.Backtests;

/// <summary>A back-test that has ended, small enough to be checked by hand.</summary>
internal static class BacktestExamples
{
    public static readonly DateTimeOffset From = new(2025, 10, 1, 0, 0, 0, TimeSpan.Zero);

    public static BacktestRequest Request { get; } = new BacktestRequest { From = From, To = From.AddDays(2) }.Settled(From.AddDays(3));

    public static BacktestStamp Stamp { get; } = new("0.2.1", new string('a', 64), new string('b', 64), new string('c', 64), new string('d', 64));

    public static BacktestSummary Summary { get; } = new(60, 12, 3, 1, 2, 101_000, 0.01, 0.03, 0.5, 1.25, 0.001, 0.003, 18.5, 0.4, 2000, 500, 265.5, 0);

    public static StoredBacktest Test { get; } = new("0123456789ab", Request, "mia", From.AddDays(3), From.AddDays(3)) { State = BacktestState.Succeeded, Stamp = Stamp, Summary = Summary, EndedAt = From.AddDays(3) };

    public static BacktestParts Parts { get; } = new(
        [Trade(1, "SOL-USD", 103), Trade(2, "ADA-USD", 98)],
        [new(From, 100_000, 100_000, 0), new(From.AddHours(1), 97_000, 92_000, 1), new(From.AddHours(2), 101_000, 101_000, 0)],
        [new(From.AddHours(4), "BTC-USD", 81, RefusalCause.Portfolio, "correlation 0.91 > 0.80")],
        null);

    private static Trade Trade(int number, string symbol, double sold) => new(
        number, symbol, "kraken", From.AddHours(number), $"scan-{number}", RegimeState.Choppy, 80, 0.05, new Fill(From.AddHours(number), 100, 100.1, 50, 20),
        [new TradeExit(ExitCause.TimeStop, "held 24.0 h", new Fill(From.AddHours(number + 24), sold, sold - 0.1, 50, 20))], 0, -0.02, 0.04);
}
