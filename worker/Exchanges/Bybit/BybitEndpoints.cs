using System.Net;

namespace CryptoRun.Worker.Exchanges.Bybit;

/// <summary>Configuration section <c>Venues:Bybit</c>: v5, linear contracts.</summary>
public sealed record BybitEndpoints() : DerivativesEndpoints(Section, "https://api.bybit.com", requestsPerSecond: 10, burst: 10)
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Venues:Bybit";

    private static readonly TimeSpan Ban = TimeSpan.FromMinutes(10);

    /// <summary>403 is the venue's ban of an address that asked too often; it is lifted after ten minutes without a call.</summary>
    internal static TimeSpan? PauseAfter(HttpResponseMessage response) => response.StatusCode == HttpStatusCode.Forbidden ? Ban : null;
}
