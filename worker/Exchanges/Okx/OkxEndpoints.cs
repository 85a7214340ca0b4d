using CryptoRun.Worker.Markets;

namespace CryptoRun.Worker.Exchanges.Okx;

/// <summary>
/// Configuration section <c>Venues:Okx</c>. OKX takes 20 public calls of an endpoint in 2 s, closes a connection that is silent for 30 s and answers <c>ping</c>. A connection may send 480 subscriptions
/// an hour.
/// </summary>
public sealed record OkxEndpoints : StreamEndpoints
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Venues:Okx";

    /// <summary>The real venue.</summary>
    public OkxEndpoints()
        : base(Section, "https://www.okx.com", "wss://ws.okx.com:8443/ws/v5/public", requestsPerSecond: 10, burst: 20) =>
        (PingEvery, HeartbeatTimeout, SymbolsPerSubscription) = (TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(30), 20);

    /// <summary>Levels a side of the order books: 400, the depth of the channel <c>books</c>, or 0 for no books.</summary>
    public int BookDepth { get; init; } = 400;

    private protected override OptionProblems Check(OptionProblems problems) => base.Check(problems).OneOf(nameof(BookDepth), BookDepth, 0, 400);
}
