using CryptoRun.Domain.Markets;

namespace CryptoRun.Domain.Tests.Markets;

/// <summary>Hand-worked books: what depth, spread, gradient and imbalance are, and which books have no figures at all.</summary>
public class BookReadingTests
{
    private static readonly DateTimeOffset At = new(2026, 1, 6, 15, 0, 30, TimeSpan.Zero);

    [Fact]
    public void Of_HandWorkedBook_GivesEveryMeasure()
    {
        // Mid 100. Bids: 99.9 x 10 = 999, 99.5 x 20 = 1990 (on 0.5 %), 98 x 30 = 2940 (on 2 %), 97.99 outside. Asks: 100.1 x 5 = 500.5, 101 x 10 = 1010, 102.01 outside.
        var book = BookReading.Of(NativeBooks.Of(At, [(99.9m, 10), (99.5m, 20), (98m, 30), (97.99m, 1000)], [(100.1m, 5), (101m, 10), (102.01m, 1000)]), At);

        book.NotTrustworthyWhy.ShouldBeNull();
        book.Mid.ShouldBe(100);
        book.SpreadBps!.Value.ShouldBe(20, 1e-9);
        book.DepthBidUsd!.Value.ShouldBe(5929, 1e-9);
        book.DepthAskUsd!.Value.ShouldBe(1510.5, 1e-9);
        book.DepthUsd.ShouldBe(book.DepthAskUsd);
        book.DepthUsdHalfPercent!.Value.ShouldBe(500.5, 1e-9);
        book.LiquidityGradient!.Value.ShouldBe(500.5 / 1510.5, 1e-12);
        book.Imbalance!.Value.ShouldBe((5929 - 1510.5) / (5929 + 1510.5), 1e-12);
        book.DepthIsLowerBound.ShouldBeFalse();
        (book.Venue, book.Symbol, book.Time, book.AgeSeconds).ShouldBe(("kraken", "SOL-USD", At, 0));
    }

    [Fact]
    public void Of_LevelsOnTheBounds_CountOnBothSides()
    {
        // Mid 100; 0.5 % and 2 % away to the cent: 99.5 x 10 + 98 x 10 and 100.5 x 10 + 102 x 10.
        var book = BookReading.Of(NativeBooks.Of(At, [(99.9m, 1), (99.5m, 10), (98m, 10), (97m, 1)], [(100.1m, 1), (100.5m, 10), (102m, 10), (103m, 1)]), At);

        book.DepthUsdHalfPercent!.Value.ShouldBe(99.9 + 995, 1e-9);
        (book.DepthBidUsd!.Value, book.DepthAskUsd!.Value).ShouldBe((99.9 + 995 + 980, 100.1 + 1005 + 1020));
    }

    [Fact]
    public void Of_LevelsEndInsideTwoPercent_SaysThatDepthIsALowerBound()
    {
        var book = BookReading.Of(NativeBooks.Of(At, [(99.9m, 10), (97m, 1)], [(100.1m, 5), (101m, 10)]), At);

        (book.DepthIsLowerBound, book.DepthUsd).ShouldBe((true, 999));
    }

    [Fact]
    public void Of_SpreadOverFourPercent_HasDepthZeroAndNeitherGradientNorImbalance()
    {
        var book = BookReading.Of(NativeBooks.Of(At, [(97m, 10)], [(103m, 10)]), At);

        (book.NotTrustworthyWhy, book.DepthUsd, book.LiquidityGradient, book.Imbalance).ShouldBe((null, 0, null, null));
    }

    public static TheoryData<string, double, BookIntegrity, decimal?, decimal?> Untrusted => new()
    {
        { "crossed", 0, BookIntegrity.Verified, 100.2m, 100.1m },
        { "crossed", 0, BookIntegrity.Verified, 100.1m, 100.1m },
        { "no bids", 0, BookIntegrity.Verified, null, 100.1m },
        { "no asks", 0, BookIntegrity.Verified, 99.9m, null },
        { "5.001 s old", 5.001, BookIntegrity.Verified, 99.9m, 100.1m },
        { "stamped after the scan", -0.001, BookIntegrity.Verified, 99.9m, 100.1m },
        { "checksum mismatch", 0, BookIntegrity.ChecksumMismatch, 99.9m, 100.1m },
        { "an update is missing", 0, BookIntegrity.SequenceGap, 99.9m, 100.1m },
    };

    [Theory]
    [MemberData(nameof(Untrusted))]
    public void Of_BookNotToBeTrusted_SaysWhyAndHasNoFigures(string why, double age, BookIntegrity integrity, decimal? bid, decimal? ask)
    {
        var reading = BookReading.Of(NativeBooks.Of(At.AddSeconds(-age), bid is null ? [] : [(bid.Value, 1)], ask is null ? [] : [(ask.Value, 1)], integrity), At);

        reading.NotTrustworthyWhy.ShouldBe(why);
        new[] { reading.Mid, reading.SpreadBps, reading.DepthUsd, reading.DepthBidUsd, reading.DepthAskUsd, reading.DepthUsdHalfPercent, reading.LiquidityGradient, reading.Imbalance }
            .ShouldAllBe(figure => figure == null);
    }

    [Fact]
    public void Of_FiveSecondsOld_IsTrusted() => BookReading.Of(NativeBooks.Of(At.AddSeconds(-5), [(99.9m, 1)], [(100.1m, 1)]), At).NotTrustworthyWhy.ShouldBeNull();
}
