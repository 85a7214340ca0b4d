using CryptoRun.Domain.Exits;
using CryptoRun.Domain.Portfolios;
using CryptoRun.Domain.Regimes;
using CryptoRun.Domain.Scanning;

namespace CryptoRun.Domain.Backtesting;

/// <summary>What a back-test does. With the data and the engine's version it decides every bit of the result.</summary>
public sealed record BacktestOptions
{
    /// <summary>First scan instant, a full hour UTC.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>Last instant, a full hour UTC: what is still held is sold at the last close before it.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>Hours between two scans, 1 to 24, counted from 00 UTC.</summary>
    public int ScanEveryHours { get; init; } = 1;

    /// <summary>The regime that is taken to be in force all the time; null: as it would have been detected.</summary>
    public RegimeState? Regime { get; init; }

    /// <summary>Equity at the start, USD, 100 to 1e12.</summary>
    public double InitialUsd { get; init; } = 100_000;

    /// <summary>Most positions at once, 1 to 100.</summary>
    public int MostPositions { get; init; } = 15;

    /// <summary>Loss of a UTC day, as a fraction of the equity at its start, at which everything is sold and nothing bought until the next, 0.001 to 1.</summary>
    public double DailyLoss { get; init; } = 0.08;

    /// <summary>Hours without a candle after which a position counts as halted or delisted, 1 to 720.</summary>
    public int HaltHours { get; init; } = 24;

    /// <summary>What a halted or delisted position loses against its last price, fraction, 0 to 1.</summary>
    public double HaltPenalty { get; init; } = 0.10;

    /// <summary>Seconds after a scan in which an order must be filled, 1 to 3600: where the next bar does not open by then, nothing is bought.</summary>
    public double LateFillSeconds { get; init; } = 30;

    /// <summary>Hours between two scans that the evidence is made of, 1 to 24.</summary>
    public int EvidenceEveryHours { get; init; } = 4;

    /// <summary>Seed of everything that is drawn: bootstraps and random entries. The market's past is not drawn.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Size of a position.</summary>
    public SizingOptions Sizing { get; init; } = new();

    /// <summary>What trading costs.</summary>
    public CostOptions Costs { get; init; } = new();

    /// <summary>Limits of the portfolio.</summary>
    public PruningOptions Portfolio { get; init; } = new();

    /// <summary>When a position is sold.</summary>
    public ExitOptions Exits { get; init; } = new();

    /// <summary>How the market is scanned: the options of a live scan.</summary>
    public ScanOptions Scan { get; init; } = new();

    /// <summary>How the regime is detected.</summary>
    public RegimeOptions Regimes { get; init; } = new();

    /// <summary>What is wrong with these options, one sentence a value with key, value and allowed range; empty when all is well.</summary>
    public IReadOnlyList<string> Problems()
    {
        (string Key, double Value, double Least, double Most)[] values =
        [
            (nameof(ScanEveryHours), ScanEveryHours, 1, 24),
            (nameof(InitialUsd), InitialUsd, 100, 1e12),
            (nameof(MostPositions), MostPositions, 1, 100),
            (nameof(DailyLoss), DailyLoss, 0.001, 1),
            (nameof(HaltHours), HaltHours, 1, 720),
            (nameof(HaltPenalty), HaltPenalty, 0, 1),
            (nameof(LateFillSeconds), LateFillSeconds, 1, 3600),
            (nameof(EvidenceEveryHours), EvidenceEveryHours, 1, 24),
        ];

        return
        [
            .. Span(),
            .. Regime is { } state && !Enum.IsDefined(state) ? [$"Backtest:{nameof(Regime)} is {state}; allowed is {string.Join(" or ", Enum.GetNames<RegimeState>())}."] : Array.Empty<string>(),
            .. OptionRange.Problems("Backtest", values),
            .. Sizing.Problems("Backtest:Sizing"),
            .. Costs.Problems("Backtest:Costs"),
            .. Portfolio.Validate("Backtest:Portfolio"),
            .. Exits.Validate(),
            .. ScanOptionsCheck.Problems(Scan),
        ];
    }

    /// <summary>Checks every value.</summary>
    /// <exception cref="ArgumentException">One line for each wrong value.</exception>
    public void Validate()
    {
        var problems = Problems();
        if (problems.Count > 0) throw new ArgumentException(string.Join('\n', problems));
    }

    private IEnumerable<string> Span()
    {
        foreach (var (key, value) in new[] { (nameof(From), From), (nameof(To), To) })
        {
            if (value.UtcTicks % TimeSpan.TicksPerHour != 0) yield return $"Backtest:{key} is {value.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}; allowed is a full hour UTC.";
        }

        if (!(From < To)) yield return $"Backtest:{nameof(To)} is {To.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}; allowed is an instant after {nameof(From)}, {From.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}.";
        else if (To - From > TimeSpan.FromDays(3660)) yield return $"Backtest:{nameof(To)} is {To.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}; allowed is at most ten years after {nameof(From)}.";
    }
}

/// <summary>Size of a position: as much as adds a given volatility to the equity, at most what the portfolio's limit for one position allows.</summary>
public sealed record SizingOptions
{
    /// <summary>Annualised volatility that one position may add to the equity, 0.001 to 1: 0.04 is 5 % of the equity in a coin of 80 %.</summary>
    public double TargetVolatility { get; init; } = 0.04;

    /// <summary>Smallest position, USD, 0 to 1e9.</summary>
    public double LeastUsd { get; init; } = 10;

    internal IEnumerable<string> Problems(string section)
    {
        (string Key, double Value, double Least, double Most)[] values = [(nameof(TargetVolatility), TargetVolatility, 0.001, 1), (nameof(LeastUsd), LeastUsd, 0, 1e9)];
        return OptionRange.Problems(section, values);
    }
}
