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
        return new CandlePicture(from, to, [.. Candles.Where(c => c.OpenTime >= from)], [.. Marks(explanation).Where(m => m.Time >= from).OrderBy(static m => m.Time)]);
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
