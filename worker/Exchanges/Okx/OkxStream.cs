using CryptoRun.Worker.Markets;
using Microsoft.Extensions.Logging;

namespace CryptoRun.Worker.Exchanges.Okx;

/// <summary>OKX's public WebSocket v5: instruments, tickers, trades and books. Hourly candles are on another socket of OKX and come by REST here. What all venues' sockets have in common is in <see cref="VenueStream"/>.</summary>
/// <param name="endpoints">Address and limits.</param>
/// <param name="symbols">The names, shared with the client.</param>
/// <param name="market">Market time: stamps and validation.</param>
/// <param name="wall">Wall time: watchdog and backoff.</param>
/// <param name="monitors">Count what the venue does.</param>
/// <param name="logger">Log.</param>
internal sealed class OkxStream(OkxEndpoints endpoints, OkxSymbols symbols, MarketClock market, TimeProvider wall, VenueMonitors monitors, ILogger<OkxStream> logger)
    : VenueStream(endpoints, monitors.Of(OkxParser.Venue), market, wall, logger)
{
    private readonly OkxParser _parser = new(symbols, monitors.Of(OkxParser.Venue).Anomalies(logger));

    /// <inheritdoc />
    public override bool HasBooks => endpoints.BookDepth > 0;

    /// <inheritdoc />
    protected override IStreamSession Open(Wanted wanted, Func<ReadOnlyMemory<byte>, CancellationToken, Task> send)
    {
        var books = HasBooks && wanted.Channels.HasFlag(StreamChannels.Books) ? wanted.Symbols : [];
        return new OkxSession(wanted, new OkxRequests(send, symbols, endpoints), new OkxFrames(symbols, _parser), new OkxBooks(books, endpoints.BookDepth, _parser, Monitor, Wall), Logger);
    }
}
