using System.Text.Json;
using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Exchanges;
using static CryptoRun.Worker.Tests.Exchanges.Coinbase.CoinbaseBench;

namespace CryptoRun.Worker.Tests.Exchanges.Coinbase;

public class CoinbaseSessionTests
{
    private readonly CoinbaseBench _bench = new();

    [Fact]
    public async Task Subscribe_FourChannelsOfThreeSymbols_AsksInBatchesEachChannelForItself()
    {
        var bench = new CoinbaseBench((StreamChannels)15, null, "BTC-USD", "ETH-USD", "SOL-USD");

        await bench.Session.SubscribeAsync(CancellationToken.None);

        bench.Sent.Count.ShouldBe(8);
        bench.Sent.Select(Channel).ShouldBe(["heartbeat", "ticker", "matches", "level2_batch", "heartbeat", "ticker", "matches", "level2_batch"]);
        bench.Sent[3].ShouldBe("""{"type":"subscribe","channels":[{"name":"level2_batch","product_ids":["BTC-USD","ETH-USD"]}]}""");
        bench.Sent[7].ShouldContain("""["SOL-USD"]""");
    }

    [Fact]
    public async Task Subscribe_BooksAlone_AsksForTheTradesThatProveThemAndGivesNone()
    {
        var bench = new CoinbaseBench(StreamChannels.Books);

        await bench.Session.SubscribeAsync(CancellationToken.None);

        bench.Sent.Select(Channel).ShouldBe(["heartbeat", "matches", "level2_batch"]);
        bench.Take(Match(5, type: "last_match"), Match(6)).Events.ShouldBeEmpty();
    }

    [Fact]
    public async Task Rejected_OneProductNotKnown_IsAskedAgainWithoutIt()
    {
        var bench = new CoinbaseBench((StreamChannels)15, null, "BTC-USD", "WBTC-USD");
        await bench.Session.SubscribeAsync(CancellationToken.None);

        bench.Take(Subscriptions(), Subscriptions(), Subscriptions(), """{"type":"error","message":"Failed to subscribe","reason":"WBTC-USD is not a valid product"}""");
        var again = await bench.TendAsync();

        again.ShouldBe(["""{"type":"subscribe","channels":[{"name":"level2_batch","product_ids":["BTC-USD"]}]}"""]);
        bench.Log.Lines.ShouldContain(l => l.Text.Contains("level2_batch of 1 products rejected") && l.Text.Contains("WBTC-USD is not"));
        (await bench.After(60_000).TendAsync()).Count(s => s.Contains("WBTC", StringComparison.Ordinal)).ShouldBe(0);
    }

    [Fact]
    public async Task Rejected_ForWantOfAKey_IsLoggedAndNotAskedAgain()
    {
        await _bench.Session.SubscribeAsync(CancellationToken.None);

        var (meaning, _) = _bench.Take(
            Subscriptions(), Subscriptions(), Subscriptions(), """{"type":"error","message":"Failed to subscribe","reason":"level2, level3, and full channels now require authentication."}""");

        meaning.ShouldBe(FrameMeaning.Other);
        (await _bench.After(60_000).TendAsync()).ShouldBeEmpty();
        _bench.Log.Lines.ShouldContain(l => l.Text.Contains("require authentication"));
    }

    [Fact]
    public void Take_TypeThatIsNew_IsCountedAndCostsNoBook()
    {
        _bench.Take(Snapshot());

        _bench.Take("""{"type":"weather","product_id":"BTC-USD"}""").Meaning.ShouldBe(FrameMeaning.Other);

        _bench.Anomalies.Counts["unknown type"].ShouldBe(1);
        _bench.Books["BTC-USD"].IsTrusted.ShouldBeTrue();
    }

    [Theory]
    [InlineData("""{"type":"l2update","product_id":"BTC-USD","changes":[["buy","99","0.5"]""")]
    [InlineData("""{"product_id":"BTC-USD"}""")]
    [InlineData("[]")]
    [InlineData("")]
    public async Task Take_WhatCannotBeRead_DistrustsEveryBook(string frame)
    {
        _bench.Take(Snapshot(), Snapshot("ETH-USD"));

        _bench.Take(frame).Meaning.ShouldBe(FrameMeaning.Unusable);

        _bench.Books.Values.ShouldAllBe(b => !b.IsTrusted);
        var due = await _bench.After(250).TendAsync();
        due.ShouldBe([.. ((string[])["unsubscribe", "subscribe"]).Select(t => $$"""{"type":"{{t}}","channels":[{"name":"level2_batch","product_ids":["BTC-USD","ETH-USD"]}]}""")]);
    }

    [Theory]
    [InlineData("""["buy","99"]""")]
    [InlineData("""["bid","99","1"]""")]
    [InlineData("""["buy","-99","1"]""")]
    [InlineData("""["buy","99","-1"]""")]
    [InlineData("""["buy","NaN","1"]""")]
    [InlineData("""["buy",{"a":[1]},"1"]""")]
    [InlineData("7")]
    [InlineData("null")]
    public void Take_ChangeThatCannotBeRead_DistrustsItsBookAlone(string change)
    {
        _bench.Take(Snapshot(), Snapshot("ETH-USD"));

        _bench.Take(Update($"""["buy","98","1"],{change}""")).Meaning.ShouldNotBe(FrameMeaning.Unusable);

        (_bench.Books["BTC-USD"].IsTrusted, _bench.Books["ETH-USD"].IsTrusted).ShouldBe((false, true));
        _bench.Totals.BooksDropped.ShouldBe(1);
    }

    [Fact]
    public void Take_SnapshotAndUpdates_AreTheBookToTheDigit()
    {
        _bench.Take(Snapshot(), Update("""["buy","99.5","0.50"],["sell","101","0.00000000"],["buy","98","1e-3"],["sell",101.50,7,"more"]"""));

        var book = _bench.Book();
        book.Bids.Select(l => $"{l.Price} x {l.Size}").ShouldBe(["99.5 x 0.50", "99 x 1", "98 x 0.001"]);
        book.Asks.Select(l => $"{l.Price} x {l.Size}").ShouldBe(["101.50 x 7", "102 x 2"]);
        book.ExchangeTime.ShouldBe(new DateTimeOffset(2026, 11, 22, 11, 59, 59, TimeSpan.Zero).AddTicks(682480));
    }

    [Fact]
    public void Take_ProductsThatNobodyWants_LeaveNothingBehind()
    {
        for (var i = 0; i < 100; i++) _bench.Take(Snapshot($"X{i}-USD"), Match(i, $"X{i}-USD"), Ticker("1", "2", $"X{i}-USD")).Events.ShouldBeEmpty();

        _bench.Books.ShouldBeEmpty();
    }

    [Fact]
    public void Take_MatchOfAMakerThatSold_IsATradeOfATakerThatBought()
    {
        var trade = _bench.Take(Match(5, type: "last_match"), Match(6)).Events.ShouldHaveSingleItem().ShouldBeOfType<TradeUpdate>().Trades.ShouldHaveSingleItem();

        trade.ShouldBe(new Trade(new DateTimeOffset(2026, 11, 22, 11, 59, 59, TimeSpan.Zero).AddTicks(1648920), 100.0m, 0.20m, TradeSide.Buy, 6));
        _bench.Take(Match(6)).Events.ShouldBeEmpty("it has come before");
    }

    [Fact]
    public void Take_TickerOfAnEmptySideAndCrossedOne_AreAQuoteWithoutItAndNone()
    {
        _bench.Take(Ticker("0", "101")).Events.ShouldHaveSingleItem().ShouldBeOfType<QuoteUpdate>().Quote.Bid.ShouldBeNull();
        _bench.Take(Ticker("103", "101")).Events.ShouldBeEmpty();
        _bench.Anomalies.Counts["quote: crossed"].ShouldBe(1);
    }

    private static string Channel(string request) => JsonDocument.Parse(request).RootElement.GetProperty("channels")[0].GetProperty("name").GetString()!;
}
