using CryptoRun.Domain.Factors;
using CryptoRun.Domain.Gates;
using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Portfolios;
using CryptoRun.Domain.Premove;
using CryptoRun.Domain.Regimes;
using CryptoRun.Domain.Scanning;
using CryptoRun.Worker.Markets;
using CryptoRun.Worker.Storage;

namespace CryptoRun.Worker.Premove;

/// <summary>Collects what a sweep looks at, as it was known at its instant.</summary>
/// <param name="sources">What is read beside the venue.</param>
/// <param name="flow">Trades in memory.</param>
/// <param name="keeper">Writes closed bars of trades.</param>
/// <param name="bars">Stored bars of trades.</param>
/// <param name="books">Stored minutes of books.</param>
/// <param name="scans">Scans: their gates.</param>
/// <param name="sweeps">Sweeps: alerts that went out.</param>
/// <param name="market">Market time.</param>
/// <param name="scan">Parameters of what scans measure too.</param>
/// <param name="options">Parameters of the detector.</param>
internal sealed class SweepInputs(
    SideSources sources,
    TradeFlow flow,
    TradeFlowKeeper keeper,
    ITradeBarStore bars,
    IBookSummaryStore books,
    IScanStore scans,
    IPremoveStore sweeps,
    MarketClock market,
    ScanOptions scan,
    PremoveOptions options)
{
    private const string Bitcoin = "BTC-USD";

    /// <summary>Gates that ask whether a coin can be traded at all. The others ask for a move that has begun, which is what the detector wants to be ahead of.</summary>
    private static readonly string[] Tradable = ["volume24h", "freshness", "spread", "depth"];

    private static readonly TimeSpan Day = TimeSpan.FromHours(24);

    /// <summary>Gates of an older scan say nothing of now.</summary>
    private static readonly TimeSpan OldestScan = TimeSpan.FromHours(1);

    /// <summary>Collects.</summary>
    /// <param name="at">The instant.</param>
    /// <param name="regime">Regime in force.</param>
    /// <param name="snapshot">What the feed knows.</param>
    /// <param name="cancellationToken">Between coins.</param>
    public async Task<CollectedSweep> CollectAsync(DateTimeOffset at, RegimeState regime, FeedSnapshot snapshot, CancellationToken cancellationToken)
    {
        List<string> warnings = [.. snapshot.Warnings];
        var barsKnownAt = await keeper.WriteAsync(at, cancellationToken);
        var tradeBars = await bars.ReadAsync(snapshot.Venue, at - (CvdBar.Width * options.Cvd.Bars), at, barsKnownAt, cancellationToken);
        var (gatesFrom, failed) = await GatesAsync(at, cancellationToken);
        if (gatesFrom is null) warnings.Add("No scan of the last hour: no gate was asked.");

        var all = snapshot.Symbols.Where(static s => s.ExcludedBecause is null).Select(s => s with { Candles = s.Candles.ClosedAt(at) }).Where(static s => s.Candles.Count > 0)
            .Select(static s => (Input: s, Adv: AverageDailyVolume.Usd(s.Candles) ?? double.NaN)).ToList();
        var largest = all.Where(static s => double.IsFinite(s.Adv)).OrderByDescending(static s => s.Adv).ThenBy(static s => s.Input.Candles.Symbol, StringComparer.Ordinal)
            .Take(options.UniverseSize).Select(static s => s.Input.Candles.Symbol).ToHashSet(StringComparer.Ordinal);
        var reader = new CoinFeeds(at, snapshot.Venue, market.Speed <= 1, sources, scan);
        var heardAt = flow.NewestAt(at);
        if (flow.HeardFrom is { } from && from > at - CoinFeeds.PrintWindow && from <= at)
        {
            // Single trades are not stored: a bar has no sizes, so that large prints cannot be rebuilt from bars.
            warnings.Add($"Large prints count from {(from + CoinFeeds.PrintWindow).UtcDateTime:HH:mm} UTC: single trades are heard since {from.UtcDateTime:HH:mm}, when this process or its connection began.");
        }

        List<PremoveCoin> coins = [];
        foreach (var (input, adv) in all)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var symbol = input.Candles.Symbol;
            if (!largest.Contains(symbol))
            {
                coins.Add(new PremoveCoin(symbol, adv, Sector: null));
                continue;
            }

            var minutes = await books.ReadAsync(snapshot.Venue, symbol, at.AddHours(-BookPressure.LookBackHours), at, snapshot.KnownAt, cancellationToken);
            var coin = reader.Read(input, adv, tradeBars.GetValueOrDefault(symbol), flow.PrintsAt(at, symbol, at - CoinFeeds.PrintWindow), heardAt, minutes);
            coins.Add(coin with { FailedGates = failed.GetValueOrDefault(symbol) ?? [] });
        }

        // Nothing holds positions yet: the first of a sweep's candidates meets an empty book.
        var alerts = await sweeps.AlertsAsync(at - Day, at, cancellationToken);
        var bitcoin = all.Where(static s => s.Input.Candles.Symbol == Bitcoin).Select(static s => s.Input.Candles).FirstOrDefault();
        return new CollectedSweep(new PremoveInput(at, regime, coins, alerts, Array.Empty<Position>(), bitcoin), gatesFrom, warnings);
    }

    private async Task<(string? ScanId, IReadOnlyDictionary<string, IReadOnlyList<string>> Failed)> GatesAsync(DateTimeOffset at, CancellationToken cancellationToken)
    {
        if (await scans.FindAtAsync(at, cancellationToken) is not { } last || at - last.Result.AsOf > OldestScan) return (null, new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal));

        return (last.Result.ScanId, last.Result.Candidates.ToDictionary(
            static c => c.Symbol,
            static c => (IReadOnlyList<string>)[.. c.Gates.Where(static g => g.Outcome == GateOutcome.Failed && Tradable.Contains(g.Gate, StringComparer.Ordinal)).Select(static g => g.Reason)],
            StringComparer.Ordinal));
    }
}

/// <summary>What was collected.</summary>
/// <param name="Input">What the detector is given.</param>
/// <param name="GatesFrom">The scan whose gates were asked; null: none.</param>
/// <param name="Warnings">What went on in spite of something.</param>
internal sealed record CollectedSweep(PremoveInput Input, string? GatesFrom, IReadOnlyList<string> Warnings);
