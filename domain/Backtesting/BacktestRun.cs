using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Scanning;

namespace CryptoRun.Domain.Backtesting;

/// <summary>A back-test: a recorded market is scanned as it is live, what the scans asked for is bought and sold, and everything that was decided is kept.</summary>
public static class BacktestRun
{
    /// <summary>Runs it. Pure: equal markets and options give equal bits, however many scans run at once.</summary>
    /// <param name="market">The market.</param>
    /// <param name="options">Span and parameters.</param>
    /// <param name="loop">Runs scans at once; null: one after another on this thread.</param>
    /// <param name="progress">Receives scans done and scans in all; may throw <see cref="OperationCanceledException"/>.</param>
    /// <param name="cancellationToken">Cancellation of the trading; of the scans it is loop's and progress's.</param>
    /// <exception cref="ArgumentException">Options out of range.</exception>
    public static BacktestResult Run(BacktestMarket market, BacktestOptions options, SymbolLoop? loop = null, Action<int, int>? progress = null, CancellationToken cancellationToken = default)
    {
        var scanned = MarketScans.Run(market, options, loop, progress);
        return Of(market, scanned, Simulation.Run(market, scanned.Signals, options, cancellationToken), options);
    }

    /// <summary>Trades signals that are given: another strategy, or the same ones under other costs and exits.</summary>
    /// <param name="market">The market.</param>
    /// <param name="signals">Oldest first, at most one an instant.</param>
    /// <param name="options">Span and parameters.</param>
    /// <param name="cancellationToken">Cancellation.</param>
    public static TradedMarket Trade(BacktestMarket market, IReadOnlyList<SignalScan> signals, BacktestOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(market);
        ArgumentNullException.ThrowIfNull(signals);
        options.Validate();
        return Simulation.Run(market, signals, options, cancellationToken);
    }

    private static BacktestResult Of(BacktestMarket market, ScannedMarket scanned, TradedMarket traded, BacktestOptions options) =>
        new(options, scanned, traded, new BacktestStamp(Engine.Version, InputHash.OfParameters(options), market.Hash(), Decisions(scanned), Trades(traded)));

    private static string Decisions(ScannedMarket scanned)
    {
        using var bytes = new CanonicalBytes();
        foreach (var hash in scanned.Hashes) InputHash.Text(bytes, hash);
        return Convert.ToHexStringLower(bytes.Sha256());
    }

    private static string Trades(TradedMarket traded)
    {
        using var bytes = new CanonicalBytes();
        foreach (var trade in traded.Trades)
        {
            InputHash.Text(bytes, trade.Symbol);
            InputHash.Text(bytes, trade.ScanId);
            Fill(bytes, trade.Entry);
            foreach (var exit in trade.Exits)
            {
                InputHash.Number(bytes, (long)exit.Cause);
                Fill(bytes, exit.Fill);
            }

            InputHash.Number(bytes, trade.FundingUsd);
        }

        return Convert.ToHexStringLower(bytes.Sha256());
    }

    private static void Fill(CanonicalBytes bytes, Fill fill)
    {
        InputHash.Number(bytes, fill.At.UtcTicks);
        InputHash.Number(bytes, fill.Price);
        InputHash.Number(bytes, fill.Quantity);
        InputHash.Number(bytes, fill.FeeUsd);
    }
}

/// <summary>What a back-test found.</summary>
/// <param name="Options">Its parameters.</param>
/// <param name="Scanned">What the scans said.</param>
/// <param name="Traded">What came of it.</param>
/// <param name="Stamp">What makes it repeatable.</param>
public sealed record BacktestResult(BacktestOptions Options, ScannedMarket Scanned, TradedMarket Traded, BacktestStamp Stamp);

/// <summary>What a back-test was made of and what it decided: equal stamps, equal tests.</summary>
/// <param name="EngineVersion">Engine.</param>
/// <param name="OptionsHash">SHA-256 of the parameters.</param>
/// <param name="DataHash">SHA-256 of candles and feeds.</param>
/// <param name="DecisionsHash">SHA-256 of every score, verdict and gate of every scan.</param>
/// <param name="TradesHash">SHA-256 of every fill.</param>
public sealed record BacktestStamp(string EngineVersion, string OptionsHash, string DataHash, string DecisionsHash, string TradesHash);
