using System.Text;
using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Venues;
using CryptoRun.Worker.Exchanges;
using CryptoRun.Worker.Exchanges.Coinbase;

namespace CryptoRun.Worker.Tests.Exchanges.Coinbase;

/// <summary>A connection to Coinbase of which a test is the venue; time is manual.</summary>
internal sealed class CoinbaseBench
{
    public CoinbaseBench(StreamChannels channels = (StreamChannels)15, DateTimeOffset? now = null, params string[] symbols)
    {
        Wall = new ManualTime(now ?? new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));
        Monitor = new VenueMonitor(CoinbaseParser.Venue, Wall);
        Anomalies = Monitor.Anomalies(Log);
        Parser = new CoinbaseParser(Symbols, Anomalies);
        var endpoints = new CoinbaseEndpoints { SymbolsPerSubscription = 2 };
        var requests = new CoinbaseRequests(
            (text, _) =>
            {
                Sent.Add(Encoding.UTF8.GetString(text.Span));
                return Task.CompletedTask;
            },
            endpoints,
            Wall);
        Wanted = new Wanted(symbols.Length == 0 ? ["BTC-USD", "ETH-USD"] : symbols, channels);
        Session = new CoinbaseSession(Wanted, requests, new CoinbaseFrames(Symbols, Parser), new CoinbaseBooks(endpoints.BookDepth, Parser, Monitor, Wall, Log), Log);
    }

    public ManualTime Wall { get; }

    public DateTimeOffset Now => Wall.GetUtcNow();

    public CapturedLog<CoinbaseBench> Log { get; } = new();

    public VenueMonitor Monitor { get; }

    public VenueTotals Totals => Monitor.Report(new VenueHealthOptions()).Totals;

    public WireAnomalies Anomalies { get; }

    public CoinbaseSymbols Symbols { get; } = new();

    public CoinbaseParser Parser { get; }

    public Wanted Wanted { get; }

    public CoinbaseSession Session { get; }

    /// <summary>What has been sent to the venue.</summary>
    public List<string> Sent { get; } = [];

    /// <summary>The books that were opened, by symbol.</summary>
    public Dictionary<string, LiveBook> Books { get; } = [];

    public static string Snapshot(string product = "BTC-USD", string bids = """["99","1"],["98","2"]""", string asks = """["101","1"],["102","2"]""") =>
        $$"""{"type":"snapshot","product_id":"{{product}}","asks":[{{asks}}],"bids":[{{bids}}],"time":"2026-11-22T11:59:59.038046Z"}""";

    public static string Update(string changes, string product = "BTC-USD") =>
        $$"""{"type":"l2update","product_id":"{{product}}","changes":[{{changes}}],"time":"2026-11-22T11:59:59.068248Z"}""";

    public static string Match(long id, string product = "BTC-USD", string type = "match") =>
        $$"""{"type":"{{type}}","trade_id":{{id}},"maker_order_id":"a","taker_order_id":"b","side":"sell","size":"0.20","price":"100.0","product_id":"{{product}}","sequence":{{id * 7}},"time":"2026-11-22T11:59:59.164892Z"}""";

    public static string Heartbeat(long id, string product = "BTC-USD") =>
        $$"""{"type":"heartbeat","last_trade_id":{{id}},"product_id":"{{product}}","sequence":132235026653,"time":"2026-11-22T12:00:00.000000Z"}""";

    public static string Ticker(string bid, string ask, string product = "BTC-USD") =>
        $$"""{"type":"ticker","sequence":37475248783,"product_id":"{{product}}","price":"100.00","open_24h":"90","volume_24h":"245","low_24h":"80","high_24h":"110","volume_30d":"9","best_bid":"{{bid}}","best_bid_size":"0.46","best_ask":"{{ask}}","best_ask_size":"1.57","side":"buy","time":"2026-11-22T11:59:59.837002Z","trade_id":370843401,"last_size":"11.4"}""";

    public static string Subscriptions() => """{"type":"subscriptions","channels":[{"name":"level2_50","product_ids":["BTC-USD"],"account_ids":null}]}""";

    /// <summary>Takes frames; gives the meaning of the last and the events of all.</summary>
    public (FrameMeaning Meaning, List<MarketEvent> Events) Take(params string[] frames)
    {
        var meaning = FrameMeaning.Other;
        List<MarketEvent> events = [];
        foreach (var frame in frames)
        {
            meaning = Session.Take(Encoding.UTF8.GetBytes(frame), Now, events);
            if (meaning == FrameMeaning.Unusable) Session.Break(Now);
        }

        foreach (var opened in events.OfType<BookOpened>()) Books[opened.Book.Symbol] = opened.Book;
        return (meaning, events);
    }

    /// <summary>Moves time.</summary>
    public CoinbaseBench After(int milliseconds)
    {
        Wall.Advance(TimeSpan.FromMilliseconds(milliseconds));
        return this;
    }

    /// <summary>Does what has become due; gives what was sent.</summary>
    public async Task<List<string>> TendAsync()
    {
        Sent.Clear();
        await Session.TendAsync(isIdle: false, CancellationToken.None);
        return Sent;
    }

    public ExchangeNativeBook Book(string symbol = "BTC-USD") => Books[symbol].At(Now)!;
}
