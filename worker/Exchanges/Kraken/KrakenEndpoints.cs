using CryptoRun.Worker.Markets;
using Microsoft.Extensions.Options;

namespace CryptoRun.Worker.Exchanges.Kraken;

/// <summary>Configuration section <c>Venues:Kraken</c>: where Kraken is and how it wants to be called. A loopback venue differs in the addresses and the pace only.</summary>
public sealed record KrakenEndpoints
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Venues:Kraken";

    /// <summary>Address of the REST interface, http or https.</summary>
    public Uri RestBaseAddress { get; init; } = new("https://api.kraken.com");

    /// <summary>Address of WebSocket v2, ws or wss.</summary>
    public Uri WebSocketAddress { get; init; } = new("wss://ws.kraken.com/v2");

    /// <summary>REST calls per second, 0.1 to 1000. Kraken's public limit is 1; a loopback takes more.</summary>
    public double RequestsPerSecond { get; init; } = 1;

    /// <summary>REST calls at once after a pause, 1 to 1000.</summary>
    public int Burst { get; init; } = 1;

    /// <summary>Longest time to connect, 0.1 to 60 s.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Longest wait for a whole REST answer, 0.1 to 120 s.</summary>
    public TimeSpan ReadTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Attempts for one REST call, 1 to 10.</summary>
    public int Attempts { get; init; } = 3;

    /// <summary>Ceiling of the first wait between attempts, 0 to 60 s; it doubles.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>A socket that is silent for this long is given up, 1 to 120 s. Kraken sends a heartbeat every second.</summary>
    public TimeSpan HeartbeatTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Ceiling of the first wait before a reconnect, 0 to 60 s; it doubles.</summary>
    public TimeSpan ReconnectDelay { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Longest wait before a reconnect, 0 to 600 s.</summary>
    public TimeSpan LongestReconnectDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest WebSocket message in bytes, 1 KiB to 64 MiB.</summary>
    public int MaxFrameBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>Distinct events that may wait for the reader of the stream, 1 to 1,000,000; when full, the socket waits.</summary>
    public int EventCapacity { get; init; } = 16_384;

    /// <summary>Symbols in one subscribe message, 1 to 1000.</summary>
    public int SymbolsPerSubscription { get; init; } = 100;

    /// <summary>
    /// Levels a side of the order books: 10, 25, 100, 500, 1000, or 0 for no books. A liquid pair has more than 500 levels within 2 % of mid; where even 1000 do not
    /// reach that far, the measured depth is a lower bound.
    /// </summary>
    public int BookDepth { get; init; } = 1000;

    /// <summary>Symbols in one Ticker call, 1 to 500.</summary>
    public int SymbolsPerTicker { get; init; } = 50;

    internal VenueLimits Limits => new(RequestsPerSecond, Burst, ReadTimeout, Attempts, RetryDelay);

    /// <summary>What is wrong with these options: key, value and allowed range of each; empty when nothing is.</summary>
    public IReadOnlyList<string> Problems() => new OptionProblems(Section)
        .Address(nameof(RestBaseAddress), RestBaseAddress, Uri.UriSchemeHttp, Uri.UriSchemeHttps)
        .Address(nameof(WebSocketAddress), WebSocketAddress, Uri.UriSchemeWs, Uri.UriSchemeWss)
        .Range(nameof(RequestsPerSecond), RequestsPerSecond, 0.1, 1000)
        .Range(nameof(Burst), Burst, 1, 1000)
        .Seconds(nameof(ConnectTimeout), ConnectTimeout, 0.1, 60)
        .Seconds(nameof(ReadTimeout), ReadTimeout, 0.1, 120)
        .Range(nameof(Attempts), Attempts, 1, 10)
        .Seconds(nameof(RetryDelay), RetryDelay, 0, 60)
        .Seconds(nameof(HeartbeatTimeout), HeartbeatTimeout, 1, 120)
        .Seconds(nameof(ReconnectDelay), ReconnectDelay, 0, 60)
        .Seconds(nameof(LongestReconnectDelay), LongestReconnectDelay, 0, 600)
        .Range(nameof(MaxFrameBytes), MaxFrameBytes, 1024, 64 * 1024 * 1024)
        .Range(nameof(EventCapacity), EventCapacity, 1, 1_000_000)
        .Range(nameof(SymbolsPerSubscription), SymbolsPerSubscription, 1, 1000)
        .Range(nameof(SymbolsPerTicker), SymbolsPerTicker, 1, 500)
        .OneOf(nameof(BookDepth), BookDepth, 0, 10, 25, 100, 500, 1000)
        .Found;

    /// <summary>These options, when nothing is wrong with them.</summary>
    /// <exception cref="OptionsValidationException">Something is; the message has key, value and range of each problem.</exception>
    public KrakenEndpoints Validated() =>
        Problems() is { Count: > 0 } problems ? throw new OptionsValidationException(Section, typeof(KrakenEndpoints), problems) : this;
}
