using CryptoRun.Worker.Markets;

namespace CryptoRun.Worker.Exchanges;

/// <summary>Where a venue's REST interface and its WebSocket are and how they want to be used.</summary>
public abstract record StreamEndpoints : RestEndpoints
{
    /// <summary>Sets the venue's defaults.</summary>
    /// <param name="section">Name of the configuration section, <c>Venues:Kraken</c>.</param>
    /// <param name="rest">Address of the real venue's REST interface.</param>
    /// <param name="webSocket">Address of its WebSocket.</param>
    /// <param name="requestsPerSecond">The venue's published limit of REST calls.</param>
    /// <param name="burst">Calls at once after a pause.</param>
    protected StreamEndpoints(string section, string rest, string webSocket, double requestsPerSecond, int burst)
        : base(section, rest, requestsPerSecond, burst) => WebSocketAddress = new Uri(webSocket);

    /// <summary>Address of the WebSocket, ws or wss.</summary>
    public Uri WebSocketAddress { get; init; }

    /// <summary>A socket that is silent for this long is given up, 1 to 120 s.</summary>
    public TimeSpan HeartbeatTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>After so much silence the venue is asked for a sign of life, 1 to 60 s; null where it gives one by itself.</summary>
    public TimeSpan? PingEvery { get; init; }

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

    internal override VenueRole Role => VenueRole.Books;

    internal override RestEndpoints MovedTo(Uri rest, Func<Uri> webSocket) => (StreamEndpoints)base.MovedTo(rest, webSocket) with { WebSocketAddress = webSocket() };

    private protected override OptionProblems Check(OptionProblems problems) => base.Check(problems)
        .Address(nameof(WebSocketAddress), WebSocketAddress, Uri.UriSchemeWs, Uri.UriSchemeWss)
        .Seconds(nameof(HeartbeatTimeout), HeartbeatTimeout, 1, 120)
        .Seconds(nameof(PingEvery), PingEvery ?? TimeSpan.FromSeconds(1), 1, 60)
        .Seconds(nameof(ReconnectDelay), ReconnectDelay, 0, 60)
        .Seconds(nameof(LongestReconnectDelay), LongestReconnectDelay, 0, 600)
        .Range(nameof(MaxFrameBytes), MaxFrameBytes, 1024, 64 * 1024 * 1024)
        .Range(nameof(EventCapacity), EventCapacity, 1, 1_000_000)
        .Range(nameof(SymbolsPerSubscription), SymbolsPerSubscription, 1, 1000);
}
