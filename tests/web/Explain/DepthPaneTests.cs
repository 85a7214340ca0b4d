using CryptoRun.Domain.Markets;
using CryptoRun.Web.Charts;
using CryptoRun.Worker.Storage;

namespace CryptoRun.Web.Tests.Explain;

public sealed class DepthPaneTests
{
    private static readonly DateTimeOffset At = ScanFixture.At;

    [Fact]
    public void Of_ABook_AddsUpFromTheMidOutwardsAndAgreesWithWhatTheGateReads()
    {
        var book = Book([99.9m, -0.8m, -2m], [100.1m, 0.9m, 1m, 2m]);

        var ladder = DepthLadder.Of(book)!;

        ladder.Mid.ShouldBe(100);
        ladder.Bids.Select(s => s.Usd).ShouldBe([999, 1990, 2961], 1e-6);
        DepthLadder.Within(ladder.Bids).ShouldBe(BookReading.Of(book, At).DepthBidUsd!.Value, 1e-6);
        DepthLadder.Within(ladder.Asks).ShouldBe(BookReading.Of(book, At).DepthAskUsd!.Value, 1e-6);
    }

    [Fact]
    public void Of_AnEmptySideOrACrossedBook_IsNothing()
    {
        DepthLadder.Of(Book([99m], [])).ShouldBeNull();
        DepthLadder.Of(Book([101m], [100m])).ShouldBeNull();
    }

    [Fact]
    public async Task DepthChart_Rendered_DrawsBothSidesTheWindowAndTheLimit()
    {
        var html = await Rendered.HtmlAsync<DepthChart>(("Ladder", DepthLadder.Of(Book([99.9m, -0.8m], [100.1m, 0.9m]))), ("LimitUsd", 1500.0), ("Label", "book"));

        html.ShouldContain("class=\"dpb\"");
        html.ShouldContain("≥ $1.5");
        html.ShouldContain("+2 %");
    }

    private static ExchangeNativeBook Book(decimal[] bids, decimal[] asks) =>
        new StoredFeeds([new StoredBook(At, "kraken", BookIntegrity.Verified, bids, [.. bids.Select(_ => 10m)], asks, [.. asks.Select(_ => 10m)])]).Back("X-USD", _ => null).Books!.Single();
}
