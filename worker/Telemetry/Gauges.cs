using System.Diagnostics.Metrics;
using CryptoRun.Worker.Alerts.Channels;
using CryptoRun.Worker.Caching;
using CryptoRun.Worker.Health;
using CryptoRun.Worker.Live;
using CryptoRun.Worker.Markets;

namespace CryptoRun.Worker.Telemetry;

/// <summary>What is read when somebody asks: venues, cache, board. One a program.</summary>
public sealed class Gauges : IDisposable
{
    /// <summary>Name of the meter.</summary>
    public const string Name = Measures.Name + ".State";

    private readonly Meter _meter = new(Name);

    internal Gauges(VenueStatuses venues, CacheStatus cache, LiveBoard live, MarketClock market, AlertPost post)
    {
        Venues(venues, market);
        Cache(cache);
        _meter.CreateObservableGauge("cryptorun.queue.depth", () => new[] { Depth("alerts", post.Waiting), Depth("publisher", live.IsReleaseDue ? 1 : 0) }, "{item}", "What waits: deliveries of alerts, and a board for its release. Streams have no queue: a slow viewer skips to the newest.");
        _meter.CreateObservableGauge("cryptorun.board.viewers", () => live.Viewers, "{viewer}", "Viewers of the board, circuits and streams together.");
        _meter.CreateObservableGauge("cryptorun.board.version", () => live.Current.Board?.Version ?? 0, "{version}", "Newest published version; 0 before the first.");
        _meter.CreateObservableGauge("cryptorun.board.age", () => live.Current.Board is { } board ? (market.GetUtcNow() - board.AsOf).TotalSeconds : double.NaN, "s", "Market time since the newest scan; NaN before the first.");
        _meter.CreateObservableGauge("cryptorun.board.candidates", () => live.Current.Board?.Candidates.Count(static r => r.Verdict == Domain.Gates.Verdict.Candidate) ?? 0, "{coin}", "Coins that pass every hard gate.");
    }

    /// <inheritdoc />
    public void Dispose() => _meter.Dispose();

    private void Venues(VenueStatuses venues, MarketClock market)
    {
        _meter.CreateObservableGauge("cryptorun.venue.state", () => venues.Now().Select(static v => Of((int)v.Report.Health.State, v)), null, "0 green, 1 yellow, 2 red.");
        _meter.CreateObservableGauge(
            "cryptorun.venue.age", () => venues.Now().Where(static v => v.StoredAt is not null).Select(v => Of((market.GetUtcNow() - v.StoredAt!.Value).TotalSeconds, v)), "s", "Since a worker wrote down how the venue does; a node that asks it by itself has none.");
        _meter.CreateObservableGauge("cryptorun.venue.latency", () => venues.Now().SelectMany(Latencies), "s", "Time of REST calls of the last 60 s.");
        _meter.CreateObservableGauge("cryptorun.venue.budget", () => venues.Now().Where(static v => v.Report.BudgetLeft is not null).Select(static v => Of(v.Report.BudgetLeft!.Value, v)), "{call}", "REST calls that could be made at once.");
        _meter.CreateObservableCounter("cryptorun.venue.calls", () => venues.Now().Where(static v => v.Report.Totals.Calls is not null).Select(static v => Of(v.Report.Totals.Calls!.Value, v)), "{call}", "REST calls.");
        _meter.CreateObservableCounter("cryptorun.venue.errors", () => venues.Now().Where(static v => v.Report.Totals.Errors is not null).Select(static v => Of(v.Report.Totals.Errors!.Value, v)), "{call}", "REST calls that failed.");
        _meter.CreateObservableCounter("cryptorun.venue.messages", () => venues.Now().Where(static v => v.Report.Totals.Messages is not null).Select(static v => Of(v.Report.Totals.Messages!.Value, v)), "{message}", "Messages of the stream.");
        _meter.CreateObservableCounter("cryptorun.venue.missed", () => venues.Now().Select(static v => Of(v.Report.Totals.Missed, v)), "{message}", "Messages that are missing or could not be used.");
        _meter.CreateObservableGauge("cryptorun.venue.books.trusted", () => venues.Now().Where(static v => v.Books > 0).Select(static v => Of((long)v.BooksTrusted!.Value, v)), "{book}", "Order books that may be used.");
    }

    private void Cache(CacheStatus cache)
    {
        _meter.CreateObservableGauge("cryptorun.cache.bytes", () => cache.Read().Bytes, "By", "Memory of the cache's answers.");
        _meter.CreateObservableCounter(
            "cryptorun.cache.requests",
            () => cache.Read().Kinds.SelectMany(static k => new[] { Of(k, "hit", k.Hits), Of(k, "stale", k.StaleHits), Of(k, "shared", k.SharedHits), Of(k, "miss", k.Misses), Of(k, "coalesced", k.Coalesced) }),
            "{request}",
            "Requests to the cache by how they were answered.");
    }

    private static Measurement<long> Depth(string queue, long count) => new(count, new KeyValuePair<string, object?>("queue", queue));

    private static IEnumerable<Measurement<double>> Latencies(VenueStatus venue)
    {
        if (venue.Report.P50Milliseconds is { } p50) yield return Latency(venue, "0.5", p50);
        if (venue.Report.Health.Measures.FirstOrDefault(static m => m.Name == "p99")?.Value is { } p99) yield return Latency(venue, "0.99", p99);
    }

    private static Measurement<double> Latency(VenueStatus venue, string quantile, double milliseconds) =>
        new(milliseconds / 1000, new KeyValuePair<string, object?>("venue", venue.Report.Venue), new KeyValuePair<string, object?>("quantile", quantile));

    private static Measurement<T> Of<T>(T value, VenueStatus venue)
        where T : struct => new(value, new KeyValuePair<string, object?>("venue", venue.Report.Venue));

    private static Measurement<long> Of(CacheKindReport kind, string answer, long count) =>
        new(count, new KeyValuePair<string, object?>("kind", kind.Kind.ToString().ToLowerInvariant()), new KeyValuePair<string, object?>("answer", answer));
}
