using System.Text;
using CryptoRun.Worker.Exchanges.Coinbase;

namespace CryptoRun.Worker.Tests.Exchanges.Coinbase;

public class CoinbaseFuzzTests : VenueFuzzContract
{
    private static readonly string[] Bodies =
    [
        """[{"id":"BTC-USD","base_currency":"BTC","quote_currency":"USD","quote_increment":"0.01","base_increment":"0.00000001","display_name":"BTC-USD","status":"online","trading_disabled":false,"cancel_only":false},{"id":"ETH-USD","base_currency":"ETH","quote_currency":"USD","status":"delisted"}]""",
        """{"ask":"30300.10","bid":"30300.00","volume":"4083.67","trade_id":86326522,"price":"30303.20","size":"0.00067643","time":"2026-11-22T11:59:59.123456Z"}""",
        "[[1762776060,106030.1,106040,106038.3,106038.31,0.00032101],[1762776000,105038.3,106038.3,106038.3,105038.3,1e-05]]",
        """[{"trade_id":74,"side":"sell","size":"0.01000000","price":"105433.60000","time":"2026-11-22T11:59:58.5Z"},{"trade_id":73,"side":"buy","size":"0.1","price":"105410.1","time":"2026-11-22T11:59:57Z"}]""",
        """{"bids":[["99","1",3],["98.5","0.2",1]],"asks":[["101","1",1],["102.50","2",2]],"sequence":132236333487,"auction_mode":false,"auction":null,"time":"2026-11-22T11:59:59.683209774Z"}""",
        """{"message":"NotFound"}""",
    ];

    private protected override FuzzedVenue Venue
    {
        get
        {
            var bench = new CoinbaseBench();
            return new FuzzedVenue(
                bench.Wanted.Symbols, [.. Frames().Select(Encoding.UTF8.GetBytes)], bench.Session, [.. Bodies.Select(Encoding.UTF8.GetBytes)], body => Read(bench.Parser, body), bench.Anomalies);
        }
    }

    private static IEnumerable<string> Frames()
    {
        yield return CoinbaseBench.Subscriptions();
        yield return """{"type":"error","message":"Failed to subscribe","reason":"NOPE-USD is not a valid product"}""";
        foreach (var product in (string[])["BTC-USD", "ETH-USD"])
        {
            yield return CoinbaseBench.Match(100, product, "last_match");
            yield return CoinbaseBench.Match(101, product);
            yield return CoinbaseBench.Heartbeat(101, product);
            yield return CoinbaseBench.Snapshot(product);
            yield return CoinbaseBench.Update("""["buy","99","0.00000000"],["buy","98.5","3.1"],["sell","100.50","0.7"]""", product);
            yield return CoinbaseBench.Ticker("98.5", "100.50", product);
            yield return CoinbaseBench.Update("""["sell","100.50","0"]""", product);
        }
    }

    private static IEnumerable<object> Read(CoinbaseParser parser, byte[] body)
    {
        if (CoinbaseParser.FailureIn(body, "fuzz") is { } failure) return [failure];

        object?[] quote = [parser.Ticker(body, "BTC-USD", Now), FuzzChecks.ValueOf(parser.Book(body, "BTC-USD", Now))];
        return
        [
            .. parser.Products(body)?.Instruments ?? [],
            .. quote.OfType<object>(),
            .. (parser.Candles(body, TimeSpan.FromMinutes(1), Now)?.Candles ?? []).Cast<object>(),
            .. (parser.Trades(body, Now)?.Trades ?? []).Cast<object>(),
        ];
    }
}
