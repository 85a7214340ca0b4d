using CryptoRun.Worker.Markets;

namespace CryptoRun.Worker.Exchanges.Coinbase;

/// <summary>Configuration section <c>Venues:Coinbase</c>. Coinbase Exchange takes 10 public REST calls a second, 15 at once, and sends a heartbeat a second and product.</summary>
public sealed record CoinbaseEndpoints() : StreamEndpoints(Section, "https://api.exchange.coinbase.com", "wss://ws-feed.exchange.coinbase.com", requestsPerSecond: 10, burst: 15)
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Venues:Coinbase";

    /// <summary>
    /// Most levels a side of the order books, 0 (no books) to 1,000,000. The channel gives the whole book and never repeats a level, so what is cut off is lost: the default
    /// holds the deepest book on record (27,112 levels) and bounds the memory of a broken feed.
    /// </summary>
    public int BookDepth { get; init; } = 50_000;

    /// <summary>Ticker calls under way at once, 1 to 100: Coinbase has one product in a call.</summary>
    public int TickersAtOnce { get; init; } = 10;

    private protected override OptionProblems Check(OptionProblems problems) => base.Check(problems)
        .Range(nameof(BookDepth), BookDepth, 0, 1_000_000)
        .Range(nameof(TickersAtOnce), TickersAtOnce, 1, 100);
}
