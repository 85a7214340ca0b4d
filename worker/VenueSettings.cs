using CryptoRun.Worker.Exchanges;
using CryptoRun.Worker.Exchanges.Binance;
using CryptoRun.Worker.Exchanges.Bybit;
using CryptoRun.Worker.Exchanges.Coinbase;
using CryptoRun.Worker.Exchanges.DefiLlama;
using CryptoRun.Worker.Exchanges.Kraken;
using CryptoRun.Worker.Exchanges.KrakenFutures;
using CryptoRun.Worker.Exchanges.Okx;
using Microsoft.Extensions.Configuration;

namespace CryptoRun.Worker;

/// <summary>Sections <c>Venues:*</c>: where each venue is and how it wants to be called.</summary>
/// <param name="All">One a venue, the one that is scanned first.</param>
public sealed record VenueSettings(IReadOnlyList<RestEndpoints> All)
{
    /// <summary>Every venue that the program knows, with its defaults, in the same order.</summary>
    public static IReadOnlyList<RestEndpoints> Known { get; } = Read(new SettingsReader(new ConfigurationBuilder().Build())).All;

    /// <summary>Reads every venue's section.</summary>
    internal static VenueSettings Read(SettingsReader reader) => new(
    [
        reader.Read<KrakenEndpoints>(KrakenEndpoints.Section),
        reader.Read<OkxEndpoints>(OkxEndpoints.Section),
        reader.Read<CoinbaseEndpoints>(CoinbaseEndpoints.Section),
        reader.Read<KrakenFuturesEndpoints>(KrakenFuturesEndpoints.Section),
        reader.Read<OkxDerivativesEndpoints>(OkxDerivativesEndpoints.Section),
        reader.Read<BinanceEndpoints>(BinanceEndpoints.Section),
        reader.Read<BybitEndpoints>(BybitEndpoints.Section),
        reader.Read<DefiLlamaEndpoints>(DefiLlamaEndpoints.Section),
    ]);

    /// <summary>One venue's.</summary>
    internal T Of<T>()
        where T : RestEndpoints => All.OfType<T>().Single();
}
