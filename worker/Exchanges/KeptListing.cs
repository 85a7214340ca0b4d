namespace CryptoRun.Worker.Exchanges;

/// <summary>A venue's listing, read once an hour. When it cannot be read the one before stays in use.</summary>
/// <param name="venue">Lower-case name.</param>
/// <param name="read">Reads it.</param>
/// <param name="wall">Wall time.</param>
internal sealed class KeptListing(string venue, Func<CancellationToken, Task<VenueResult<PerpetualListing>>> read, TimeProvider wall)
{
    private static readonly TimeSpan Life = TimeSpan.FromHours(1);

    private volatile Reading? _kept;

    /// <summary>The listing.</summary>
    public async Task<VenueResult<PerpetualListing>> GetAsync(CancellationToken cancellationToken)
    {
        if (_kept is { } kept && wall.GetElapsedTime(kept.At) < Life) return kept.Result;

        var result = await read(cancellationToken);
        if (result.Value is not null) _kept = new Reading(result, wall.GetTimestamp());
        return _kept?.Result ?? result;
    }

    /// <summary>A coin's perpetual, or the failure.</summary>
    /// <param name="symbol">Canonical symbol.</param>
    /// <param name="what">Endpoint, for the message: <c>funding rates</c>.</param>
    /// <param name="cancellationToken">Cancellation.</param>
    public async Task<VenueResult<PerpetualContract>> FindAsync(string symbol, string what, CancellationToken cancellationToken)
    {
        var listing = await GetAsync(cancellationToken);
        if (listing.Value is not { } listed) return new VenueResult<PerpetualContract>(null, listing.Failure);

        return listed.Of(symbol) is { } contract
            ? new VenueResult<PerpetualContract>(contract, null)
            : new VenueResult<PerpetualContract>(null, new VenueFailure(VenueFailureKind.UnknownSymbol, $"{venue} {what} of {symbol}: no perpetual of it is listed."));
    }

    private sealed record Reading(VenueResult<PerpetualListing> Result, long At);
}
