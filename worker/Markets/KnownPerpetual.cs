using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Storage;

namespace CryptoRun.Worker.Markets;

/// <summary>One perpetual in memory. Written and read within steps of the ledger alone.</summary>
/// <param name="stored">What the store knows of it; null for nothing.</param>
internal sealed class KnownPerpetual(PerpetualPoints? stored)
{
    private FundingRate[] _funding = [.. stored?.Funding ?? []];
    private OpenInterest[] _interest = [.. stored?.OpenInterest ?? []];
    private MarkPrice? _mark;
    private MarkPrice? _markBefore;
    private bool _isListed;

    /// <summary>Newest settlement that is known.</summary>
    public DateTimeOffset? LastFunding => _funding is [.., var last] ? last.Time : null;

    /// <summary>Newest hour of which open interest is known.</summary>
    public DateTimeOffset? LastInterest => _interest is [.., var last] ? last.Time : null;

    /// <summary>Adds what is newer and forgets what lies before <paramref name="from"/>. Of an instant the first value known stays.</summary>
    public void Add(PerpetualPoints points, DateTimeOffset from)
    {
        // Arrays are replaced, never changed: a snapshot keeps the ones it was given.
        if (points.Funding.Count > 0) _funding = [.. _funding.Concat(points.Funding.Where(f => !(f.Time <= LastFunding))).Where(f => f.Time >= from)];
        if (points.OpenInterest.Count > 0) _interest = [.. _interest.Concat(points.OpenInterest.Where(o => !(o.Time <= LastInterest))).Where(o => o.Time >= from)];
    }

    /// <summary>The venue lists it at this mark.</summary>
    public void Put(MarkPrice mark) => (_markBefore, _mark, _isListed) = (_mark, mark, true);

    /// <summary>The venue lists it no more.</summary>
    public void Delist() => _isListed = false;

    /// <summary>What was known of an instant; null when it is not listed.</summary>
    public PerpetualFeed? At(string venue, DateTimeOffset at)
    {
        var from = DerivativesWindow.From(at);
        return _isListed
            ? new PerpetualFeed(venue, Array.FindAll(_funding, f => f.Time >= from && f.Time <= at), Array.FindAll(_interest, o => o.Time >= from && o.Time <= at), _mark?.Time <= at ? _mark : _markBefore)
            : null;
    }
}
