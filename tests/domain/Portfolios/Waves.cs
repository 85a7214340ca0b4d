using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Portfolios;

namespace CryptoRun.Domain.Tests.Portfolios;

/// <summary>Coins whose hourly returns are sums of sine waves: waves of different frequency are uncorrelated over 168 hours, so every correlation is known beforehand.</summary>
internal static class Waves
{
    public const int Hours = 168;
    public const double Size = 0.01;
    public static readonly DateTimeOffset At = new(2026, 1, 15, 12, 5, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset LastHour = new(2026, 1, 15, 12, 0, 0, TimeSpan.Zero);
    public static readonly PruningOptions Limits = new();

    /// <summary>A coin that moves with its own frequency alone.</summary>
    public static CandleSeries Own(string symbol, int frequency) => Of(symbol, (1, frequency));

    /// <summary>A coin with correlation rho to the coin of one frequency, the rest being its own.</summary>
    public static CandleSeries Mixed(string symbol, double rho, int with, int own) => Of(symbol, (rho, with), (Math.Sqrt(1 - (rho * rho)), own));

    public static CandleSeries Of(string symbol, params (double Weight, int Frequency)[] waves) =>
        FromReturns(symbol, [.. Enumerable.Range(0, Hours).Select(i => Size * waves.Sum(w => w.Weight * Math.Sin(2 * Math.PI * w.Frequency * (i + 0.5) / Hours)))]);

    public static CandleSeries FromReturns(string symbol, double[] returns, DateTimeOffset? end = null)
    {
        var close = new double[returns.Length + 1];
        close[0] = 100;
        for (var i = 0; i < returns.Length; i++) close[i + 1] = close[i] * Math.Exp(returns[i]);
        var volume = close.Select(_ => 1.0).ToArray();
        return CandleSeries.FromColumns(symbol, "test", (end ?? LastHour).AddHours(-close.Length), close, close, close, close, volume);
    }

    /// <summary>Candidate with its own frequency; a sector of its own unless told.</summary>
    public static PruningCandidate Candidate(string symbol, int frequency, double score = 80, string? sector = null, double weight = 0.05) =>
        new(symbol, sector ?? symbol, score, weight, Own(symbol, frequency));

    public static Position Held(string symbol, int frequency, double weight = 0.05, string? sector = null) => new(symbol, sector ?? symbol, weight, Own(symbol, frequency));

    public static PruningResult Prune(IReadOnlyList<PruningCandidate> candidates, IReadOnlyList<Position>? held = null, CandleSeries? bitcoin = null, PruningOptions? options = null) =>
        PortfolioPruning.Run(At, candidates, held ?? [], bitcoin, options ?? Limits);
}
