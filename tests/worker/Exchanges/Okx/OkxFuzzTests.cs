using System.Text;
using CryptoRun.Worker.Exchanges;
using CryptoRun.Worker.Exchanges.Okx;

namespace CryptoRun.Worker.Tests.Exchanges.Okx;

public class OkxFuzzTests : VenueFuzzContract
{
    private static readonly string[] Frames =
    [
        """{"event":"subscribe","arg":{"channel":"books","instId":"BTC-USD"},"connId":"a4d3ae55"}""",
        """{"event":"error","code":"60018","msg":"Wrong URL or channel:books,instId:NOPE-USD doesn't exist. Please use the correct URL, channel and parameters referring to API document.","connId":"a4d3ae55"}""",
        """{"event":"notice","code":"64008","msg":"The connection will soon be closed for a service upgrade. Please reconnect.","connId":"a4d3ae55"}""",
        "pong",
        """{"arg":{"channel":"instruments","instType":"SPOT"},"data":[{"instType":"SPOT","instId":"BTC-USD","baseCcy":"BTC","quoteCcy":"USD","state":"live"},{"instId":"ETH-USD","baseCcy":"ETH","quoteCcy":"USD","state":"suspend"},{"instId":"BTC-USDT","baseCcy":"BTC","quoteCcy":"USDT","state":"live"}]}""",
        """{"arg":{"channel":"tickers","instId":"BTC-USD"},"data":[{"instType":"SPOT","instId":"BTC-USD","last":"101","lastSz":"0.1","askPx":"101.1","askSz":"11","bidPx":"100.9","bidSz":"5","ts":"1795348799000"}]}""",
        """{"arg":{"channel":"trades","instId":"BTC-USD"},"data":[{"instId":"BTC-USD","tradeId":"130639474","px":"42219.90","sz":"0.12060306","side":"buy","ts":"1795348798897","count":"3"},{"instId":"BTC-USD","tradeId":"130639475","px":"42219.8","sz":"1","side":"sell","ts":"1795348798898","count":"1"}]}""",
        .. Book("BTC-USD"),
        .. Book("ETH-USD"),
    ];

    private static readonly string[] Bodies =
    [
        """{"code":"0","msg":"","data":[{"instType":"SPOT","instId":"BTC-USD","baseCcy":"BTC","quoteCcy":"USD","state":"live"},{"instType":"SPOT","instId":"ETH-USDT","baseCcy":"ETH","quoteCcy":"USDT","state":"live"}]}""",
        """{"code":"0","msg":"","data":[{"instId":"BTC-USD","last":"101","askPx":"","bidPx":"100.9","ts":"1795348799000"},{"instId":"ETH-USD","last":"9","askPx":"10","bidPx":"8","ts":"1795348799000"}]}""",
        """{"code":"0","msg":"","data":[["1747094040000","102806.1","102820.4","102806.1","102820.4","1040.37","10.4037","1069603.34883","1"],["1747093980000","102806","102820.5","102783.1","102806.1","7164.04","71.6404","7364701.57952","1"]]}""",
        """{"code":"0","msg":"","data":[{"instId":"BTC-USD","side":"sell","sz":"0.00013669","px":"102537.9","tradeId":"734864333","ts":"1747087163557"},{"instId":"BTC-USD","side":"buy","sz":"0.0000125","px":"102537.9","tradeId":"734864332","ts":"1747087161666"}]}""",
        """{"code":"0","msg":"","data":[{"asks":[["41006.8","0.60038921","0","1"],["41006.9","0.30178218","0","2"]],"bids":[["41006.7","0.48792100","0","1"],["41006.6","0.23970000","0","2"]],"ts":"1704067200000"}]}""",
        """{"code":"0","msg":"","data":[{"instType":"SWAP","instId":"BTC-USDT-SWAP","markPx":"84660.1","ts":"1744590349506"},{"instType":"SWAP","instId":"BTC-USD-SWAP","markPx":"84660.1","ts":"1744590349506"}]}""",
        """{"code":"0","msg":"","data":[{"instType":"SWAP","instId":"BTC-USDT-SWAP","oi":"15000","oiCcy":"150","oiUsd":"12699015","ts":"1744590349506"}]}""",
        """{"code":"0","msg":"","data":[{"instId":"BTC-USDT-SWAP","fundingRate":"0.0001","nextFundingRate":"","fundingTime":"1744617600000","nextFundingTime":"1744632000000","method":"current_period","ts":"1744590349506"}]}""",
        """{"code":"0","msg":"","data":[{"instType":"SWAP","instId":"BTC-USDT-SWAP","fundingRate":"0.0001515032","realizedRate":"0.00015","fundingTime":"1704067200000"},{"instId":"BTC-USDT-SWAP","fundingRate":"-0.0000236017","realizedRate":"","fundingTime":"1704038400000"}]}""",
        """{"code":"0","msg":"","data":[["1744588800000","15000","150","12699015"],["1744585200000","15001","150.01","12699999"]]}""",
        """{"code":"51001","data":[],"msg":"Instrument ID doesn't exist."}""",
    ];

    private protected override FuzzedVenue Venue
    {
        get
        {
            var bench = new OkxBench("BTC-USD", "ETH-USD");
            var derivatives = new OkxDerivativesParser(bench.Anomalies);
            return new FuzzedVenue(
                ["BTC-USD", "ETH-USD"], [.. Frames.Select(Encoding.UTF8.GetBytes)], bench.Session, [.. Bodies.Select(Encoding.UTF8.GetBytes)], body => Read(bench.Parser, derivatives, body), bench.Anomalies);
        }
    }

    private static List<object> Read(OkxParser parser, OkxDerivativesParser derivatives, byte[] body)
    {
        if (OkxParser.FailureIn(body, "fuzz") is { } failure) return [failure];

        List<object> values =
        [
            .. parser.Instruments(body).Instruments,
            .. parser.Tickers(body, Now).Quotes,
            .. parser.Candles(body, TimeSpan.FromMinutes(1), Now).Candles.Cast<object>(),
            .. parser.Trades(body, Now).Trades.Cast<object>(),
            .. derivatives.Funding(body, Now).Rates.Values.Cast<object>(),
            .. derivatives.Interest(body, Now).Counts.Values.Cast<object>(),
            .. derivatives.Marks(body, Now).Marks.Select(m => new PerpetualTicker(m.Key, m.Value, null, null)),
            .. FundingSteps.Of(derivatives.Settled(body, Now).Rates, DateTimeOffset.MinValue, 8).Cast<object>(),
            .. derivatives.InterestHours(body, Now).Hours.Select(static h => (object)new OpenContracts(h.Key, h.Value, OpenInterestUnit.Coins)),
        ];
        values.Add(FuzzChecks.ValueOf(parser.Book(body, "BTC-USD", Now)));
        return values;
    }

    private static string[] Book(string pair) =>
    [
        Message(pair, "snapshot", """[["101.10","1.5","0","2"],["102","3","0","1"],["103","0.25","0","1"]]""", """[["100.90","2.500","0","1"],["100","7","0","3"]]""", 10, -1),
        Message(pair, "update", """[["101.10","0","0","0"],["101.20","4","0","1"]]""", "[]", 17, 10),
        Message(pair, "update", "[]", "[]", 17, 17),
        Message(pair, "update", """[["104","1","0","1"]]""", """[["100.90","2.75","0","1"],["99.5","1","0","1"]]""", 3, 17),
    ];

    private static string Message(string pair, string action, string asks, string bids, long sequence, long previous) =>
        $$"""{"arg":{"channel":"books","instId":"{{pair}}"},"action":"{{action}}","data":[{"asks":{{asks}},"bids":{{bids}},"ts":"1795348799000","checksum":0,"seqId":{{sequence}},"prevSeqId":{{previous}}}]}""";
}
