using System.Text;
using CryptoRun.Worker.Exchanges;
using CryptoRun.Worker.Exchanges.Kraken;
using Microsoft.Extensions.Logging.Abstractions;

namespace CryptoRun.Worker.Tests.Exchanges.Kraken;

public class KrakenFuzzTests : VenueFuzzContract
{
    private static readonly string[] Frames =
    [
        """{"channel":"status","type":"update","data":[{"version":"2.0.10","system":"online","api_version":"v2","connection_id":4421894013101914413}]}""",
        """{"method":"subscribe","result":{"channel":"book","depth":10,"snapshot":true,"symbol":"BTC/USD"},"success":true,"time_in":"2026-07-07T23:00:03.501510Z","time_out":"2026-07-07T23:00:03.501553Z"}""",
        """{"error":"Currency pair not supported XBT/USDT","method":"subscribe","success":false,"symbol":"XBT/USDT"}""",
        """{"channel":"heartbeat"}""",
        """{"channel":"instrument","type":"snapshot","data":{"assets":[],"pairs":[{"symbol":"BTC/USD","base":"BTC","quote":"USD","status":"online"},{"symbol":"ETH/USD","base":"ETH","quote":"USD","status":"cancel_only"}]}}""",
        """{"channel":"ohlc","type":"update","timestamp":"2026-11-22T11:59:59.114514810Z","data":[{"symbol":"BTC/USD","open":77499.9,"high":77509.2,"low":77467.5,"close":77509.2,"trades":15,"volume":0.58051276,"vwap":77482.2,"interval_begin":"2026-11-22T11:00:00.000000000Z","interval":60,"timestamp":"2026-11-22T12:00:00.000000Z"}]}""",
    ];

    private static readonly string[] Bodies =
    [
        """{"error":[],"result":{"XXBTZUSD":{"altname":"XBTUSD","wsname":"XBT/USD","aclass_base":"currency","base":"XXBT","quote":"ZUSD","status":"online"},"XETHZUSD":{"altname":"ETHUSD","wsname":"ETH/USD","base":"XETH","quote":"ZUSD"}}}""",
        """{"error":[],"result":{"XXBTZUSD":{"a":["30300.10000","1","1.000"],"b":["30300.00000","1","1.000"],"c":["30303.20000","0.00067643"],"v":["4083.67001100","4412.73601799"]},"ETH/USD":{"c":["1900.1","2"]}}}""",
        """{"error":[],"result":{"XXBTZUSD":[[1762776000,"106038.3","106040.0","106030.1","106038.3","106037.9","0.00032101",1],[1762776060,"106038.3","106038.3","106038.3","106038.3","0.0","0.00000000",0]],"last":1762776060}}""",
        """{"error":[],"result":{"XXBTZUSD":[["105433.60000","0.00027625",1762795433.9717445,"b","l","",10218208],["105410.10000","0.00005000",1762795457.8467374,"s","m","",10218209]],"last":"1762795457846737400"}}""",
        """{"error":[],"result":{"XXBTZUSD":{"asks":[["63531.90000","2.708",1783467386],["63532.50000","0.001",1783467385]],"bids":[["63531.80000","1.250",1783467386],["63530.00000","0.300",1783467301]]}}}""",
        """{"error":["EQuery:Unknown asset pair"]}""",
    ];

    private protected override FuzzedVenue Venue
    {
        get
        {
            var wall = new ManualTime();
            var anomalies = new WireAnomalies(KrakenParser.Venue, NullLogger.Instance);
            var symbols = new KrakenSymbols();
            var parser = new KrakenParser(symbols, anomalies);
            string[] wanted = ["BTC-USD", "ETH-USD"];
            var requests = new KrakenRequests(static (_, _) => Task.CompletedTask, new KrakenEndpoints());
            var session = new KrakenSession(
                new Wanted(wanted, (StreamChannels)15), requests, new KrakenFrames(symbols, parser), new KrakenBooks(10, parser, new VenueMonitor(KrakenParser.Venue, wall), wall), NullLogger.Instance);
            return new FuzzedVenue(wanted, [.. Frames.Select(Encoding.UTF8.GetBytes), .. Tape(1, "BTC/USD"), .. Tape(2, "ETH/USD")], session, [.. Bodies.Select(Encoding.UTF8.GetBytes)], body => Read(parser, body), anomalies);
        }
    }

    private static IEnumerable<byte[]> Tape(int seed, string pair)
    {
        var tape = new KrakenTape(seed, 10, pair);
        return [tape.Snapshot(), .. Enumerable.Range(0, 5).SelectMany(_ => new[] { tape.Update(), tape.Ticker(), tape.Trade() })];
    }

    private static IEnumerable<object> Read(KrakenParser parser, byte[] body)
    {
        if (KrakenParser.FailureIn(body, "fuzz") is { } failure) return [failure];

        return
        [
            .. parser.AssetPairs(body).Instruments,
            .. parser.Tickers(body, Now).Quotes,
            .. (parser.Candles(body, TimeSpan.FromMinutes(1), Now)?.Candles ?? []).Cast<object>(),
            .. (parser.Trades(body, Now)?.Trades ?? []).Cast<object>(),
            FuzzChecks.ValueOf(parser.Depth(body, "BTC-USD", Now)),
        ];
    }
}
