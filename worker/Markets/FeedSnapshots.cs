using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Scanning;

namespace CryptoRun.Worker.Markets;

/// <summary>Takes snapshots of the feed: waits a little for candles that are due, then reads everything between two steps of the ledger.</summary>
/// <param name="venue">Venue.</param>
/// <param name="symbols">Symbols.</param>
/// <param name="ledger">Store and memory.</param>
/// <param name="quotes">Quotes.</param>
/// <param name="books">Order books.</param>
/// <param name="sources">What is read beside the venue.</param>
/// <param name="link">State of the stream.</param>
/// <param name="wall">Wall time.</param>
/// <param name="longestWait">Longest wait, wall time.</param>
/// <param name="lookBackHours">Hours that a scan looks at.</param>
internal sealed class FeedSnapshots(
    string venue, FeedSymbols symbols, CandleLedger ledger, QuoteBook quotes, OrderBookKeeper books, SideSources sources, FeedLink link, TimeProvider wall, TimeSpan longestWait, int lookBackHours)
{
    private const int NamesInWarning = 5;

    /// <summary>Takes one.</summary>
    /// <param name="at">The scan instant.</param>
    /// <param name="venueAnswers">Whether REST answers.</param>
    /// <param name="known">Warnings known beforehand.</param>
    /// <param name="without">Venues beside the scanned one that are not looked at.</param>
    /// <param name="cancellationToken">Cancellation.</param>
    public async Task<FeedSnapshot> TakeAsync(DateTimeOffset at, bool venueAnswers, IEnumerable<string> known, IReadOnlyCollection<string> without, CancellationToken cancellationToken)
    {
        var beside = sources.Without(without);
        var late = await WaitAsync(ScanWindow.To(at), cancellationToken);
        var tier = link.IsConnected ? "hot" : venueAnswers ? "warm" : "cold";
        var warnings = known.Concat(Warnings(tier, late, ScanWindow.To(at), beside)).ToList();
        var ((inputs, excluded), knownAt) = await ledger.SealAsync(() => Read(at, beside, without), cancellationToken);
        warnings.AddRange(Disagreeing(inputs));
        return new FeedSnapshot(knownAt, venue, inputs, excluded, tier, warnings) { VenueHealth = beside.Health?.Invoke() };
    }

    /// <summary>Waits at most as long as a snapshot does until the first connection stands and has brought the books: what comes later is of no use to a scan of an instant before it.</summary>
    public async Task OpenAsync(bool hasBooks, CancellationToken cancellationToken)
    {
        var began = wall.GetTimestamp();
        while (true)
        {
            var changed = ledger.Changed.Next;
            var isOpen = !link.IsOpening && !(hasBooks && link.IsConnected && symbols.Active.Any(s => !books.Has(s.Symbol, venue))) && sources.Spot.All(static v => v.IsOpen);
            var left = longestWait - wall.GetElapsedTime(began);
            if (isOpen || left <= TimeSpan.Zero || !await Pulse.WaitAsync(changed, left, wall, cancellationToken)) return;
        }
    }

    /// <summary>Waits until a first connection stands and the candles that close by <paramref name="hour"/> have come from every live symbol. Returns those from which they have not.</summary>
    private async Task<IReadOnlyList<string>> WaitAsync(DateTimeOffset hour, CancellationToken cancellationToken)
    {
        var began = wall.GetTimestamp();
        while (true)
        {
            var changed = ledger.Changed.Next;
            List<string> awaited = [.. symbols.Active.Where(s => IsAwaited(s, hour)).Select(static s => s.Symbol)];
            var left = longestWait - wall.GetElapsedTime(began);
            if ((awaited.Count == 0 && !link.IsOpening) || left <= TimeSpan.Zero || !await Pulse.WaitAsync(changed, left, wall, cancellationToken)) return awaited;
        }
    }

    private bool IsAwaited(SymbolCandles symbol, DateTimeOffset hour) =>
        link.IsConnected && !symbol.Repair.HasGap && !symbol.Repair.IsLagging && symbol.Closed is { } closed && closed.End < hour;

    private (IReadOnlyList<SymbolInput> Inputs, IReadOnlyList<ExcludedSymbol> Excluded) Read(DateTimeOffset at, SideSources beside, IReadOnlyCollection<string> without)
    {
        List<SymbolInput> inputs = [];
        var excluded = symbols.Excluded.ToDictionary(static e => e.Symbol, StringComparer.Ordinal);
        foreach (var symbol in symbols.All.OrderBy(static s => s.Symbol, StringComparer.Ordinal))
        {
            var reason = symbol.ExcludedBecause;
            if (symbol.Closed is { } closed && ScanWindow.Cut(closed, at, lookBackHours) is { } series)
            {
                var feeds = SymbolFeeds.None with { Books = books.At(at, symbol.Symbol, LastClose(series), without), Perpetuals = beside.PerpetualsAt(at, symbol.Symbol) };
                inputs.Add(new SymbolInput(series, quotes.Find(symbol.Symbol)?.Quote, reason) { Feeds = beside.Events?.With(feeds, at, symbol.Symbol) ?? feeds });
                excluded.Remove(symbol.Symbol);
            }
            else
            {
                excluded.TryAdd(symbol.Symbol, new ExcludedSymbol(symbol.Symbol, reason ?? "history", "No closed candle is known."));
            }
        }

        return (inputs, [.. excluded.Values.OrderBy(static e => e.Symbol, StringComparer.Ordinal)]);
    }

    private IEnumerable<string> Warnings(string tier, IReadOnlyList<string> late, DateTimeOffset hour, SideSources beside)
    {
        if (tier != "hot")
        {
            var since = link.Lost is { } lost ? $"no stream since {lost.ReceivedAt:u}, {lost.Reason.TrimEnd('.')}" : "no stream yet";
            yield return $"{venue}: {since}; {(tier == "warm" ? "candles come from REST." : "REST does not answer either, candles come from the store.")}";
        }

        List<string> gaps = [.. symbols.Active.Where(static s => s.Repair.HasGap).Select(static s => s.Symbol)];
        if (gaps.Count > 0) yield return $"{venue}: hours may be missing and are not repaired yet for {Names(gaps)}.";
        foreach (var exchange in beside.Spot.Select(static v => v.Venue).Prepend(venue))
        {
            if (Untrusted(exchange) is { Count: > 0 } untrusted) yield return $"{exchange}: the order book is not to be trusted at the moment for {Names(untrusted)}.";
        }

        foreach (var warning in beside.Warnings) yield return warning;
        List<string> torn = [.. symbols.Active.Where(s => s.TornAt > hour - CandleSeries.BarWidth).Select(static s => s.Symbol)];
        if (torn.Count > 0) yield return $"{venue}: candles were refused because their prices are more than a factor of two from the candle before, of {Names(torn)}.";
        if (late.Count > 0) yield return $"{venue}: candles that closed by {hour:u} had not come within {longestWait.TotalSeconds:0.#} s from {Names(late)}.";
    }

    private static IEnumerable<string> Disagreeing(IReadOnlyList<SymbolInput> inputs) => inputs
        .Where(static i => i.ExcludedBecause is null)
        .SelectMany(static i => i.Feeds.Books ?? [])
        .Where(static b => b.Integrity == BookIntegrity.PriceDisagrees)
        .GroupBy(static b => b.Venue, static b => b.Symbol, StringComparer.Ordinal)
        .Select(static g => $"{g.Key}: its price disagrees with the other venues and its book is not used for {Names([.. g])}.");

    private static double? LastClose(CandleSeries series) => series.Count > 0 ? series.Close[^1] : null;

    private IReadOnlyList<string> Untrusted(string exchange)
    {
        var untrusted = books.Untrusted(exchange).ToHashSet(StringComparer.Ordinal);
        return [.. symbols.Active.Select(static s => s.Symbol).Where(untrusted.Contains)];
    }

    private static string Names(IReadOnlyList<string> names) =>
        string.Join(", ", names.Order(StringComparer.Ordinal).Take(NamesInWarning)) + (names.Count > NamesInWarning ? $" and {names.Count - NamesInWarning} more" : "");
}
