using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Scanning;
using CryptoRun.Domain.Scoring;
using CryptoRun.Domain.Venues;

namespace CryptoRun.Worker.Tests.Faults;

/// <summary>What holds of every scan, whatever the venues do: what a gate was shown is verified, fresh, of a venue that is not red, and what the market really was.</summary>
internal static class ScanTrust
{
    /// <summary>Prices move while they travel; a misplaced point, another coin or half a book is much farther off.</summary>
    private const decimal Apart = 0.03m;

    private const int CheckedLevels = 5;

    public static void Check(SeenScan seen, FaultStage stage)
    {
        foreach (var input in seen.Snapshot.Symbols)
        {
            var symbol = input.Candles.Symbol;
            foreach (var book in input.Feeds.Books ?? []) Check(book, seen.At, stage.IsSkewed(book.Venue));
            foreach (var perpetual in input.Feeds.Perpetuals ?? []) Check(perpetual, symbol, seen.At);
            if (input.Quote is { } quote)
            {
                quote.ExchangeTime.ShouldBeLessThanOrEqualTo(stage.Clock.GetUtcNow(), $"{symbol} quote");
                ShouldBeNear(quote.Last, Price("kraken", symbol, quote.ExchangeTime), $"{symbol} quote");
            }

            ShouldBeNear((decimal)input.Candles.Close[^1], FaultStage.Tape("kraken").CandlesAt(seen.At, symbol, input.Candles.End.AddHours(-1), input.Candles.End) is [.., var last] ? last.Candle.Close : null, $"{symbol} close");
            if (stage.Feed.Symbols.Find(symbol)!.Forming is { } forming) ShouldBeNear(forming.Close, Price("kraken", symbol, stage.Clock.GetUtcNow()), $"{symbol} forming", 0.2m);
        }

        var inputs = seen.Snapshot.Symbols.ToDictionary(static s => s.Candles.Symbol, StringComparer.Ordinal);
        foreach (var candidate in seen.Result.Candidates) Check(candidate, inputs[candidate.Symbol], seen);
    }

    private static void Check(ExchangeNativeBook book, DateTimeOffset at, bool isSkewed)
    {
        var what = $"{book.Venue} {book.Symbol} book of {book.ExchangeTime:u}, {book.Integrity}";
        book.ExchangeTime.ShouldBeLessThanOrEqualTo(at, what);
        if (book.Integrity != BookIntegrity.Verified)
        {
            (book.Bids.Count + book.Asks.Count).ShouldBe(0, what);
            return;
        }

        var tape = FaultStage.Tape(book.Venue).BookAt(book.ExchangeTime, book.Symbol).ShouldNotBeNull(what);
        if (BookReading.Of(book, at).NotTrustworthyWhy is not null) return;
        ShouldBeNear(book.Bids[0].Price, tape.Bids[0].Price, what);
        ShouldBeNear(book.Asks[0].Price, tape.Asks[0].Price, what);

        // Only a checksum or a chain of numbers promises every level at once, and a clock that is wrong does not say which instant it was.
        if (isSkewed || book.Venue == "coinbase") return;
        book.Bids.Take(CheckedLevels).ShouldBe(tape.Bids.Take(CheckedLevels), what);
        book.Asks.Take(CheckedLevels).ShouldBe(tape.Asks.Take(CheckedLevels), what);
    }

    private static void Check(PerpetualFeed perpetual, string symbol, DateTimeOffset at)
    {
        var what = $"{perpetual.Venue} {symbol}";
        if (perpetual.Mark is { } mark)
        {
            mark.Time.ShouldBeLessThanOrEqualTo(at, what);
            ShouldBeNear(mark.Price, Price(perpetual.Venue, symbol, mark.Time), $"{what} mark");
        }

        perpetual.Funding.ShouldAllBe(f => f.Time <= at);
        perpetual.OpenInterest.ShouldAllBe(o => o.Time <= at);
        if (perpetual.OpenInterest is [.., var before, var newest]) newest.Usd.ShouldBeInRange(before.Usd / 4, before.Usd * 4, $"{what} open interest");
    }

    private static void Check(ScoreExplanation candidate, SymbolInput input, SeenScan seen)
    {
        foreach (var gate in candidate.Gates.Where(static g => g is { Gate: "spread" or "depth", Actual: not null }))
        {
            var what = $"{candidate.Symbol} {gate.Gate} from {gate.Source}";
            var book = input.Feeds.Books!.Single(b => b.Venue == gate.Source);
            var reading = BookReading.Of(book, seen.At);
            reading.NotTrustworthyWhy.ShouldBeNull(what);
            (book.Integrity, reading.Symbol).ShouldBe((BookIntegrity.Verified, candidate.Symbol), what);
            gate.AgeSeconds!.Value.ShouldBeInRange(0, BookReading.OldestSeconds, what);
            gate.Actual.ShouldBe(gate.Gate == "spread" ? reading.SpreadBps : reading.DepthUsd, what);
            if (seen.Snapshot.VenueHealth!.TryGetValue(gate.Source, out var state)) state.ShouldNotBe(VenueState.Red, what);
        }

        foreach (var gate in candidate.Gates) (gate.AgeSeconds ?? 0).ShouldBeGreaterThanOrEqualTo(0, $"{candidate.Symbol} {gate.Gate}: {gate.Reason}");
    }

    private static decimal? Price(string venue, string symbol, DateTimeOffset at) => FaultStage.Tape(venue).PriceAt(at, symbol)?.Last;

    private static void ShouldBeNear(decimal price, decimal? right, string what, decimal apart = Apart)
    {
        if (right is { } expected) price.ShouldBeInRange(expected * (1 - apart), expected * (1 + apart), what);
    }
}
