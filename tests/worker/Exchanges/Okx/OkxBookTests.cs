using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Exchanges.Okx;

namespace CryptoRun.Worker.Tests.Exchanges.Okx;

/// <summary>The chain of messages, in the cases that OKX documents.</summary>
public class OkxBookTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
    private readonly OkxBook _book = new("BTC-USD", 3);

    [Fact]
    public void Take_UnbrokenChain_AppliesWhatChanged()
    {
        Snapshot(10);

        Update(15, 10, bids: [(99, 0), (98.5m, 4)], asks: [(101, 7)]).ShouldBeTrue();
        Update(33, 15, bids: [(100, 1)], asks: []).ShouldBeTrue();

        var book = _book.At(Noon.AddMinutes(1))!;
        (book.Integrity, book.ExchangeTime).ShouldBe((BookIntegrity.Verified, Noon.AddSeconds(33)));
        book.Bids.ShouldBe([new(100, 1), new(98.5m, 4), new(98, 2)]);
        book.Asks.ShouldBe([new(101, 7), new(102, 2)]);
    }

    [Fact]
    public void Take_MissingMessage_DropsTheBookUntilASnapshot()
    {
        Snapshot(10);

        Update(20, 15, bids: [(99, 5)], asks: []).ShouldBeFalse();
        (_book.IsTrusted, _book.At(Noon.AddMinutes(1))!.Integrity, _book.At(Noon.AddMinutes(1))!.Bids.Count).ShouldBe((false, BookIntegrity.SequenceGap, 0));
        Update(25, 20, bids: [(99, 6)], asks: []).ShouldBeTrue();
        _book.IsTrusted.ShouldBeFalse();

        Snapshot(40);
        Update(41, 40, bids: [(99, 6)], asks: []).ShouldBeTrue();
        _book.At(Noon.AddMinutes(1))!.Bids[0].ShouldBe(new BookLevel(99, 6));
    }

    [Fact]
    public void Take_MessageWithoutChanges_KeepsTheBookAndItsAge()
    {
        Snapshot(10);

        Update(10, 10, bids: [], asks: [], at: 59).ShouldBeTrue();
        Update(12, 10, bids: [(99, 3)], asks: [], at: 60).ShouldBeTrue();

        _book.Time.ShouldBe(Noon.AddSeconds(60));
        Update(12, 12, bids: [], asks: [], at: 90).ShouldBeTrue();
        _book.Time.ShouldBe(Noon.AddSeconds(60));
        Update(14, 14, bids: [], asks: [], at: 91).ShouldBeFalse();
        _book.IsTrusted.ShouldBeFalse();
    }

    [Fact]
    public void Take_NumbersThatBeginAnew_GoOnWithTheChain()
    {
        Snapshot(10);

        Update(3, 10, bids: [(99, 8)], asks: []).ShouldBeTrue();
        Update(5, 3, bids: [(99, 9)], asks: []).ShouldBeTrue();

        _book.At(Noon.AddMinutes(1))!.Bids[0].Size.ShouldBe(9);
    }

    [Fact]
    public void Take_DoubledMessage_IsABreak()
    {
        Snapshot(10);

        Update(15, 10, bids: [(99, 5)], asks: []).ShouldBeTrue();
        Update(15, 10, bids: [(99, 5)], asks: []).ShouldBeFalse();
    }

    [Fact]
    public void Take_Unreadable_IsABreak()
    {
        Snapshot(10);

        _book.Take(new OkxBookChange(Noon, "BTC-USD", Noon, IsSnapshot: false, [], [], null, -1)).ShouldBeFalse();
        _book.IsTrusted.ShouldBeFalse();
    }

    private void Snapshot(long sequence) => _book.Take(new OkxBookChange(
        Noon, "BTC-USD", Noon, IsSnapshot: true, [new(99, 1), new(98, 2), new(97, 3)], [new(101, 1), new(102, 2)], sequence, -1)).ShouldBeTrue();

    private bool Update(long sequence, long previous, (decimal Price, decimal Size)[] bids, (decimal Price, decimal Size)[] asks, int? at = null) => _book.Take(new OkxBookChange(
        Noon, "BTC-USD", Noon.AddSeconds(at ?? sequence), IsSnapshot: false, [.. bids.Select(b => new BookLevel(b.Price, b.Size))], [.. asks.Select(a => new BookLevel(a.Price, a.Size))], sequence, previous));
}
