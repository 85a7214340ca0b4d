using CryptoRun.Domain.Markets;

namespace CryptoRun.Worker.Markets.Tiers;

/// <summary>
/// What is known of a symbol now, each answer with where it came from: the stream's state, else a venue's REST through the cache, else the store. A failure of a venue is a step of the
/// chain, never an exception.
/// </summary>
/// <param name="sources">Where to read; null before the market has started.</param>
/// <param name="clock">Market time.</param>
public sealed class MarketData(Func<MarketSources?> sources, MarketClock clock)
{
    private static readonly TimeSpan NewestTrades = TimeSpan.FromMinutes(5);

    /// <summary>Whether there is a market to read.</summary>
    public bool IsOpen => sources() is not null;

    /// <summary>Market time, UTC.</summary>
    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>Symbols that are known; empty before the market has started.</summary>
    public async ValueTask<IReadOnlyCollection<string>> SymbolsAsync(CancellationToken cancellationToken) => sources() is { } open ? await open.Symbols(cancellationToken) : [];

    /// <summary>Newest price.</summary>
    /// <param name="symbol">Canonical symbol.</param>
    /// <param name="venue">Which venue's.</param>
    /// <param name="cancellationToken">Cancellation.</param>
    public Task<TieredAnswer<Quote>> QuoteAsync(string symbol, VenueChoice venue, CancellationToken cancellationToken) =>
        ReadAsync(static s => s.Quotes, TierRule.State, symbol, TimeSpan.Zero, venue, cancellationToken);

    /// <summary>Order book, as an exchange itself gave it; one that its check refused is never given.</summary>
    /// <inheritdoc cref="QuoteAsync" />
    public Task<TieredAnswer<ExchangeNativeBook>> BookAsync(string symbol, VenueChoice venue, CancellationToken cancellationToken) =>
        ReadAsync(static s => s.Books, TierRule.State, symbol, TimeSpan.Zero, venue, cancellationToken);

    /// <summary>Hourly candles of the last hours and the one that forms.</summary>
    /// <inheritdoc cref="QuoteAsync" />
    public Task<TieredAnswer<CandleWindow>> CandlesAsync(string symbol, int hours, VenueChoice venue, CancellationToken cancellationToken) =>
        ReadAsync(static s => s.Candles, TierRule.List, symbol, TimeSpan.FromHours(hours), venue, cancellationToken);

    /// <summary>Trades of the last five minutes, oldest first.</summary>
    /// <inheritdoc cref="QuoteAsync" />
    public Task<TieredAnswer<IReadOnlyList<Trade>>> TradesAsync(string symbol, VenueChoice venue, CancellationToken cancellationToken) =>
        ReadAsync(static s => s.Trades, TierRule.List, symbol, NewestTrades, venue, cancellationToken);

    /// <summary>Funding rates of the last hours, oldest first.</summary>
    /// <inheritdoc cref="QuoteAsync" />
    public Task<TieredAnswer<IReadOnlyList<FundingRate>>> FundingAsync(string symbol, int hours, VenueChoice venue, CancellationToken cancellationToken) =>
        ReadAsync(static s => s.Funding, TierRule.Hourly, symbol, TimeSpan.FromHours(hours), venue, cancellationToken);

    /// <summary>Open interest of the last hours, oldest first.</summary>
    /// <inheritdoc cref="QuoteAsync" />
    public Task<TieredAnswer<IReadOnlyList<OpenInterest>>> OpenInterestAsync(string symbol, int hours, VenueChoice venue, CancellationToken cancellationToken) =>
        ReadAsync(static s => s.OpenInterest, TierRule.Hourly, symbol, TimeSpan.FromHours(hours), venue, cancellationToken);

    /// <summary>Whole hours count back from the full hour: 24 h are 24 closed candles.</summary>
    private static DateTimeOffset FirstOf(DateTimeOffset now, TimeSpan back) => (back < CandleSeries.BarWidth ? now : ScanWindow.To(now)) - back;

    private async Task<TieredAnswer<T>> ReadAsync<T>(
        Func<MarketSources, IReadOnlyList<TierRead<T>>> kind, TierRule rule, string symbol, TimeSpan back, VenueChoice venue, CancellationToken cancellationToken)
        where T : class
    {
        if (sources() is not { } open) return new TieredAnswer<T>(null, null, [], HasFailed: true);
        var reads = kind(open);
        var now = clock.GetUtcNow();
        var primary = reads.Count > 0 ? reads[0].Venue : "";
        return await TierReader.ReadAsync(reads, rule, new MarketQuestion(symbol, now, FirstOf(now, back)), v => venue.Accepts(v, primary), cancellationToken);
    }
}

/// <summary>Which venue's data a caller accepts.</summary>
/// <param name="Named">This venue alone; null: the primary one.</param>
/// <param name="OrAnother">Whether another venue may stand in.</param>
public readonly record struct VenueChoice(string? Named, bool OrAnother)
{
    /// <summary>The primary venue alone.</summary>
    public static VenueChoice Primary => default;

    /// <summary>Whichever venue has it, the primary one first.</summary>
    public static VenueChoice Any => new(null, OrAnother: true);

    /// <summary>One venue alone.</summary>
    public static VenueChoice Of(string venue) => new(venue, OrAnother: false);

    internal bool Accepts(string venue, string primary) => OrAnother || string.Equals(venue, Named ?? primary, StringComparison.Ordinal);
}
