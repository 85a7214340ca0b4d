using CryptoRun.Worker.Simulation;

namespace CryptoRun.Worker.Tests.Simulation;

public class CoinBookTests
{
    private static readonly DateTimeOffset At = new(2025, 11, 6, 15, 20, 30, TimeSpan.Zero);
    private readonly SimulatedMarket _market = new(42, 60);

    [Fact]
    public void BookAt_EveryCoinAtManyInstants_IsAWellFormedBookAroundThePrice()
    {
        foreach (var symbol in _market.InstrumentsAt(At).Select(i => i.Symbol))
        {
            for (var i = 0; i < 4; i++)
            {
                var at = At.AddSeconds(i * 3607);
                var (book, price) = (_market.BookAt(at, symbol)!, _market.PriceAt(at, symbol)!.Value);
                (book.Bids[0].Price, book.Asks[0].Price).ShouldBe((price.Bid!.Value, price.Ask!.Value), symbol);
                book.Bids.Zip(book.Bids.Skip(1)).ShouldAllBe(p => p.First.Price > p.Second.Price);
                book.Asks.Zip(book.Asks.Skip(1)).ShouldAllBe(p => p.First.Price < p.Second.Price);
                book.Bids.Concat(book.Asks).ShouldAllBe(l => l.Price > 0 && l.Size > 0);
                var mid = (book.Bids[0].Price + book.Asks[0].Price) / 2;
                book.Bids[^1].Price.ShouldBeLessThan(mid * 0.975m + Tick(symbol), symbol);
                book.Asks[^1].Price.ShouldBeGreaterThan(mid * 1.025m - Tick(symbol), symbol);
                (book.Bids.Count + book.Asks.Count).ShouldBeInRange(30, 260, symbol);
            }
        }
    }

    [Fact]
    public void BookAt_ByDailyVolume_DepthMeansSomethingForTheTiers()
    {
        // gates.md: $150k for $5M a day and more, $75k from $1M, $25k from $100k. Most coins have it, some have not.
        var depths = VenuePairs.Take(60).Where(p => p.Sector != Sector.Pegged && p.Quote == "USD" && p.AdvUsd >= 1e5).Select(p => (p.AdvUsd, Depth: Depth($"{p.Base}-USD"))).ToList();

        var enough = depths.Count(d => d.Depth >= (d.AdvUsd >= 5e6 ? 150_000 : d.AdvUsd >= 1e6 ? 75_000 : 25_000));
        TestContext.Current.TestOutputHelper?.WriteLine(string.Join("; ", depths.Select(d => $"{d.AdvUsd:0.0e0} {d.Depth / 1000:0}k")));
        enough.ShouldBeInRange(depths.Count * 7 / 10, depths.Count - 1);
        depths.Where(d => d.AdvUsd > 1e8).ShouldAllBe(d => d.Depth > 500_000);
    }

    [Fact]
    public void BookAt_AskedAgain_IsTheSame()
    {
        var again = new SimulatedMarket(42, 60);
        again.BookAt(At.AddDays(3), "SOL-USD");

        var (book, same) = (_market.BookAt(At, "SOL-USD")!, again.BookAt(At, "SOL-USD")!);

        same.Bids.ShouldBe(book.Bids);
        same.Asks.ShouldBe(book.Asks);
    }

    [Fact]
    public void BookAt_OneSecondLater_HasChangedLittle()
    {
        foreach (var symbol in (string[])["BTC-USD", "LINK-USD", "MANA-USD"])
        {
            var changed = Enumerable.Range(0, 60).Average(i => Changes(_market.BookAt(At.AddSeconds(i), symbol)!, _market.BookAt(At.AddSeconds(i + 1), symbol)!));
            changed.ShouldBeInRange(0.5, 12, symbol);
        }
    }

    private static int Changes(TapeBook a, TapeBook b) => a.Bids.Concat(a.Asks).Except(b.Bids.Concat(b.Asks)).Count();

    private decimal Tick(string symbol) => 8 * new decimal(1, 0, 0, false, (byte)_market.InstrumentsAt(At).First(i => i.Symbol == symbol).PriceDecimals);

    private double Depth(string symbol)
    {
        var book = _market.BookAt(At, symbol)!;
        var mid = (book.Bids[0].Price + book.Asks[0].Price) / 2;
        var bids = book.Bids.Where(l => l.Price >= mid * 0.98m).Sum(l => l.Price * l.Size);
        var asks = book.Asks.Where(l => l.Price <= mid * 1.02m).Sum(l => l.Price * l.Size);
        return (double)Math.Min(bids, asks);
    }
}
