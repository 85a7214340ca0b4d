namespace CryptoRun.Worker.Exchanges.KrakenFutures;

/// <summary>Configuration section <c>Venues:KrakenFutures</c>. The venue publishes no limit for public calls; two a second are modest. The whole funding history of a perpetual is some megabytes.</summary>
public sealed record KrakenFuturesEndpoints() : DerivativesEndpoints(Section, "https://futures.kraken.com", requestsPerSecond: 2, burst: 2)
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Venues:KrakenFutures";
}
