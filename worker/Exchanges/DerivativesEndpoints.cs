using CryptoRun.Worker.Markets;

namespace CryptoRun.Worker.Exchanges;

/// <summary>Where a derivatives venue's REST interface is and how it wants to be called.</summary>
public abstract record DerivativesEndpoints : RestEndpoints
{
    /// <inheritdoc cref="RestEndpoints(string, string, double, int)" />
    protected DerivativesEndpoints(string section, string rest, double requestsPerSecond, int burst)
        : base(section, rest, requestsPerSecond, burst) => ReadTimeout = TimeSpan.FromSeconds(20);

    /// <summary>Time between two readings of the tickers, 5 to 600 s of wall time; one comes after every full hour besides.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The venue's monitor, which knows that it hears something once a poll.</summary>
    internal VenueMonitor MonitorOf(string venue, VenueMonitors monitors)
    {
        var monitor = monitors.Of(venue);
        monitor.Rhythm = Poll;
        return monitor;
    }

    internal override VenueRole Role => VenueRole.Perpetuals;

    private protected override OptionProblems Check(OptionProblems problems) => base.Check(problems).Seconds(nameof(Poll), Poll, 5, 600);
}
