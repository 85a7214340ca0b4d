using System.Text;
using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Exchanges;
using CryptoRun.Worker.Exchanges.Bybit;
using Microsoft.Extensions.Logging.Abstractions;

namespace CryptoRun.Worker.Tests.Exchanges.Bybit;

public class BybitFuzzTests : VenueFuzzContract
{
    private static readonly PerpetualContract Contract = new("1000PEPEUSDT", "PEPE-USD", 1000, 8);
    private static readonly PerpetualListing Listed = new([new("BTCUSDT", "BTC-USD", 1, 8), Contract]);

    private static readonly string[] Bodies =
    [
        """{"retCode":0,"retMsg":"OK","result":{"nextPageCursor":"first=25","list":[{"symbol":"BTCUSDT","contractType":"LinearPerpetual","status":"Trading","baseCoin":"BTC","quoteCoin":"USDT","fundingInterval":480},{"symbol":"SHIB1000USDT","contractType":"LinearPerpetual","status":"Trading","baseCoin":"SHIB1000","quoteCoin":"USDT","fundingInterval":240}]},"time":1795348700000}""",
        """{"retCode":0,"result":{"list":[{"symbol":"BTCUSDT","markPrice":"95000.1","openInterest":"1000.5","openInterestValue":"9.5","fundingRate":"-0.0002","nextFundingTime":"1795363200000","fundingIntervalHour":"8"},{"symbol":"1000PEPEUSDT","markPrice":"0.0089","openInterest":"7","fundingRate":"","nextFundingTime":""}]},"time":1795348700000}""",
        """{"retCode":0,"result":{"list":[{"symbol":"BTCUSDT","fundingRate":"0.0001","fundingRateTimestamp":"1795334400000"},{"symbol":"BTCUSDT","fundingRate":"0.00015","fundingRateTimestamp":"1795305600000"}]},"time":1795348700000}""",
        """{"retCode":0,"result":{"list":[{"openInterest":"461134.28","timestamp":"1795345200000"},{"openInterest":"461130","timestamp":"1795341600000"}],"nextPageCursor":""},"time":1795348700000}""",
        """{"retCode":10006,"retMsg":"Too many visits!","result":{},"time":1795348700000}""",
    ];

    private protected override FuzzedVenue Venue
    {
        get
        {
            var anomalies = new WireAnomalies(BybitParser.Venue, NullLogger.Instance);
            var parser = new BybitParser(anomalies);
            return new FuzzedVenue(["BTC-USD", "PEPE-USD"], [], null, [.. Bodies.Select(Encoding.UTF8.GetBytes)], body => Read(parser, body), anomalies);
        }
    }

    private static IEnumerable<object> Read(BybitParser parser, byte[] body)
    {
        if (BybitParser.FailureIn(body, "fuzz") is { } failure) return [failure];

        return
        [
            .. parser.Tickers(body, Listed, Now).Tickers,
            .. FundingSteps.Of(ByTime(parser.Funding(body, Now).Rates), DateTimeOffset.MinValue, 8).Cast<object>(),
            .. parser.OpenInterest(body, Contract, Now).Hours.Select(h => (object)new OpenContracts(h.Key, h.Value, OpenInterestUnit.Coins)),
            .. Symbols(new PerpetualListing(parser.Contracts(body).Contracts)),
        ];
    }

    private static SortedDictionary<DateTimeOffset, decimal> ByTime(IEnumerable<KeyValuePair<DateTimeOffset, decimal>> values)
    {
        SortedDictionary<DateTimeOffset, decimal> found = [];
        foreach (var (time, value) in values) found[time] = value;
        return found;
    }

    /// <summary>What the listing makes of a damaged one is a listing, whatever its names.</summary>
    private static IEnumerable<object> Symbols(PerpetualListing listing) =>
        listing.All.Select(c => (object)new Instrument(c.Symbol, "bybit", c.Symbol[..^4], "USD", c.Coins >= 1 && c.IntervalHours is >= 1 and <= 24, c.Name));
}
