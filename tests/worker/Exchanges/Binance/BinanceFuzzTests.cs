using System.Text;
using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Exchanges;
using CryptoRun.Worker.Exchanges.Binance;
using Microsoft.Extensions.Logging.Abstractions;

namespace CryptoRun.Worker.Tests.Exchanges.Binance;

public class BinanceFuzzTests : VenueFuzzContract
{
    private static readonly PerpetualContract Contract = new("1000PEPEUSDT", "PEPE-USD", 1000, 8);
    private static readonly PerpetualListing Listed = new([new("BTCUSDT", "BTC-USD", 1, 8), Contract]);

    private static readonly string[] Bodies =
    [
        """{"symbols":[{"symbol":"BTCUSDT","contractType":"PERPETUAL","status":"TRADING","baseAsset":"BTC","quoteAsset":"USDT","marginAsset":"USDT","underlyingType":"COIN"},{"symbol":"1000PEPEUSDT","contractType":"PERPETUAL","status":"TRADING","baseAsset":"1000PEPE","quoteAsset":"USDT","marginAsset":"USDT"}]}""",
        """[{"symbol":"BTCUSDT","adjustedFundingRateCap":"0.03","fundingIntervalHours":4,"disclaimer":false}]""",
        """[{"symbol":"BTCUSDT","markPrice":"95000.10","indexPrice":"95001.2","lastFundingRate":"0.00010000","nextFundingTime":1795363200000,"interestRate":"0.0001","time":1795348700000},{"symbol":"1000PEPEUSDT","markPrice":"0.0071","lastFundingRate":"-0.0003","nextFundingTime":1795363200000,"time":1795348700000}]""",
        """[{"symbol":"BTCUSDT","fundingRate":"0.00010000","fundingTime":1795305600005},{"symbol":"BTCUSDT","fundingRate":"-0.00002","fundingTime":1795334400000}]""",
        """{"symbol":"BTCUSDT","openInterest":"12345.678","time":1795348700000}""",
        """[{"symbol":"BTCUSDT","sumOpenInterest":"100.5","sumOpenInterestValue":"9500000.12","timestamp":1795341600000}]""",
        """{"code":-1121,"msg":"Invalid symbol."}""",
    ];

    private protected override FuzzedVenue Venue
    {
        get
        {
            var anomalies = new WireAnomalies(BinanceParser.Venue, NullLogger.Instance);
            var parser = new BinanceParser(anomalies);
            return new FuzzedVenue(["BTC-USD", "PEPE-USD"], [], null, [.. Bodies.Select(Encoding.UTF8.GetBytes)], body => Read(parser, body), anomalies);
        }
    }

    private static IEnumerable<object> Read(BinanceParser parser, byte[] body)
    {
        if (BinanceParser.FailureIn(body, "fuzz") is { } failure) return [failure];

        return
        [
            .. parser.Tickers(body, Listed, Now).Tickers,
            .. parser.Funding(body, Contract, DateTimeOffset.MinValue, Now).Rates.Cast<object>(),
            .. parser.OpenInterestHours(body, Now).Hours.Cast<object>(),
            .. parser.OpenInterest(body, Contract, Now).Now.Cast<object>(),
            .. Symbols(parser.Listing(body, body).Listing),
        ];
    }

    /// <summary>What the listing makes of a damaged one is a listing, whatever its names.</summary>
    private static IEnumerable<object> Symbols(PerpetualListing listing) =>
        listing.All.Select(c => (object)new Instrument(c.Symbol, "binance", c.Symbol[..^4], "USD", c.Coins >= 1 && c.IntervalHours is >= 1 and <= 24, c.Name));
}
