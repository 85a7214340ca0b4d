using CryptoRun.Domain.Evidence;
using CryptoRun.Domain.Exits;
using CryptoRun.Domain.Gates;
using CryptoRun.Domain.Regimes;
using CryptoRun.Domain.Scanning;
using CryptoRun.Domain.Scoring;

namespace CryptoRun.Domain.Backtesting;

/// <summary>
/// Scans a recorded market on schedule with the <see cref="Scan"/> that runs live. A scan does not depend on what was traded, so they can run at once, and each gives the same bits as alone.
/// </summary>
public static class MarketScans
{
    // Enough to keep every core busy, few enough that whole results are not held in memory.
    private const int Block = 64;

    /// <summary>Runs the scans of a span.</summary>
    /// <param name="market">The market.</param>
    /// <param name="options">Span, schedule and parameters.</param>
    /// <param name="loop">Runs scans at once; null: one after another on this thread.</param>
    /// <param name="progress">Receives scans done and scans in all; may throw <see cref="OperationCanceledException"/>. Null: nobody looks.</param>
    public static ScannedMarket Run(BacktestMarket market, BacktestOptions options, SymbolLoop? loop = null, Action<int, int>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(market);
        options.Validate();
        var instants = Instants(options);
        var regimes = Regimes(market, options, instants);
        var inputs = Inputs(market);
        var read = new ReadScan[instants.Count];
        for (var from = 0; from < read.Length; from += Block)
        {
            progress?.Invoke(from, read.Length);
            var first = from;
            (loop ?? OneByOne)(Math.Min(Block, read.Length - from), i =>
                read[first + i] = Read(Scan.Run(new ScanInput(instants[first + i], market.Source, regimes[first + i], Listed(inputs, instants[first + i]), null), options.Scan), market, options));
        }

        progress?.Invoke(read.Length, read.Length);
        return new ScannedMarket(
            [.. read.Select(static r => r.Signals)],
            [.. read.Select(static r => r.Evidence).OfType<EvidenceScan>()],
            [.. read.Select(static r => r.Hash)],
            [.. regimes.DistinctBy(static r => r.At)]);
    }

    /// <summary>The scan of an instant as the back-test makes it.</summary>
    internal static ScanResult At(BacktestMarket market, BacktestOptions options, DateTimeOffset at)
    {
        var instants = Instants(options).Where(i => i <= at).ToList();
        var regime = Regimes(market, options, instants)[^1];
        return Scan.Run(new ScanInput(instants[^1], market.Source, regime, Listed(Inputs(market), instants[^1]), null), options.Scan);
    }

    private static List<SymbolInput> Inputs(BacktestMarket market) => [.. market.Symbols.Select(static s => new SymbolInput(s.Candles, null, null) { Feeds = s.Feeds })];

    /// <summary>Who had a candle by an instant: that a coin will be listed one day is not known before.</summary>
    private static List<SymbolInput> Listed(List<SymbolInput> inputs, DateTimeOffset at) =>
        inputs.TrueForAll(s => s.Candles.Start < at) ? inputs : [.. inputs.Where(s => s.Candles.Start < at)];

    /// <summary>The instants of the schedule, the last one an hour before the end: what is decided then is filled in the last bar.</summary>
    internal static List<DateTimeOffset> Instants(BacktestOptions options)
    {
        var instants = new List<DateTimeOffset>();
        for (var at = options.From; at < options.To; at = at.AddHours(1))
        {
            if (at.UtcDateTime.Hour % options.ScanEveryHours == 0) instants.Add(at);
        }

        return instants;
    }

    /// <summary>The regime in force at each instant: as detected at the 4 h boundaries up to it, ten days before the first included.</summary>
    private static RegimeRecord[] Regimes(BacktestMarket market, BacktestOptions options, List<DateTimeOffset> instants)
    {
        if (instants.Count == 0) return [];
        var first = RegimeSchedule.LastBoundary(instants[0]);
        var detected = RegimeDetector.Over(first, instants[^1], [.. market.Symbols.Select(static s => s.Candles)], options.Regimes).ToDictionary(static r => r.At);
        return [.. instants.Select(at => Given(detected[RegimeSchedule.LastBoundary(at)], options.Regime))];
    }

    private static RegimeRecord Given(RegimeRecord detected, RegimeState? given) =>
        given is { } state && state != detected.State ? detected with { State = state, Pending = null, Flags = [.. detected.Flags, "given"] } : detected;

    private static ReadScan Read(ScanResult scan, BacktestMarket market, BacktestOptions options)
    {
        var thresholds = options.Scan.Gates.For(scan.Regime.State);
        var entries = new List<EntrySignal>();
        foreach (var candidate in scan.Candidates)
        {
            if (candidate.Verdict == Verdict.Candidate) entries.Add(Entry(candidate, market, thresholds));
        }

        var standing = options.Exits.Profile == ExitProfile.Classic
            ? scan.Candidates.ToDictionary(static c => c.Symbol, static c => new StandingScore(c.Final, Acceleration(c)), StringComparer.Ordinal)
            : null;
        var signals = new SignalScan(scan.AsOf, scan.ScanId, scan.Regime.State, entries)
        {
            Pool = entries.Count == 0 ? [] : [.. scan.Candidates.OrderBy(static c => c.Symbol, StringComparer.Ordinal).Select(static c => Wish(c))],
        };
        return new ReadScan(
            standing is null ? signals : signals with { Standing = standing },
            scan.AsOf.UtcDateTime.Hour % options.EvidenceEveryHours == 0 ? EvidenceScan.Of(scan) : null,
            DecisionHash.Of(scan));
    }

    private static EntrySignal Entry(ScoreExplanation candidate, BacktestMarket market, GateThresholds thresholds)
    {
        var closed = market.Find(candidate.Symbol)!.Candles.ClosedAt(candidate.AsOf);
        var signal = SignalFinder.Find(closed.Close, closed.End, thresholds.Movement);
        return Wish(candidate) with { Freshness = signal is { } found ? (found, thresholds.FreshnessAtr) : null, Explanation = candidate };
    }

    private static EntrySignal Wish(ScoreExplanation candidate) => new(
        candidate.Symbol, candidate.Final, candidate.Size?.Factor ?? 1, candidate.Shadow.First(static s => s.Name == "volatility7d").Value ?? 0, candidate.Market.AdvUsd, candidate.Market.Atr1h)
    {
        Acceleration = Acceleration(candidate),
        Final = candidate.Final,
    };

    private static double? Acceleration(ScoreExplanation candidate) => candidate.Factors[0].Inputs.FirstOrDefault(static input => input.Name == "acceleration")?.Value;

    private static void OneByOne(int count, Action<int> each)
    {
        for (var i = 0; i < count; i++) each(i);
    }

    private sealed record ReadScan(SignalScan Signals, EvidenceScan? Evidence, string Hash);
}

/// <summary>A market that was scanned on schedule.</summary>
/// <param name="Signals">A scan each, oldest first.</param>
/// <param name="Evidence">Scans reduced to what evidence reads, at its own step.</param>
/// <param name="Hashes">SHA-256 of everything that each scan decided, in the order of <paramref name="Signals"/>.</param>
/// <param name="Regimes">Detections that were in force, oldest first.</param>
public sealed record ScannedMarket(IReadOnlyList<SignalScan> Signals, IReadOnlyList<EvidenceScan> Evidence, IReadOnlyList<string> Hashes, IReadOnlyList<RegimeRecord> Regimes);
