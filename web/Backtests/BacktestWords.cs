using System.Globalization;
using CryptoRun.Domain.Backtesting;
using CryptoRun.Domain.Exits;
using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Regimes;
using CryptoRun.Web.Layout;
using CryptoRun.Worker.Backtests;
using CryptoRun.Worker.Storage;

namespace CryptoRun.Web.Backtests;

/// <summary>Back-tests in words.</summary>
internal static class BacktestWords
{
    /// <summary>A figure of a test: its name, what it means, and how it is written.</summary>
    internal sealed record Figure(string Name, string Hint, Func<BacktestSummary, string> Text, Func<BacktestSummary, double?>? Direction = null);

    /// <summary>The figures that a comparison and a head show, in their order.</summary>
    public static IReadOnlyList<Figure> Figures { get; } =
    [
        new("Net return", "Equity at the end over that at the start, after all costs", static s => Percent(s.NetReturn), static s => s.NetReturn),
        new("Deepest drawdown", "Largest fall under an earlier high, at hourly closes", static s => Fall(s.MaxDrawdown)),
        new("Trades", "Positions from purchase to last sale", static s => Count(s.Trades)),
        new("Hit rate", "Share of trades that earned after costs", static s => Share(s.HitRate)),
        new("Profit factor", "What winners earned over what losers lost, after costs", static s => Format.Fixed(s.ProfitFactor, 2)),
        new("Mean trade, net", "Per cent of what a trade invested", static s => Percent(s.MeanNetReturn, 2), static s => s.MeanNetReturn),
        new("Mean trade, gross", "The same at the market's prices, before costs", static s => Percent(s.MeanGrossReturn, 2), static s => s.MeanGrossReturn),
        new("Costs", "Fees, spread and impact, USD", static s => Format.Amount(s.FeesUsd + s.SlippageUsd)),
        new("Funding", "Received, negative: paid, USD", static s => Usd(s.FundingUsd)),
        new("Held, mean", "Hours from purchase to last sale", static s => s.MeanHours is { } hours ? $"{Format.Fixed(hours, 1)} h" : Format.Absent),
        new("Exposure, mean", "Share of the equity in the market", static s => Share(s.MeanExposure)),
        new("Refused", "Wishes of scans that were not fulfilled, of all", static s => $"{Count(s.Refused)} of {Count(s.Wishes)}"),
        new("Scans", "Scans made", static s => Count(s.Scans)),
        new("Symbols", "Symbols of the market", static s => Count(s.Symbols)),
    ];

    /// <summary>What people call a test; one without a name is called by what it does.</summary>
    public static string Title(BacktestRequest request) => request.Name is { Length: > 0 } name ? name : string.Join(", ", Parts(request));

    /// <summary>What a test does, and how it differs from the defaults.</summary>
    private static IEnumerable<string> Parts(BacktestRequest request)
    {
        yield return Universe(request);
        yield return Days(request);
        if (request.Exits == ExitProfile.Classic) yield return "classic exits";
        if (request.Regime is { } state) yield return state.Words();
        if (request.Costs == BacktestCosts.Flat) yield return $"{Format.Attribute(request.FlatBps, 2)} bp";
    }

    /// <summary>How a test is: its word, drawing and class.</summary>
    public static (string Word, string Icon, string Class) State(BacktestState state) => state switch
    {
        BacktestState.Running => ("Running", "play", "acc"),
        BacktestState.Queued => ("Waits", "hold", "t2"),
        BacktestState.Succeeded => ("Succeeded", "ok", "t2"),
        BacktestState.Failed => ("Failed", "error", "failc"),
        _ => ("Cancelled", "stop", "t2"),
    };

    /// <summary>How far a test is, in a line.</summary>
    public static string Progress(BacktestProgress? progress) => progress switch
    {
        null => "begins",
        { Phase: BacktestPhase.Reading } p => $"reads candles, {Count(p.Done)} of {Count(p.Total)} symbols",
        { Phase: BacktestPhase.Trading } => "trades and writes what came of it",
        { Phase: BacktestPhase.Auditing } p => $"look-ahead audit, run {Count(Math.Min(p.Done + 1, p.Total))} of {Count(p.Total)}",
        var p => $"scan {Count(p.Done)} of {Count(p.Total)}{(p.EtaSeconds is { } eta ? $", {Format.Span(TimeSpan.FromSeconds(Math.Ceiling(eta)))} left" : "")}",
    };

    /// <summary>Share of the work that is done, per cent.</summary>
    public static double Done(BacktestProgress? progress) => progress is null or { Phase: BacktestPhase.Reading } or { Total: 0 } ? 0 : 100.0 * progress.Done / progress.Total;

    public static string Universe(BacktestRequest request) => request.Universe switch
    {
        BacktestUniverse.Symbols => request.Symbols is [var only] ? only : $"{request.Symbols?.Count ?? 0} named symbols",
        BacktestUniverse.Top => $"{request.Top} largest symbols",
        _ => "All symbols",
    };

    public static string Days(BacktestRequest request) => request is { From: { } from, To: { } to } ? Format.Span(to - from) : "";

    public static string Regime(BacktestRequest request) => request.Regime is { } state ? $"{state.Words()}, given" : "as detected";

    public static string Exits(ExitProfile exits) => exits == ExitProfile.Classic ? "classic, all seven rules" : "patient";

    public static string Costs(BacktestRequest request) => request.Costs == BacktestCosts.Flat ? $"{Format.Attribute(request.FlatBps, 2)} bp a round trip" : "venue's fees, spread, impact";

    public static string Cause(ExitCause cause) => cause switch
    {
        ExitCause.HardStop => "hard stop",
        ExitCause.VenueRed => "venue red",
        ExitCause.TimeStop => "time stop",
        ExitCause.Acceleration => "acceleration",
        ExitCause.ScoreDecay => "score decay",
        ExitCause.TrailingStop => "trailing stop",
        ExitCause.ProfitTarget => "profit target",
        ExitCause.Halted => "halted or delisted",
        ExitCause.DailyLoss => "daily loss",
        _ => "end of the test",
    };

    public static string Cause(RefusalCause cause) => cause switch
    {
        RefusalCause.Held => "held already",
        RefusalCause.LateFill => "late fill",
        RefusalCause.Freshness => "price ran away",
        RefusalCause.Portfolio => "limit of the portfolio",
        RefusalCause.Places => "no place left",
        RefusalCause.DailyLoss => "daily loss",
        _ => "too small",
    };

    /// <summary>A regime by its name in a report.</summary>
    public static string Regime(string name) => Enum.TryParse<RegimeState>(name, out var state) ? Format.Regime(state) : name;

    /// <summary>A cause of an exit by its name in a report.</summary>
    public static string CauseNamed(string name) => Enum.TryParse<ExitCause>(name, out var cause) ? Cause(cause) : name;

    /// <summary>A portfolio that needs no scanner, by its name in a report.</summary>
    public static string Portfolio(string name) => name switch { "BTC" => "BTC, held", "equalWeight" => "All, equal parts", "momentum24h" => "Ten that rose most in 24 h", _ => name };

    /// <summary>What the result of a market of this source is worth.</summary>
    public static string Caution(MarketSource source) => source switch
    {
        MarketSource.Simulated => "A seeded market that does not exist: what was earned in it says nothing about a real one.",
        MarketSource.Replay => "Recorded prices on a virtual clock; fills are assumed, nothing was traded.",
        _ => "Recorded prices of the real venue; fills are assumed, nothing was traded.",
    };

    public static string Percent(double? fraction, int decimals = 1) => fraction is null ? Format.Absent : Format.Return(fraction, decimals) + " %";

    public static string Share(double? fraction) => fraction is { } share ? Format.Fixed(share * 100, 1) + " %" : Format.Absent;

    public static string Fall(double fraction) => fraction <= 0 ? "0.0 %" : Format.Return(-fraction, 1) + " %";

    public static string Usd(double value) => value > 0 ? "+" + Format.Amount(value) : Format.Amount(value);

    public static string Count(int count) => count.ToString("#,0", CultureInfo.InvariantCulture);
}
