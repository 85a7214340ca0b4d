using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Exchanges;

namespace CryptoRun.Worker.Tests.Exchanges.Contract;

/// <summary>The stream, while all is well.</summary>
public abstract partial class SpotVenueContract
{
    private const StreamChannels All = StreamChannels.Quotes | StreamChannels.Candles | StreamChannels.Books | StreamChannels.Trades;

    [Fact]
    public async Task Stream_Opened_SaysConnectedFirst()
    {
        var tap = _stage.Listen(All, Pairs);
        await _stage.Until(() => tap.Events.Count > 5, "events");

        tap.Events[0].ShouldBeOfType<StreamConnected>().Connection.ShouldBe(1);
        tap.Count<StreamLost>().ShouldBe(0);
        _stage.Totals.Missed.ShouldBe(0);
    }

    [Fact]
    public async Task Stream_Quotes_AreTheTapesAtTheirTime()
    {
        var tap = _stage.Listen(StreamChannels.Quotes, Pairs);
        await _stage.Until(() => Pairs.All(p => tap.Of<QuoteUpdate>().Count(q => q.Quote.Symbol == p) >= 8), "eight quotes of each pair");

        foreach (var update in tap.Of<QuoteUpdate>())
        {
            var price = _stage.Tape.PriceAt(update.Quote.ExchangeTime, update.Quote.Symbol)!.Value;
            update.Quote.ShouldBe(new Quote(price.Time, update.Quote.Symbol, _stage.Loopback.Name, price.Last, price.Bid, price.Ask));
            update.Quote.ExchangeTime.ShouldBeLessThanOrEqualTo(update.ReceivedAt);
        }
    }

    [Fact]
    public async Task Stream_FullHour_HasTheFinalCandleOrTheVenueHasNone()
    {
        var tap = _stage.Listen(StreamChannels.Quotes | StreamChannels.Candles, Pairs);
        await _stage.Until(() => tap.Count<QuoteUpdate>() > 0, "a quote");
        await _stage.Until(() => tap.Of<QuoteUpdate>().Any(q => q.ReceivedAt >= Begin.AddMinutes(2)), "a quote of the next hour");

        var closed = tap.Of<CandleUpdate>().Where(c => c.Candle.OpenTime < Begin).GroupBy(c => (c.Symbol, c.Candle.OpenTime)).ToDictionary(g => g.Key, g => g.Last().Candle);
        if (!Venue.HasCandleChannel)
        {
            tap.Count<CandleUpdate>().ShouldBe(0);
            return;
        }

        Pairs.ShouldBeSubsetOf(closed.Keys.Select(k => k.Symbol));
        foreach (var ((symbol, _), candle) in closed)
            candle.ShouldBe(Venue.AsTold(_stage.Tape.CandlesAt(_stage.Now, symbol, candle.OpenTime, candle.OpenTime + Hour).Single().Candle));
    }

    [Fact]
    public async Task Stream_Books_AreTrustedAndTheTapes()
    {
        if (!_stage.Stream.HasBooks) Assert.Skip("The venue's stream has no books.");

        var tap = _stage.Listen(StreamChannels.Books, Pairs);
        await _stage.Until(() => Pairs.All(p => tap.Book(p)?.IsTrusted == true), "three trusted books");
        HashSet<(string, DateTimeOffset)> seen = [];
        await _stage.Run(60, () =>
        {
            foreach (var pair in Pairs) seen.Add((pair, ShouldBeTheTapes(tap, pair, int.MaxValue)));
        });

        // A book moves on, and its updates do not put it out of step.
        Pairs.ShouldAllBe(p => seen.Count(s => s.Item1 == p) >= 8);
        (tap.Count<BookOpened>(), tap.Count<StreamLost>(), _stage.Totals.BooksDropped).ShouldBe((3, 0, 0));
    }

    [Fact]
    public async Task Stream_Trades_NoneIsLostAndNoneDoubled()
    {
        var tap = _stage.Listen(StreamChannels.Trades, Pairs);
        await _stage.Until(() => Pairs.All(p => Trades(tap, p).Count >= 10) && _stage.Now > Begin.AddMinutes(2), "ten trades of each pair and a full hour");

        foreach (var pair in Pairs)
        {
            var trades = Trades(tap, pair);
            trades.Select(Venue.AsTold).ShouldBe(_stage.Tape.TradesAfter(trades[0].Time.AddTicks(-1), trades[^1].Time, pair).Select(Venue.AsTold));
            trades.Select(t => t.Id).ShouldBeInOrder();
            trades.Select(t => t.Id).ShouldBeUnique();
        }
    }

    private static List<Trade> Trades(StreamTap tap, string symbol) => [.. tap.Of<TradeUpdate>().Where(t => t.Symbol == symbol).SelectMany(t => t.Trades)];

    /// <summary>A trusted book is the tape's at its time, an untrusted one is empty and says so. Returns its time.</summary>
    private DateTimeOffset ShouldBeTheTapes(StreamTap tap, string symbol, int levels)
    {
        var taken = tap.Book(symbol)!.At(_stage.Now).ShouldNotBeNull();
        taken.ExchangeTime.ShouldBeLessThanOrEqualTo(_stage.Now);
        if (taken.Integrity != BookIntegrity.Verified)
        {
            (taken.Bids.Count, taken.Asks.Count).ShouldBe((0, 0));
            return taken.ExchangeTime;
        }

        var tape = _stage.Tape.BookAt(taken.ExchangeTime, symbol)!;
        var mid = (tape.Bids[0].Price + tape.Asks[0].Price) / 2;
        taken.Bids.Take(levels).ShouldBe(tape.Bids.Where(l => l.Price >= mid * (1 - LiveBook.Reach)).Take(levels), $"{symbol} bids of {taken.ExchangeTime:T}");
        taken.Asks.Take(levels).ShouldBe(tape.Asks.Where(l => l.Price <= mid * (1 + LiveBook.Reach)).Take(levels), $"{symbol} asks of {taken.ExchangeTime:T}");
        return taken.ExchangeTime;
    }
}
