using System.Text;
using CryptoRun.Worker.Exchanges;
using CryptoRun.Worker.Exchanges.KrakenFutures;
using Microsoft.Extensions.Logging.Abstractions;

namespace CryptoRun.Worker.Tests.Exchanges.KrakenFutures;

public class KrakenFuturesFuzzTests : VenueFuzzContract
{
    private static readonly string[] Bodies =
    [
        """{"result":"success","serverTime":"2026-11-22T11:59:50Z","tickers":[{"symbol":"PF_XBTUSD","tag":"perpetual","pair":"XBT:USD","markPrice":95000.5,"openInterest":1500.25,"fundingRate":0.95,"suspended":false},{"symbol":"PF_ETHUSD","tag":"perpetual","markPrice":"3205.25","openInterest":"1000000"},{"symbol":"FF_XBTUSD_261225","tag":"month","markPrice":90,"openInterest":5}]}""",
        """{"result":"success","serverTime":"2026-11-22T11:59:50Z","rates":[{"timestamp":"2026-11-22T08:00:00Z","fundingRate":1.1,"relativeFundingRate":-0.00005},{"timestamp":"2026-11-22T09:00:00Z","fundingRate":2.2,"relativeFundingRate":0.0001}]}""",
        """{"result":{"timestamp":[1763791200,1763794800],"more":false,"data":[["1.0","4.0","0.5","2.25"],["2.25","3","2","2.5"]]},"errors":[]}""",
        """{"result":"error","serverTime":"2026-11-22T12:00:00Z","error":"apiLimitExceeded"}""",
    ];

    private protected override FuzzedVenue Venue
    {
        get
        {
            var anomalies = new WireAnomalies(KrakenFuturesParser.Venue, NullLogger.Instance);
            var parser = new KrakenFuturesParser(anomalies);
            return new FuzzedVenue([], [], null, [.. Bodies.Select(Encoding.UTF8.GetBytes)], body => Read(parser, body), anomalies);
        }
    }

    private static List<object> Read(KrakenFuturesParser parser, byte[] body)
    {
        List<object> values = [];
        if (KrakenFuturesParser.FailureIn(body, "fuzz") is null)
        {
            values.AddRange(parser.Tickers(body, Now).Tickers);
            values.AddRange(parser.Funding(body, DateTimeOffset.MinValue, Now).Rates.Cast<object>());
        }

        if (KrakenFuturesParser.FailureInChart(body, "fuzz") is null) values.AddRange(parser.OpenInterest(body, Now).Hours.Cast<object>());
        return values;
    }
}
