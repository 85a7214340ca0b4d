namespace CryptoRun.Worker.Exchanges.Okx;

/// <summary>Configuration section <c>Venues:OkxDerivatives</c>. The slowest of its endpoints take 5 calls in 2 s.</summary>
public sealed record OkxDerivativesEndpoints() : DerivativesEndpoints(Section, "https://www.okx.com", requestsPerSecond: 2.5, burst: 5)
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Venues:OkxDerivatives";

    /// <inheritdoc />
    internal override string Host => "okx";
}
