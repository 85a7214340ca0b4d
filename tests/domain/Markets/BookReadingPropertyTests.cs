using CryptoRun.Domain.Markets;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoRun.Domain.Tests.Markets;

/// <summary>What holds of every book.</summary>
public class BookReadingPropertyTests
{
    private const double Tolerance = 1e-9;
    private static readonly Config Cases = Config.QuickThrowOnFailure.WithMaxTest(1000);
    private static readonly DateTimeOffset At = new(2026, 1, 6, 15, 0, 30, TimeSpan.Zero);

    /// <summary>Levels 1 to 80 bps apart around 100, 0 to 12 a side, now and then crossed, old, from the future or refused by the exchange's check.</summary>
    private static readonly Gen<ExchangeNativeBook> Any =
        from bids in Side
        from asks in Side
        from gap in Gen.Choose(-2, 300)
        from age in Gen.Frequency((6, Gen.Choose(0, 5)), (1, Gen.Choose(-2, 9)))
        from integrity in Gen.Frequency((8, Gen.Constant(BookIntegrity.Verified)), (1, Gen.Elements(BookIntegrity.ChecksumMismatch, BookIntegrity.SequenceGap)))
        select NativeBooks.Of(At.AddSeconds(-age), Levels(bids, 100 - (gap / 200m), -1), Levels(asks, 100 + (gap / 200m), 1), integrity);

    private static Gen<(int Step, int Size)[]> Side => Gen.Choose(0, 12).SelectMany(count => Gen.Choose(1, 80).Zip(Gen.Choose(1, 10_000), (step, size) => (step, size)).ArrayOf(count));

    [Fact]
    public void Of_AnyBook_HasFiguresIfAndOnlyIfItIsTrusted() => Check.One(Cases, Prop.ForAll(Any.ToArbitrary(), book =>
    {
        var reading = BookReading.Of(book, At);
        var isGood = book is { Integrity: BookIntegrity.Verified, Bids.Count: > 0, Asks.Count: > 0 } && book.Bids[0].Price < book.Asks[0].Price && reading.AgeSeconds is >= 0 and <= 5;

        (reading.NotTrustworthyWhy is null).ShouldBe(isGood);
        foreach (var figure in new[] { reading.Mid, reading.SpreadBps, reading.DepthUsd, reading.DepthBidUsd, reading.DepthAskUsd, reading.DepthUsdHalfPercent })
            (figure is { } value && double.IsFinite(value)).ShouldBe(isGood);
    }));

    [Fact]
    public void Of_AnyBook_FiguresAreInTheirRanges() => Check.One(Cases, Prop.ForAll(Any.ToArbitrary(), book =>
    {
        var reading = BookReading.Of(book, At);
        if (reading.NotTrustworthyWhy is not null) return;

        reading.SpreadBps!.Value.ShouldBeGreaterThan(0);
        reading.Mid!.Value.ShouldBeInRange((double)book.Bids[0].Price, (double)book.Asks[0].Price);
        reading.DepthUsd.ShouldBe(Math.Min(reading.DepthBidUsd!.Value, reading.DepthAskUsd!.Value));
        reading.DepthUsdHalfPercent!.Value.ShouldBeInRange(0, reading.DepthUsd!.Value);
        (reading.LiquidityGradient ?? 0).ShouldBeInRange(0, 1);
        (reading.Imbalance ?? 0).ShouldBeInRange(-1, 1);
        (reading.LiquidityGradient is null).ShouldBe(reading.DepthUsd == 0);
    }));

    [Fact]
    public void Of_AnyBook_AgreesWithTheSumInDecimals() => Check.One(Cases, Prop.ForAll(Any.ToArbitrary(), book =>
    {
        var reading = BookReading.Of(book, At);
        if (reading.NotTrustworthyWhy is not null) return;

        var mid = (book.Bids[0].Price + book.Asks[0].Price) / 2;
        decimal Sum(decimal share) => Math.Min(
            book.Bids.Where(l => l.Price >= mid * (1 - share)).Sum(l => l.Price * l.Size), book.Asks.Where(l => l.Price <= mid * (1 + share)).Sum(l => l.Price * l.Size));
        reading.DepthUsd!.Value.ShouldBe((double)Sum(0.02m), Tolerance * (1 + reading.DepthUsd.Value));
        reading.DepthUsdHalfPercent!.Value.ShouldBe((double)Sum(0.005m), Tolerance * (1 + reading.DepthUsd.Value));
        reading.DepthIsLowerBound.ShouldBe(book.Bids[^1].Price >= mid * 0.98m || book.Asks[^1].Price <= mid * 1.02m);
    }));

    [Fact]
    public void Of_CoinInAnotherDenomination_ReadsTheSame() => Check.One(Cases, Prop.ForAll(Any.ToArbitrary(), book =>
    {
        var (reading, other) = (BookReading.Of(book, At), BookReading.Of(NativeBooks.Of(book.ExchangeTime, Scaled(book.Bids), Scaled(book.Asks), book.Integrity), At));

        other.NotTrustworthyWhy.ShouldBe(reading.NotTrustworthyWhy);
        if (reading.NotTrustworthyWhy is not null) return;
        other.SpreadBps!.Value.ShouldBe(reading.SpreadBps!.Value, Tolerance);
        other.DepthUsd!.Value.ShouldBe(reading.DepthUsd!.Value, Tolerance * (1 + reading.DepthUsd.Value));

        static (decimal, decimal)[] Scaled(IReadOnlyList<BookLevel> levels) => [.. levels.Select(l => (l.Price / 1000, l.Size * 1000))];
    }));

    private static (decimal Price, decimal Size)[] Levels((int Step, int Size)[] side, decimal best, int direction)
    {
        var (levels, price) = (new (decimal, decimal)[side.Length], best);
        for (var i = 0; i < side.Length; i++)
        {
            if (i > 0) price += direction * side[i].Step / 100m;
            levels[i] = (price, side[i].Size / 100m);
        }

        return levels;
    }
}
