using CryptoRun.Worker.Storage;
using static CryptoRun.Worker.Tests.Storage.Examples;

namespace CryptoRun.Worker.Tests.Storage;

public abstract class BookSummaryStoreContract<TDatabase> : StoreContract<TDatabase>
    where TDatabase : ITestDatabase, new()
{
    [Fact]
    public async Task ReadAsync_Written_TheSameSummariesOldestFirst()
    {
        BookSummary[] summaries = [Summary(2, bid: 61032.8m), Summary(0, bid: 0.000000012345678901m), Summary(1, bid: 79228162514264337593543950335m)];

        (await Stores.Books.WriteAsync(summaries, T0, None)).ShouldBe(3);

        (await ReadAsync(T0)).ShouldBe([summaries[1], summaries[2], summaries[0]]);
    }

    [Fact]
    public async Task WriteAsync_MinuteThatIsThere_StaysAsItWasFirstKnown()
    {
        await Stores.Books.WriteAsync([Summary(0)], T0, None);

        (await Stores.Books.WriteAsync([Summary(0, bid: 1), Summary(1), Summary(1, bid: 2)], T0.AddMinutes(5), None)).ShouldBe(1);

        (await ReadAsync(T0.AddMinutes(5))).ShouldBe([Summary(0), Summary(1)]);
    }

    [Fact]
    public async Task ReadAsync_AsOf_GivesWhatWasKnownThen()
    {
        await Stores.Books.WriteAsync([Summary(0)], T0, None);
        await Stores.Books.WriteAsync([Summary(1)], T0.AddMinutes(2), None);

        (await ReadAsync(T0.AddTicks(-1))).ShouldBeEmpty();
        (await ReadAsync(T0)).Count.ShouldBe(1);
        (await ReadAsync(T0.AddMinutes(2))).Count.ShouldBe(2);
    }

    [Fact]
    public async Task ReadAsync_SpanAndBook_HalfOpenAndKeptApart()
    {
        BookSummary[] hours = [.. Enumerable.Range(0, 60).Select(m => Summary(60 * m))];
        await Stores.Books.WriteAsync(hours, T0, None);
        await Stores.Books.WriteAsync([Summary(60) with { Venue = "okx" }, Summary(60) with { Symbol = "ETH-USD" }], T0, None);

        (await Stores.Books.ReadAsync("kraken", "BTC-USD", T0.AddHours(1), T0.AddHours(30), T0, None)).ShouldBe(hours[1..30]);
        (await Stores.Books.ReadAsync("okx", "BTC-USD", T0, T0.AddDays(9), T0, None)).ShouldHaveSingleItem().Venue.ShouldBe("okx");
        (await Stores.Books.ReadAsync("bybit", "BTC-USD", T0, T0.AddDays(9), T0, None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task WriteAsync_TwoProcessesAtOnce_EveryMinuteOnce()
    {
        using var other = Database.Open();
        BookSummary[] minutes = [.. Enumerable.Range(0, 700).Select(m => Summary(m))];

        var written = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => (i % 2 == 0 ? Stores : other).Books.WriteAsync(minutes, T0, None)));

        written.Sum().ShouldBe(700);
        (await ReadAsync(T0)).ShouldBe(minutes);
    }

    [Fact]
    public async Task WriteAsync_NothingOrCancelled_LeavesNothing()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        (await Stores.Books.WriteAsync([], T0, None)).ShouldBe(0);
        await Should.ThrowAsync<OperationCanceledException>(() => Stores.Books.WriteAsync([Summary(0)], T0, cancelled.Token));
        (await ReadAsync(T0)).ShouldBeEmpty();
    }

    private static BookSummary Summary(int minute, decimal bid = 100) =>
        new(T0.AddMinutes(minute), "kraken", "BTC-USD", bid, 100.5m, 4.987654321, 1e6, 2e6, 1e5, 2e5, -1.0 / 3, 1234, 59.5);

    private Task<IReadOnlyList<BookSummary>> ReadAsync(DateTimeOffset asOf) => Stores.Books.ReadAsync("kraken", "BTC-USD", T0, T0.AddDays(9), asOf, None);
}
