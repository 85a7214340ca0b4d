using CryptoRun.Domain.Backtesting;
using CryptoRun.Domain.Exits;
using CryptoRun.Domain.Regimes;
using CryptoRun.Domain.Scanning;

namespace CryptoRun.Worker.Backtests;

/// <summary>A back-test as somebody asks for it: what is left out is filled in when it is taken (<see cref="Settled"/>).</summary>
public sealed record BacktestRequest
{
    /// <summary>No market is older: the first block of Bitcoin.</summary>
    public static readonly DateTimeOffset Earliest = new(2009, 1, 3, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Most characters of a name.</summary>
    public const int LongestName = 80;

    /// <summary>Days that are tested when nobody says.</summary>
    public const int DefaultDays = 30;

    /// <summary>Venue whose candles are scanned when nobody says.</summary>
    public const string DefaultVenue = "kraken";

    /// <summary>What people call it; empty: it is called by what it does.</summary>
    public string? Name { get; init; }

    /// <summary>First scan instant, a full hour UTC; null: 30 days before the end.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Last instant, a full hour UTC; null: the last full hour.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Venue whose stored candles are the market.</summary>
    public string? Venue { get; init; } = DefaultVenue;

    /// <summary>Which symbols are in the market.</summary>
    public BacktestUniverse Universe { get; init; } = BacktestUniverse.All;

    /// <summary>The symbols of <see cref="BacktestUniverse.Symbols"/>.</summary>
    public IReadOnlyList<string>? Symbols { get; init; } = [];

    /// <summary>How many symbols <see cref="BacktestUniverse.Top"/> takes, 1 to 1000.</summary>
    public int Top { get; init; } = 50;

    /// <summary>The regime that is taken to be in force all the time; null: as it would have been detected.</summary>
    public RegimeState? Regime { get; init; }

    /// <summary>Hours between two scans, 1 to 24.</summary>
    public int ScanEveryHours { get; init; } = 4;

    /// <summary>Which exit rules are asked.</summary>
    public ExitProfile Exits { get; init; } = ExitProfile.Patient;

    /// <summary>What trading costs.</summary>
    public BacktestCosts Costs { get; init; } = BacktestCosts.Venue;

    /// <summary>Costs of buying and selling together where they are flat, basis points, 0 to 1000.</summary>
    public double FlatBps { get; init; } = 20;

    /// <summary>Equity at the start, USD.</summary>
    public double InitialUsd { get; init; } = 100_000;

    /// <summary>Most positions at once.</summary>
    public int MostPositions { get; init; } = 15;

    /// <summary>Seed of everything that is drawn.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Whether it is run again with other futures afterwards: does anything that was decided depend on what came later?</summary>
    public bool Audit { get; init; }

    /// <summary>The request with everything said that was left open.</summary>
    /// <param name="now">Market time.</param>
    public BacktestRequest Settled(DateTimeOffset now)
    {
        var to = To ?? FullHour(now);
        return this with
        {
            Name = Name?.Trim() ?? "",
            From = From ?? (to > Earliest ? to.AddDays(-DefaultDays) : to),
            To = to,
            Venue = string.IsNullOrWhiteSpace(Venue) ? DefaultVenue : Venue.Trim().ToLowerInvariant(),
            Symbols = Universe == BacktestUniverse.Symbols ? [.. (Symbols ?? []).Where(static s => !string.IsNullOrWhiteSpace(s)).Select(Canonical).Distinct(StringComparer.Ordinal)] : [],
        };
    }

    /// <summary>The engine's options; of a settled request.</summary>
    /// <param name="scan">How the market is scanned live.</param>
    /// <param name="regimes">How the regime is detected live.</param>
    public BacktestOptions ToOptions(ScanOptions scan, RegimeOptions regimes) => new()
    {
        From = From!.Value,
        To = To!.Value,
        ScanEveryHours = ScanEveryHours,
        Regime = Regime,
        InitialUsd = InitialUsd,
        MostPositions = MostPositions,
        Seed = Seed,
        Exits = new ExitOptions { Profile = Exits },
        Costs = Costs == BacktestCosts.Flat ? CostOptions.Flat(FlatBps) : new CostOptions(),
        Scan = scan,
        Regimes = regimes,
    };

    /// <summary>Whether a text can be a venue's name: letters, digits, - and _, at most 40.</summary>
    public static bool IsVenue(string text) => text is { Length: > 0 and <= 40 } && text.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    /// <summary>The full hour at or before an instant.</summary>
    public static DateTimeOffset FullHour(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerHour), TimeSpan.Zero);

    /// <summary>A symbol as people write it: <c>sol</c> is SOL-USD.</summary>
    private static string Canonical(string symbol)
    {
        var upper = symbol.Trim().ToUpperInvariant();
        return upper.Contains('-', StringComparison.Ordinal) ? upper : upper + "-USD";
    }
}

/// <summary>Which symbols are in the market.</summary>
public enum BacktestUniverse
{
    /// <summary>All that have stored candles, delisted ones among them.</summary>
    All,

    /// <summary>Those that are named.</summary>
    Symbols,

    /// <summary>The largest by average daily volume of the 30 days before the span: as it was known when the test begins.</summary>
    Top,
}

/// <summary>What trading costs.</summary>
public enum BacktestCosts
{
    /// <summary>Fees of the venue, spread and impact by liquidity.</summary>
    Venue,

    /// <summary>So many basis points for buying and selling together, nothing else.</summary>
    Flat,
}

/// <summary>A field that cannot be as it is.</summary>
/// <param name="Field">The field, by its name in JSON.</param>
/// <param name="Value">What was sent.</param>
/// <param name="Allowed">What may be sent, in words.</param>
public sealed record BacktestProblem(string Field, string Value, string Allowed);
