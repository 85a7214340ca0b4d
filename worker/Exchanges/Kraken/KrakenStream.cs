using CryptoRun.Worker.Markets;
using Microsoft.Extensions.Logging;

namespace CryptoRun.Worker.Exchanges.Kraken;

/// <summary>Kraken's WebSocket v2: instrument, ticker, hourly ohlc and book. What all venues' sockets have in common is in <see cref="VenueStream"/>.</summary>
/// <param name="endpoints">Address and limits.</param>
/// <param name="symbols">The names, shared with the client.</param>
/// <param name="market">Market time: stamps and validation.</param>
/// <param name="wall">Wall time: watchdog and backoff.</param>
/// <param name="monitors">Count what the venue does.</param>
/// <param name="logger">Log.</param>
internal sealed class KrakenStream(KrakenEndpoints endpoints, KrakenSymbols symbols, MarketClock market, TimeProvider wall, VenueMonitors monitors, ILogger<KrakenStream> logger)
    : VenueStream(endpoints, monitors.Of(KrakenParser.Venue), market, wall, logger)
{
    private readonly KrakenParser _parser = new(symbols, monitors.Of(KrakenParser.Venue).Anomalies(logger));

    /// <inheritdoc />
    public override bool HasBooks => endpoints.BookDepth > 0;

    /// <inheritdoc />
    protected override IStreamSession Open(Wanted wanted, Func<ReadOnlyMemory<byte>, CancellationToken, Task> send) =>
        new KrakenSession(wanted, new KrakenRequests(send, endpoints), new KrakenFrames(symbols, _parser), new KrakenBooks(endpoints.BookDepth, _parser, Monitor, Wall), Logger);
}
