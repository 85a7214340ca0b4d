namespace CryptoRun.Domain.Markets;

/// <summary>
/// What is known of a coin beside its candles. Null: no such feed is connected, for any coin; nothing is made up for it. Empty: the feed is connected and has
/// nothing for this coin. What is stamped after the scan's instant is not looked at.
/// </summary>
/// <param name="Books">Order books, at most one an exchange.</param>
/// <param name="Perpetuals">Perpetual futures, one a venue; empty: none is listed.</param>
/// <param name="Events">Events of the coin that the calendar knows.</param>
/// <param name="Sentiment">Newest reading of the sentiment feed; null: no feed, or it has nothing for this coin.</param>
/// <param name="EtfFlow">Newest net flow into exchange-traded funds; null: no feed, or the coin has no fund.</param>
public sealed record SymbolFeeds(
    IReadOnlyList<ExchangeNativeBook>? Books,
    IReadOnlyList<PerpetualFeed>? Perpetuals,
    IReadOnlyList<CatalystEvent>? Events,
    SentimentReading? Sentiment,
    EtfFlow? EtfFlow)
{
    /// <summary>No feed is connected.</summary>
    public static SymbolFeeds None { get; } = new(null, null, null, null, null);

    /// <summary>What was known at an instant: what is stamped later is taken away, and a feed that is connected stays connected.</summary>
    public SymbolFeeds Until(DateTimeOffset instant) => new(
        Books is null ? null : [.. Books.Where(b => b.ExchangeTime <= instant)],
        Perpetuals is null ? null : [.. Perpetuals.Select(p => new PerpetualFeed(p.Venue, [.. p.Funding.TakeWhile(f => f.Time <= instant)], [.. p.OpenInterest.TakeWhile(o => o.Time <= instant)], p.Mark is { } mark && mark.Time <= instant ? mark : null))],
        Events is null ? null : [.. Events.Where(e => e.KnownAt <= instant)],
        Sentiment is { } sentiment && sentiment.Time <= instant ? sentiment : null,
        EtfFlow is { } flow && flow.Time <= instant ? flow : null);
}

/// <summary>A scheduled or past event of a coin: listing, unlock, upgrade, court date.</summary>
/// <param name="Time">When it happens, UTC; usually after the scan.</param>
/// <param name="KnownAt">When the calendar said so, UTC: earlier scans do not see it.</param>
/// <param name="Title">Words.</param>
/// <param name="Tier">Weight.</param>
/// <param name="Source">Calendar.</param>
public sealed record CatalystEvent(DateTimeOffset Time, DateTimeOffset KnownAt, string Title, EventTier Tier, string Source);

/// <summary>How much an event matters.</summary>
public enum EventTier
{
    /// <summary>1.0.</summary>
    Major,

    /// <summary>0.6.</summary>
    Minor,

    /// <summary>0.3.</summary>
    Info,
}

/// <summary>A reading of the sentiment feed.</summary>
/// <param name="Time">UTC.</param>
/// <param name="Value">In [-1, 1].</param>
/// <param name="Source">Feed.</param>
public sealed record SentimentReading(DateTimeOffset Time, decimal Value, string Source);

/// <summary>Net flow into exchange-traded funds on a coin over a day.</summary>
/// <param name="Time">When it was published, UTC.</param>
/// <param name="NetUsd">USD, negative: outflow.</param>
/// <param name="Source">Feed.</param>
public sealed record EtfFlow(DateTimeOffset Time, decimal NetUsd, string Source);
