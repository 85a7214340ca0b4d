using CryptoRun.Worker.Markets;
using Microsoft.Extensions.Logging;

namespace CryptoRun.Worker.Exchanges.Coinbase;

/// <summary>
/// Coinbase Exchange's WebSocket feed: ticker, matches, level2_batch and heartbeat. It has no channel of candles: who needs them asks REST after each hour. What all venues'
/// sockets have in common is in <see cref="VenueStream"/>.
/// </summary>
/// <param name="endpoints">Address and limits.</param>
/// <param name="symbols">The names, shared with the client.</param>
/// <param name="market">Market time: stamps and validation.</param>
/// <param name="wall">Wall time: watchdog and backoff.</param>
/// <param name="monitors">Count what the venue does.</param>
/// <param name="logger">Log.</param>
internal sealed class CoinbaseStream(CoinbaseEndpoints endpoints, CoinbaseSymbols symbols, MarketClock market, TimeProvider wall, VenueMonitors monitors, ILogger<CoinbaseStream> logger)
    : VenueStream(endpoints, monitors.Of(CoinbaseParser.Venue), market, wall, logger)
{
    private readonly CoinbaseParser _parser = new(symbols, monitors.Of(CoinbaseParser.Venue).Anomalies(logger));

    /// <inheritdoc />
    public override bool HasBooks => endpoints.BookDepth > 0;

    /// <inheritdoc />
    protected override IStreamSession Open(Wanted wanted, Func<ReadOnlyMemory<byte>, CancellationToken, Task> send) => new CoinbaseSession(
        wanted, new CoinbaseRequests(send, endpoints, Wall), new CoinbaseFrames(symbols, _parser), new CoinbaseBooks(endpoints.BookDepth, _parser, Monitor, Wall, Logger), Logger);
}
