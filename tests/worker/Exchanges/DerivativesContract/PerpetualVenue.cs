using CryptoRun.Worker.Exchanges;
using CryptoRun.Worker.Markets;
using CryptoRun.Worker.Simulation;

namespace CryptoRun.Worker.Tests.Exchanges.DerivativesContract;

/// <summary>A derivatives venue as the contracts need it.</summary>
/// <param name="Seen">How it sees the simulated market.</param>
/// <param name="Loopback">Its loopback.</param>
/// <param name="Client">Its adapter at an address; it may ask as fast as it likes and waits a millisecond between attempts.</param>
/// <param name="Settlement">Funding of an hour's end on the tape; null where nothing is settled then.</param>
internal sealed record PerpetualVenue(
    SimulatedVenue Seen,
    Func<IMarketTape, MarketClock, TimeProvider, LoopbackVenue> Loopback,
    Func<PerpetualAddress, MarketClock, TimeProvider, VenueMonitors, IDerivativesClient> Client,
    Func<IMarketTape, string, DateTimeOffset, decimal?> Settlement)
{
    /// <summary>Funding of a venue that settles the sum of the tape's hours every so many.</summary>
    public static decimal? Summed(IMarketTape tape, string symbol, DateTimeOffset time)
    {
        var hours = FundingSettlements.IntervalHours(symbol);
        return time.Hour % hours == 0 ? tape.PerpetualHours(time, symbol, time.AddHours(-hours)).Take(hours).Sum(h => h.Rate) : null;
    }

    /// <summary>Funding of a venue that fixes each hour's rate at its beginning.</summary>
    public static decimal? Hourly(IMarketTape tape, string symbol, DateTimeOffset time) => tape.PerpetualHours(time, symbol, time)[0].Rate;
}

/// <summary>Where a client of a test finds its venue.</summary>
/// <param name="Rest">Address.</param>
/// <param name="ReadTimeout">Longest wait for an answer.</param>
/// <param name="Attempts">Attempts for a call.</param>
internal sealed record PerpetualAddress(Uri Rest, TimeSpan ReadTimeout, int Attempts = 3)
{
    /// <summary>Retries come at once.</summary>
    public static TimeSpan RetryDelay { get; } = TimeSpan.FromMilliseconds(1);

    /// <summary>More calls than any test makes.</summary>
    public const int Burst = 1000;
}
