using CryptoRun.Domain.Venues;
using CryptoRun.Worker.Events;
using CryptoRun.Worker.Exchanges;
using CryptoRun.Worker.Exchanges.Binance;
using CryptoRun.Worker.Exchanges.Bybit;
using CryptoRun.Worker.Exchanges.Coinbase;
using CryptoRun.Worker.Exchanges.DefiLlama;
using CryptoRun.Worker.Exchanges.Kraken;
using CryptoRun.Worker.Exchanges.KrakenFutures;
using CryptoRun.Worker.Exchanges.Okx;
using CryptoRun.Worker.Health;
using CryptoRun.Worker.Markets;
using Microsoft.Extensions.DependencyInjection;

namespace CryptoRun.Worker;

/// <summary>The venues: what is scanned, and what is read beside it.</summary>
public static partial class WorkerServices
{
    private static void AddVenues(this IServiceCollection services, WorkerSettings settings)
    {
        services.AddSingleton<VenueAddresses>();
        services.AddSingleton<VenueMonitors>();
        services.AddSingleton(settings.VenueHealth);
        services.AddSingleton(p => p.GetRequiredService<VenueAddresses>().Find<KrakenEndpoints>()!);
        services.AddSingleton<KrakenSymbols>();
        services.AddSingleton<IMarketDataClient>(p => ActivatorUtilities.CreateInstance<KrakenClient>(p, p.GetRequiredService<KrakenEndpoints>().CreateHttp()));
        services.AddSingleton<IMarketDataStream, KrakenStream>();
        services.AddSingleton<OrderBookKeeper>();
        services.AddSingleton<TradeTape>();
        services.AddSingleton(p => new VenueStatuses(
            p.GetRequiredService<VenueAddresses>(), p.GetRequiredService<VenueMonitors>(), p.GetRequiredService<OrderBookKeeper>(), settings.VenueHealth, () => p.GetRequiredService<MarketHost>().Feed.IsCompletedSuccessfully, () => p.GetRequiredService<MarketHost>().Venues,
            settings.Node.Works ? null : () => p.GetRequiredService<StoredVenues>().Newest));
        services.AddSingleton(p => ActivatorUtilities.CreateInstance<StoredVenues>(p, settings.Venues));
        if (!settings.Node.Works) services.AddHostedService(p => p.GetRequiredService<StoredVenues>());
        services.AddSingleton(p => new FaultSwitches(() => p.GetRequiredService<MarketHost>().Venues));
        services.AddSingleton(p => new SideSources([.. Spot(p)], [.. Derivatives(p)], Reserves(p), Documents(p, settings), () => Health(p.GetRequiredService<VenueMonitors>(), settings.VenueHealth)));
    }

    private static IEnumerable<SideVenue> Spot(IServiceProvider services)
    {
        if (Venue<OkxClient, OkxStream, OkxEndpoints>(services, new OkxSymbols()) is { } okx) yield return okx;
        if (Venue<CoinbaseClient, CoinbaseStream, CoinbaseEndpoints>(services, new CoinbaseSymbols()) is { } coinbase) yield return coinbase;
    }

    private static IEnumerable<DerivativesFeed> Derivatives(IServiceProvider services)
    {
        if (Client<KrakenFuturesClient, KrakenFuturesEndpoints>(services) is { } futures) yield return futures;
        if (Client<OkxDerivativesClient, OkxDerivativesEndpoints>(services) is { } okx) yield return okx;
        if (Client<BinanceClient, BinanceEndpoints>(services) is { } binance) yield return binance;
        if (Client<BybitClient, BybitEndpoints>(services) is { } bybit) yield return bybit;
    }

    /// <summary>A spot venue beside the one that is scanned; null where this market does not have it.</summary>
    private static SideVenue? Venue<TClient, TStream, TEndpoints>(IServiceProvider services, object symbols)
        where TClient : IMarketDataClient
        where TStream : IMarketDataStream
        where TEndpoints : StreamEndpoints
    {
        if (services.GetRequiredService<VenueAddresses>().Find<TEndpoints>() is not { } endpoints) return null;

        var client = ActivatorUtilities.CreateInstance<TClient>(services, endpoints.CreateHttp(), endpoints, symbols);
        var stream = ActivatorUtilities.CreateInstance<TStream>(services, endpoints, symbols);
        return ActivatorUtilities.CreateInstance<SideVenue>(services, client, stream, new QuoteBook());
    }

    /// <summary>A derivatives venue; null where this market does not have it.</summary>
    private static DerivativesFeed? Client<TClient, TEndpoints>(IServiceProvider services)
        where TClient : IDerivativesClient
        where TEndpoints : DerivativesEndpoints
    {
        if (services.GetRequiredService<VenueAddresses>().Find<TEndpoints>() is not { } endpoints) return null;

        var client = ActivatorUtilities.CreateInstance<TClient>(services, endpoints.CreateHttp(), endpoints);
        services.GetRequiredService<VenueMonitors>().Of(client.Venue).Rhythm = endpoints.Poll;
        return ActivatorUtilities.CreateInstance<DerivativesFeed>(services, client, endpoints.Poll);
    }

    private static ReservesFeed? Reserves(IServiceProvider services)
    {
        if (services.GetRequiredService<VenueAddresses>().Find<DefiLlamaEndpoints>() is not { } endpoints) return null;

        var client = ActivatorUtilities.CreateInstance<DefiLlamaClient>(services, endpoints.CreateHttp(), endpoints);
        services.GetRequiredService<VenueMonitors>().Of(DefiLlamaParser.Venue).Rhythm = endpoints.Poll;
        return ActivatorUtilities.CreateInstance<ReservesFeed>(services, client, endpoints);
    }

    /// <summary>The user's documents, or those of a simulated market; null when none is connected.</summary>
    private static EventFeeds? Documents(IServiceProvider services, WorkerSettings settings)
    {
        var own = services.GetRequiredService<VenueAddresses>().Documents;
        var (events, sentiment, flows) = (Connected(settings.Events, "events.json"), Connected(settings.Sentiment, "sentiment.json"), Connected(settings.EtfFlow, "etf-flow.json"));
        return events.IsConnected || sentiment.IsConnected || flows.IsConnected ? ActivatorUtilities.CreateInstance<EventFeeds>(services, events, sentiment, flows) : null;

        T Connected<T>(T options, string document)
            where T : DocumentOptions => options.IsConnected || own is null ? options : options with { Source = new Uri(own, document).AbsoluteUri, Poll = TimeSpan.FromSeconds(10) };
    }

    private static Dictionary<string, VenueState> Health(VenueMonitors monitors, VenueHealthOptions options) =>
        monitors.All.ToDictionary(static m => m.Venue, m => m.Report(options).Health.State, StringComparer.Ordinal);
}
