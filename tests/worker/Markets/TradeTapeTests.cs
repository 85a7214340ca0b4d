using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Exchanges;
using CryptoRun.Worker.Markets;

namespace CryptoRun.Worker.Tests.Markets;

public sealed class TradeTapeTests
{
    private static readonly DateTimeOffset Noon = FeedBench.Noon;
    private readonly TradeTape _tape = new();

    [Fact]
    public void Newest_NoneHasCome_IsNull()
    {
        Add("kraken", 1, 1);

        _tape.Newest("BTC-USD", "okx", 10).ShouldBeNull();
        _tape.Newest("ETH-USD", "kraken", 10).ShouldBeNull();
    }

    [Theory]
    [InlineData(1, TradeTape.Most * 3)]
    [InlineData(TradeTape.Most * 3, 1)]
    public void Newest_MoreThanMost_KeepsTheNewestOldestFirst(int messages, int trades)
    {
        for (var i = 0; i < messages; i++) Add("kraken", 1 + (i * trades), trades);

        var (newest, receivedAt) = _tape.Newest("BTC-USD", "kraken", int.MaxValue)!.Value;

        newest.Select(t => t.Price).ShouldBe(Enumerable.Range(1 + (TradeTape.Most * 2), TradeTape.Most).Select(i => (decimal)i));
        receivedAt.ShouldBe(Noon.AddSeconds((messages - 1) * trades + 1));
    }

    [Theory]
    [InlineData(0, new int[0])]
    [InlineData(2, new[] { 4, 5 })]
    [InlineData(99, new[] { 1, 2, 3, 4, 5 })]
    public void Newest_Limit_IsOfTheNewest(int limit, int[] prices)
    {
        Add("kraken", 1, 5);
        Add("okx", 100, 5);

        _tape.Newest("BTC-USD", "kraken", limit)!.Value.Trades.Select(t => (int)t.Price).ShouldBe(prices);
    }

    [Fact]
    public async Task Add_ManyThreads_NoneIsBroken()
    {
        await Parallel.ForAsync(0, 64, TestContext.Current.CancellationToken, (i, _) =>
        {
            Add("kraken", 1, 32);
            _tape.Newest("BTC-USD", "kraken", 100)!.Value.Trades.Count.ShouldBeInRange(32, 100);
            return ValueTask.CompletedTask;
        });

        _tape.Newest("BTC-USD", "kraken", int.MaxValue)!.Value.Trades.Count.ShouldBe(TradeTape.Most);
    }

    /// <summary>Trades at the prices from <paramref name="first"/> on, received that many seconds past noon.</summary>
    private void Add(string venue, int first, int count) => _tape.Add(venue, new TradeUpdate(
        Noon.AddSeconds(first), "BTC-USD", [.. Enumerable.Range(first, count).Select(i => new Trade(Noon, i, 1, TradeSide.Buy, i))]));
}
