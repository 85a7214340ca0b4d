using CryptoRun.Domain.Exits;
using CryptoRun.Domain.Gates;
using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Scoring;
using CryptoRun.Web.Charts;
using CryptoRun.Web.Layout;
using CryptoRun.Worker.Storage;

namespace CryptoRun.Web.Explain;

/// <summary>What a scan knew of one coin beside its score: the closed candles in the versions known then, and its books.</summary>
/// <param name="KnownAt">Market time at which the scan read its candles; its instant where the scan itself is no longer kept.</param>
/// <param name="Venue">Venue of the candles.</param>
/// <param name="Candles">Closed 1 h candles of the last 30 days, oldest first.</param>
/// <param name="Feeds">Books and the like; null where none was connected or the scan is no longer kept whole.</param>
/// <param name="History">Scores of the coin over the same days, oldest first.</param>
public sealed record ScanMarket(DateTimeOffset KnownAt, string Venue, IReadOnlyList<Candle> Candles, StoredFeeds? Feeds, IReadOnlyList<ScoreHistoryPoint> History)
{
    private const int Days = 30;
    private const int VwapBars = 24;
    private static readonly ExitOptions Exits = new();

    /// <summary>Reads it.</summary>
    public static async Task<ScanMarket> ReadAsync(ScoreExplanation explanation, IScanStore scans, ICandleStore candles, CancellationToken cancellationToken)
    {
        var scan = await scans.FindAsync(explanation.ScanId, cancellationToken);
        var (knownAt, venue) = scan is null ? (explanation.AsOf, MarketView.Venue) : (scan.KnownAt, scan.Venue);
        var end = EndOf(explanation);
        var known = await candles.ReadAsync(venue, explanation.Symbol, CandleSeries.BarWidth, end.AddDays(-Days), end, knownAt, cancellationToken);
        var history = await scans.HistoryAsync(explanation.Symbol, end.AddDays(-Days), explanation.AsOf, cancellationToken);
        return new ScanMarket(knownAt, venue, known, scan?.Inputs.FirstOrDefault(i => i.Symbol == explanation.Symbol)?.Feeds, history);
    }

    /// <summary>The last days as a picture, with the signal that the gates judged and the scans at which the verdict turned.</summary>
    public CandlePicture Picture(ScoreExplanation explanation, int days)
    {
        var to = EndOf(explanation);
        var from = to.AddDays(-days);
        return new CandlePicture(from, to, [.. Candles.Where(c => c.OpenTime >= from)], [.. Marks(explanation).Where(m => m.Time >= from).OrderBy(static m => m.Time)])
        {
            Vwap = [.. Vwap().Where(v => v.OpenTime >= from)],
            Levels = [.. Levels(explanation)],
        };
    }

    /// <summary>What the marks are made of, in words: how many scans are kept of the last days, and whether any let the coin pass.</summary>
    public string Kept(DateTimeOffset from)
    {
        var kept = History.Where(p => p.AsOf >= from).ToList();
        var passed = kept.Count(static p => p.Verdict == Verdict.Candidate);
        return kept.Count == 0 ? "No earlier scan of the coin is stored: turns of the verdict cannot be marked"
            : $"{kept.Count} stored {(kept.Count == 1 ? "scan" : "scans")} in {Format.Span(kept[^1].AsOf - kept[0].AsOf)}: {(passed == 0 ? "every hard gate passed in none of them" : $"every hard gate passed in {passed}")}";
    }

    /// <summary>Where the domain's exit rules would close a position that was opened at the scan's price: the hard stop by the ATR of then, and the two targets.</summary>
    public static IEnumerable<CandleLevel> Levels(ScoreExplanation explanation)
    {
        ArgumentNullException.ThrowIfNull(explanation);
        var price = explanation.Market.Price;
        if (!(price > 0 && double.IsFinite(price))) return [];
        var position = new HeldPosition(explanation.AsOf, explanation.Symbol, price, price, HasTakenHalf: false, explanation.Market.Atr1h, null, null);
        var held = ExitRules.Judge(position, new ExitReading(explanation.AsOf, price, explanation.Regime == Domain.Regimes.RegimeState.HighVolatility, null, null, null, null), Exits);
        var stop = held.Checks.First(static c => c.Rule == ExitRule.HardStop).Threshold!.Value;
        return
        [
            new CandleLevel(price * (1 - stop), "stop " + Format.Return(-stop, 1) + " %", "stop"),
            new CandleLevel(price * (1 + Exits.HalfTarget), "half at " + Format.Return(Exits.HalfTarget, 0) + " %", "target"),
            new CandleLevel(price * (1 + Exits.FullTarget), "all at " + Format.Return(Exits.FullTarget, 0) + " %", "target"),
        ];
    }

    // The domain's own 24 h VWAP, as the gate of funding holds the price against; where no candle is kept there is no line.
    private List<(DateTimeOffset OpenTime, double Price)> Vwap()
    {
        if (Candles.Count < VwapBars) return [];
        var series = CandleSeries.FromHourly("VWAP", Venue, Candles);
        var means = new double[series.Count];
        Domain.Indicators.Vwap.Series(series.High, series.Low, series.Close, series.Volume, VwapBars, means);
        var kept = Candles.Select(static c => c.OpenTime).ToHashSet();
        return [.. means.Select((mean, i) => (OpenTime: series.Start + (CandleSeries.BarWidth * i), Price: mean)).Where(v => double.IsFinite(v.Price) && kept.Contains(v.OpenTime))];
    }

    /// <summary>The signal in force, found again from the candles with the limit that the scan used; null without one.</summary>
    public SignalReading? Signal(ScoreExplanation explanation)
    {
        if (Candles.Count == 0 || explanation.Gates.FirstOrDefault(static g => g.Gate == "movement")?.Threshold is not { } limit) return null;
        var series = CandleSeries.FromHourly(explanation.Symbol, Venue, Candles);
        return SignalFinder.Find(series.Close, series.End, limit);
    }

    /// <summary>The order books that the scan was given, as the exchanges had published them.</summary>
    public IReadOnlyList<ExchangeNativeBook> BooksOf(string symbol) => Feeds?.Back(symbol, static _ => null).Books ?? [];

    private static DateTimeOffset EndOf(ScoreExplanation explanation) => new(explanation.AsOf.UtcTicks - (explanation.AsOf.UtcTicks % CandleSeries.BarWidth.Ticks), TimeSpan.Zero);

    private IEnumerable<CandleMark> Marks(ScoreExplanation explanation)
    {
        if (Signal(explanation) is { } signal)
        {
            var scored = History.FirstOrDefault(p => p.AsOf >= signal.Time);
            yield return new CandleMark(signal.Time, CandleMarkKind.Signal, scored is null ? "signal" : $"signal, C {Format.Score(scored.Composite)}");
        }

        for (var i = 1; i < History.Count; i++)
        {
            var (was, now) = (History[i - 1].Verdict == Verdict.Candidate, History[i].Verdict == Verdict.Candidate);
            if (now && !was) yield return new CandleMark(History[i].AsOf, CandleMarkKind.Candidate, "became a candidate");
            if (was && !now) yield return new CandleMark(History[i].AsOf, CandleMarkKind.Left, "no candidate any more");
        }
    }
}
