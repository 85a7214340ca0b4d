using CryptoRun.Domain.Backtesting;
using CryptoRun.Domain.Exits;
using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Regimes;
using CryptoRun.Domain.Scanning;

namespace CryptoRun.Domain.Tests.Backtesting;

/// <summary>Whole back-tests: repeatable to the bit, and the scans of live.</summary>
public sealed class BacktestRunTests
{
    private static readonly BacktestMarket Market = TestMarket.Walks(24, 1100, 7);

    /// <summary>Gates that a market without books, feeds and much history can pass.</summary>
    internal static BacktestOptions Options(int from, int to) => TestMarket.Options(from, to) with
    {
        Costs = new CostOptions(),
        Scan = new ScanOptions { Gates = Easy() },
        Portfolio = new() { Correlation = 0.9, TotalExposure = 0.6 },
    };

    [Fact]
    public void Run_OnManyThreads_IsTheSameToTheBit_AndItsTradesAreTheGoldenOnes()
    {
        var options = Options(700, 1000);
        var alone = BacktestRun.Run(Market, options);
        var together = BacktestRun.Run(Market, options, static (count, each) => Parallel.For(0, count, each));

        together.Stamp.ShouldBe(alone.Stamp);
        together.Traded.Equity.ShouldBe(alone.Traded.Equity);
        alone.Traded.Trades.Count.ShouldBeGreaterThan(5);
        (alone.Traded.Trades.Count, Math.Round(alone.Traded.Equity[^1].EquityUsd, 2), alone.Stamp.TradesHash[..16]).ShouldBe((33, 102174.3, "fe9854caaeeaa66d"));
    }

    [Fact]
    public void Scans_AreThoseOfLive_WithTheRegimeOfTheirTime()
    {
        var options = Options(700, 760);
        var scanned = MarketScans.Run(Market, options);
        IReadOnlyList<CandleSeries> series = [.. Market.Symbols.Select(static s => s.Candles)];
        foreach (var signals in scanned.Signals)
        {
            // As it would have been live: what came later is not there yet.
            IReadOnlyList<CandleSeries> known = [.. series.Select(s => s.ClosedAt(signals.At))];
            var regime = RegimeDetector.Over(TestMarket.Start.AddHours(700), signals.At, known, options.Regimes)[^1];
            var live = Scan.Run(new ScanInput(signals.At, Market.Source, regime, [.. known.Select(static s => new SymbolInput(s, null, null))], null), options.Scan);
            (signals.ScanId, DecisionHash.Of(live)).ShouldBe((live.ScanId, scanned.Hashes[scanned.Signals.ToList().IndexOf(signals)]));
        }
    }

    [Fact]
    public void Regimes_Over_AreThoseOfDetectionAfterDetection()
    {
        IReadOnlyList<CandleSeries> series = [.. Market.Symbols.Select(static s => s.Candles)];
        var (from, to) = (TestMarket.Start.AddHours(800), TestMarket.Start.AddHours(1000));
        var over = RegimeDetector.Over(from, to, series, new RegimeOptions());
        var history = RegimeDetector.History(from, series, new RegimeOptions());

        var previous = history[^1];
        over[0].State.ShouldBe(previous.State);
        foreach (var record in over.Skip(1))
        {
            previous = RegimeDetector.Detect(record.At, series, previous, new RegimeOptions());
            (record.InputHash, record.State, record.Since, record.Reason).ShouldBe((previous.InputHash, previous.State, previous.Since, previous.Reason));
        }
    }

    [Fact]
    public void CoinThatIsListedLater_IsNotKnownBefore()
    {
        var late = TestMarket.Walks(3, 300, 99).Symbols[2].Candles;
        var later = CandleSeries.FromColumns("NEW-USD", "kraken", TestMarket.Start.AddHours(800), [.. late.Open], [.. late.High], [.. late.Low], [.. late.Close], [.. late.Volume]);
        var options = Options(700, 712);
        var without = MarketScans.Run(Market, options);
        var with = MarketScans.Run(new BacktestMarket(Market.Source, [.. Market.Symbols, new MarketSymbol(later)]), options);
        with.Hashes.ShouldBe(without.Hashes);
    }

    [Fact]
    public void Schedule_OfEveryFourHours_ScansThenOnly()
    {
        MarketScans.Instants(Options(701, 712) with { ScanEveryHours = 4 }).ShouldBe([TestMarket.Start.AddHours(704), TestMarket.Start.AddHours(708)]);
    }

    [Fact]
    public void Audit_OfTheProgram_FindsNothing_AndOfOneThatLooksAhead_NamesTheField()
    {
        var options = Options(720, 800) with { Exits = new ExitOptions { Profile = ExitProfile.Classic } };
        var honest = LookAheadAudit.Run(Market, options, 1);
        honest.Findings.ShouldBeEmpty();
        honest.Checks.Select(static c => c.Change).ShouldBe([FutureChange.Removed, FutureChange.Shifted, FutureChange.Shuffled]);

        // A program that reads the hour that is not closed yet.
        var program = new AuditedProgram(static (market, until) => BacktestRun.Run(Peeking(market), until), static (market, until, at) => MarketScans.At(Peeking(market), until, at));
        var peeking = LookAheadAudit.Run(Market, options, 1, program, null);
        peeking.IsPassed.ShouldBeFalse();
        peeking.Findings.ShouldAllBe(f => f.At <= f.Cut && f.Field.Length > 0 && f.Was != f.Became);
        peeking.Findings.ShouldAllBe(static f => f.Field.StartsWith("Regime.Indicators[", StringComparison.Ordinal), "what was seen, not the name of the scan that saw it");

        // Of a candidate the symbol is told beside the field.
        var named = LookAheadAudit.Run(Market, options, 1, program with { ScanAt = static (market, until, at) => Scored(market, MarketScans.At(Market, until, at)) }, null).Findings[0];
        (named.Field, named.Symbol).ShouldBe(("Candidates[C03-USD].Final", "C03-USD"));
    }

    [Fact]
    public void Audit_ChangesTheFuture_OfFeedsToo()
    {
        var cut = TestMarket.Start.AddHours(16);
        var feed = new PerpetualFeed("test", [new(TestMarket.Start.AddHours(8), 0.001m, 8), new(cut.AddMilliseconds(20), 0.002m, 8), new(TestMarket.Start.AddHours(24), 0.003m, 8)], [new(TestMarket.Start.AddHours(20), 5)], new MarkPrice(TestMarket.Start.AddHours(30), 7));
        var symbol = TestMarket.Still("A-USD", 100, 30) with { Feeds = SymbolFeeds.None with { Perpetuals = [feed], Events = [] } };

        foreach (var change in Enum.GetValues<FutureChange>())
        {
            var feeds = LookAheadAudit.Changed(new BacktestMarket(MarketSource.Replay, [symbol]), cut, change, 1).Symbols[0].Feeds;
            var seen = feeds.Perpetuals.ShouldHaveSingleItem();
            seen.Funding.ShouldBe(feed.Funding.Take(2));
            (seen.OpenInterest.Count, seen.Mark, feeds.Events!.Count, feeds.Books).ShouldBe((0, null, 0, null));
        }
    }

    private static ScanResult Scored(BacktestMarket market, ScanResult scan) =>
        ReferenceEquals(market, Market) ? scan : scan with { ScanId = "another", Candidates = [.. scan.Candidates.Select(static c => c.Symbol == "C03-USD" ? c with { Final = c.Final + 1 } : c)] };

    private static BacktestMarket Peeking(BacktestMarket market) => market.With(static s => s with { Candles = Early(s.Candles) });

    private static CandleSeries Early(CandleSeries candles) => candles.Reordered([.. Enumerable.Range(0, candles.Count).Select(i => Math.Min(i + 1, candles.Count - 1))]);

    private static CryptoRun.Domain.Gates.GateOptions Easy()
    {
        static CryptoRun.Domain.Gates.GateThresholds Ease(CryptoRun.Domain.Gates.GateThresholds limits) => limits with { Composite = 60, Vadr = 0.8, Movement = 0.01, Adx = 1, FreshnessBars = 6, FreshnessAtr = 4 };
        var options = new CryptoRun.Domain.Gates.GateOptions();
        return options with { TrendingBull = Ease(options.TrendingBull), Choppy = Ease(options.Choppy), HighVolatility = Ease(options.HighVolatility) };
    }
}
