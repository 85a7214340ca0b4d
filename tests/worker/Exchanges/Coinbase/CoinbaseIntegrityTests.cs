using CryptoRun.Domain.Markets;
using static CryptoRun.Worker.Tests.Exchanges.Coinbase.CoinbaseBench;

namespace CryptoRun.Worker.Tests.Exchanges.Coinbase;

/// <summary>What makes a book untrusted, and what does not.</summary>
public class CoinbaseIntegrityTests
{
    private readonly CoinbaseBench _bench = new();

    public CoinbaseIntegrityTests() => _bench.Take(Match(10, type: "last_match"), Snapshot(), Snapshot("ETH-USD"));

    private bool IsTrusted => _bench.Books["BTC-USD"].IsTrusted;

    [Fact]
    public async Task Update_ThatCrossesTheBook_DropsItUntilTheNextSnapshot()
    {
        _bench.Take(Update("""["buy","101","1"]"""));

        (IsTrusted, _bench.Book().Integrity, _bench.Book().Bids.Count).ShouldBe((false, BookIntegrity.Crossed, 0));
        _bench.Take(Update("""["buy","99","1"]"""));
        IsTrusted.ShouldBeFalse("an update is no snapshot");
        (await _bench.After(250).TendAsync()).Count.ShouldBe(2);
        _bench.Take(Snapshot());
        IsTrusted.ShouldBeTrue();
        _bench.Totals.BooksDropped.ShouldBe(1);
        _bench.Anomalies.Counts["book: crossed"].ShouldBe(1);
    }

    [Fact]
    public void Match_WithAHoleBeforeIt_DropsTheBookOfItsProductAlone()
    {
        var trades = _bench.Take(Match(11), Match(13)).Events.Count;

        (IsTrusted, _bench.Book().Integrity, _bench.Books["ETH-USD"].IsTrusted).ShouldBe((false, BookIntegrity.SequenceGap, true));
        (trades, _bench.Totals.BooksDropped, _bench.Anomalies.Counts["trade: missing"]).ShouldBe((2, 1, 1));
    }

    [Fact]
    public void Heartbeat_NamingATradeThatDoesNotCome_DropsTheBookBeforeTheNextMessageIsTaken()
    {
        _bench.Take(Heartbeat(10), Heartbeat(11));
        IsTrusted.ShouldBeTrue("it may still come");

        _bench.After(250).Take(Update("""["buy","98.5","1"]"""));

        (IsTrusted, _bench.Totals.BooksDropped).ShouldBe((false, 1));
        _bench.Take(Snapshot(), Match(12));
        IsTrusted.ShouldBeTrue("the chain goes on after what is missing");
    }

    [Fact]
    public void Heartbeat_AheadOfATradeByALittle_IsNothing()
    {
        _bench.Take(Heartbeat(11)).Events.ShouldBeEmpty();
        _bench.After(200).Take(Match(11));
        _bench.After(2000).Take(Heartbeat(11), Heartbeat(0), Heartbeat(5));

        (IsTrusted, _bench.Totals.Missed).ShouldBe((true, 0));
    }

    [Fact]
    public void Heartbeat_BeforeAnyTrade_IsNothing()
    {
        _bench.Take(Heartbeat(77, "ETH-USD"));
        _bench.After(2000).Take(Heartbeat(78, "ETH-USD"));

        _bench.Books["ETH-USD"].IsTrusted.ShouldBeTrue();
    }

    [Fact]
    public void Match_FarBehind_BeginsAnewInsteadOfSilencingTheRest()
    {
        _bench.Take(Match(99_999_999_999), Match(11)).Events.Count.ShouldBe(2);
        _bench.Take(Snapshot(), Match(12)).Events.Count.ShouldBe(1);

        IsTrusted.ShouldBeTrue();
    }

    [Fact]
    public void Tickers_TwoInARowBesideTheBook_DropIt()
    {
        _bench.Take(Ticker("99.4", "101"));
        _bench.After(500).Take(Heartbeat(10));
        IsTrusted.ShouldBeTrue("once is a flicker");

        _bench.Take(Ticker("99.4", "101"));
        _bench.After(500).Take(Heartbeat(10));

        (IsTrusted, _bench.Book().Integrity, _bench.Anomalies.Counts["book: not the ticker's"]).ShouldBe((false, BookIntegrity.SequenceGap, 1));
    }

    [Fact]
    public void Tickers_ThatTheBookShowsALittleEarlierOrLater_AreNothing()
    {
        for (var i = 0; i < 5; i++)
        {
            _bench.Take(Ticker("99.5", "101"));
            _bench.After(300).Take(Update("""["buy","99.5","1"]"""));
            _bench.After(300).Take(Update("""["buy","99.5","0"]"""));
            _bench.After(300).Take(Ticker("99.5", "101"));
            _bench.After(600).Take(Heartbeat(10));
        }

        (IsTrusted, _bench.Totals.BooksDropped).ShouldBe((true, 0));
    }

    [Fact]
    public void Tickers_OneBesideAndOneRight_AreNothing()
    {
        for (var i = 0; i < 6; i++)
        {
            _bench.Take(i % 2 == 0 ? Ticker("99.4", "101") : Ticker("99", "101"));
            _bench.After(600).Take(Heartbeat(10));
        }

        IsTrusted.ShouldBeTrue();
    }

    [Fact]
    public void Tickers_OfAnEmptySide_AreComparedWithNothing()
    {
        _bench.Take(Update("""["buy","99","0"],["buy","98","0"]"""));
        for (var i = 0; i < 4; i++)
        {
            _bench.Take(Ticker("99.4", "101"));
            _bench.After(600).Take(Heartbeat(10));
        }

        IsTrusted.ShouldBeTrue();
    }
}
