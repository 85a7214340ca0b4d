using System.Text.Json;
using CryptoRun.Domain.Factors;
using CryptoRun.Domain.Gates;
using CryptoRun.Worker.Documents;
using CryptoRun.Worker.Storage;
using static CryptoRun.Worker.Tests.Storage.Examples;

namespace CryptoRun.Worker.Tests.Storage;

public abstract class ScanStoreContract<TDatabase> : StoreContract<TDatabase>
    where TDatabase : ITestDatabase, new()
{
    [Fact]
    public async Task FindAsync_Saved_EverythingIsTheSame()
    {
        var scan = Scan(T0, symbols: 70, seed: 7);

        await SaveAsync(scan);

        Text((await Stores.Scans.FindAsync(scan.Result.ScanId, None))!).ShouldBe(Text(scan));
    }

    [Fact]
    public async Task FindAsync_LimitsOfItsJob_AreTheSameToTheBit()
    {
        var limits = new GateOptions { Funding = FundingProfile.Strict, Choppy = new GateThresholds { Composite = 0.1 + 0.2 } };
        await SaveAsync(Scan(T0) with { Gates = limits }, Scan(T0.AddMinutes(15), seed: 2));

        (await Stores.Scans.FindAtAsync(T0, None))!.Gates.ShouldBe(limits);
        (await Stores.Scans.FindAsync(null, None))!.Gates.ShouldBeNull();
    }

    [Fact]
    public async Task FindAsync_NoId_NewestByInstant()
    {
        await SaveAsync(Scan(T0.AddMinutes(15), seed: 2), Scan(T0.AddMinutes(30), seed: 3), Scan(T0, seed: 4));

        (await Stores.Scans.FindAsync(null, None))!.Result.AsOf.ShouldBe(T0.AddMinutes(30));
        (await Stores.LatestKnownAtAsync()).ShouldBe(T0.AddMinutes(30));
    }

    [Fact]
    public async Task FindAsync_NothingThere_Null()
    {
        (await Stores.Scans.FindAsync(null, None)).ShouldBeNull();
        (await Stores.Scans.FindAsync("none", None)).ShouldBeNull();
        (await Stores.Scans.FindExplanationAsync("BTC-USD", null, None)).ShouldBeNull();
        (await Stores.Scans.ListAsync(null, 10, None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task FindAtAsync_BetweenScans_TheOneBefore()
    {
        await SaveAsync(Scan(T0, seed: 2), Scan(T0.AddMinutes(15), seed: 3));

        (await Stores.Scans.FindAtAsync(T0.AddTicks(-1), None)).ShouldBeNull();
        (await Stores.Scans.FindAtAsync(T0, None))!.Result.AsOf.ShouldBe(T0);
        (await Stores.Scans.FindAtAsync(T0.AddMinutes(14), None))!.Result.AsOf.ShouldBe(T0);
        (await Stores.Scans.FindAtAsync(T0.AddMinutes(15), None))!.Result.AsOf.ShouldBe(T0.AddMinutes(15));
    }

    [Fact]
    public async Task SaveAsync_Twice_ChangesNothing()
    {
        var scan = Scan(T0, seed: 2);
        await SaveAsync(scan, scan with { Job = "scan", RunId = "other" });

        (await Stores.Scans.ListAsync(null, 10, None)).ShouldHaveSingleItem().RunId.ShouldBe(scan.RunId);
        (await Stores.Scans.HistoryAsync("BTC-USD", T0, T0, None)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task SaveAsync_TwoProcessesAtOnce_OneScan()
    {
        using var other = Database.Open();
        var scan = Scan(T0, symbols: 60);

        await Task.WhenAll(Enumerable.Range(0, 6).Select(i => (i % 2 == 0 ? Stores : other).Scans.SaveAsync(scan, None)));

        (await other.Scans.ListAsync(null, 10, None)).Count.ShouldBe(1);
        Text((await other.Scans.FindAsync(null, None))!).ShouldBe(Text(scan));
    }

    [Fact]
    public async Task ListAsync_Summary_SaysWhatTheScanSays()
    {
        var scan = Scan(T0, symbols: 7);
        await SaveAsync(scan);

        var best = scan.Result.Candidates[0];
        (await Stores.Scans.ListAsync(null, 10, None)).ShouldBe([
            new ScanSummary(scan.Result.ScanId, T0, scan.Result.Source, "scan.hot", scan.RunId, scan.Result.Regime.State, 8, 7, 2, best.Symbol, best.Final)]);
    }

    [Fact]
    public async Task ListAsync_EmptyScan_HasNoBest()
    {
        await SaveAsync(Scan(T0, symbols: 0));

        var summary = (await Stores.Scans.ListAsync(null, 10, None)).ShouldHaveSingleItem();
        (summary.Best, summary.BestFinal, summary.Candidates).ShouldBe((null, null, 0));
        (await Stores.Scans.FindAsync(null, None))!.Result.Candidates.ShouldBeEmpty();
    }

    [Fact]
    public async Task ListAsync_Cursor_EveryScanOnceNewestFirst()
    {
        // Two of each instant: the cursor must not lose the second one.
        for (var i = 0; i < 10; i++) await SaveAsync(Scan(T0.AddMinutes(i / 2 * 15), symbols: 1, seed: i + 1));

        var seen = new List<ScanSummary>();
        for (string? cursor = null; ;)
        {
            var page = await Stores.Scans.ListAsync(cursor, 3, None);
            if (page.Count == 0) break;
            seen.AddRange(page);
            cursor = page[^1].ScanId;
            if (seen.Count == 6) await SaveAsync(Scan(T0.AddDays(1), symbols: 1, seed: 99));
        }

        seen.Select(s => s.ScanId).Distinct().Count().ShouldBe(10);
        seen.Select(s => s.AsOf).ShouldBe(seen.Select(s => s.AsOf).OrderDescending());
        seen.Select(s => s.AsOf).ShouldNotContain(T0.AddDays(1));
    }

    [Fact]
    public async Task ListAsync_UnknownCursor_Empty()
    {
        await SaveAsync(Scan(T0));

        (await Stores.Scans.ListAsync("20200101T000000Z-00000000", 10, None)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(129)]
    public async Task FindExplanationAsync_AnyPlace_ThatSymbols(int place)
    {
        var scan = Scan(T0, symbols: 130);
        await SaveAsync(scan, Scan(T0.AddMinutes(15), symbols: 130, seed: 2));
        var expected = scan.Result.Candidates[place];

        var found = await Stores.Scans.FindExplanationAsync(expected.Symbol, scan.Result.ScanId, None);

        JsonSerializer.Serialize(found, Json.Options).ShouldBe(JsonSerializer.Serialize(expected, Json.Options));
        found!.ChangeSinceLastScan!.ByFactor[Factor.Quality].ShouldBe(expected.ChangeSinceLastScan!.ByFactor[Factor.Quality]);
    }

    [Fact]
    public async Task FindExplanationAsync_NoScan_NewestThatHasTheSymbol()
    {
        await SaveAsync(Scan(T0, symbols: 5), Scan(T0.AddMinutes(15), symbols: 5, seed: 2), Scan(T0.AddMinutes(30), symbols: 2, seed: 3));

        (await Stores.Scans.FindExplanationAsync("C005-USD", null, None))!.AsOf.ShouldBe(T0.AddMinutes(15));
        (await Stores.Scans.FindExplanationAsync("BTC-USD", null, None))!.AsOf.ShouldBe(T0.AddMinutes(30));
        (await Stores.Scans.FindExplanationAsync("NONE-USD", null, None)).ShouldBeNull();
    }

    [Fact]
    public async Task HistoryAsync_Span_OldestFirstWithContributions()
    {
        var scans = Enumerable.Range(0, 5).Select(i => Scan(T0.AddMinutes(15 * i), seed: i + 1)).ToList();
        await SaveAsync([.. scans.AsEnumerable().Reverse()]);

        var history = await Stores.Scans.HistoryAsync("BTC-USD", T0.AddMinutes(15), T0.AddMinutes(45), None);

        history.Select(p => p.ScanId).ShouldBe(scans[1..4].Select(s => s.Result.ScanId));
        var expected = scans[2].Result.Candidates[0];
        (history[1].Composite, history[1].Final, history[1].Rank, history[1].AsOf).ShouldBe((expected.Composite, expected.Final, 1, expected.AsOf));
        history[1].Points.ShouldBe(expected.Factors.Select(f => f.Points));
        history[1].Verdict.ShouldBe(expected.Verdict);
    }

    [Fact]
    public async Task SaveAsync_CancelledMidway_LeavesNothing()
    {
        using var cancel = new CancellationTokenSource();
        var scan = Scan(T0, symbols: 60);
        var inputs = new CancellingList<StoredScanInput>(scan.Inputs, cancel);

        await Should.ThrowAsync<OperationCanceledException>(() => Stores.Scans.SaveAsync(scan with { Inputs = inputs }, cancel.Token));

        (await Stores.Scans.ListAsync(null, 10, None)).ShouldBeEmpty();
        (await Stores.Scans.FindExplanationAsync("BTC-USD", null, None)).ShouldBeNull();
        await SaveAsync(scan);
        (await Stores.Scans.ListAsync(null, 10, None)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task SaveAsync_OtherSource_Refused()
    {
        var scan = Scan(T0);
        var live = scan with { Result = scan.Result with { Source = Domain.Markets.MarketSource.Live } };

        (await Should.ThrowAsync<InvalidOperationException>(() => Stores.Scans.SaveAsync(live, None))).Message.ShouldContain("never mix");
    }

    private static string Text(StoredScan scan) => JsonSerializer.Serialize(scan, Json.Options);

    private async Task SaveAsync(params StoredScan[] scans)
    {
        foreach (var scan in scans) await Stores.Scans.SaveAsync(scan, None);
    }

    /// <summary>Cancels when it has been read to its end.</summary>
    private sealed class CancellingList<T>(IReadOnlyList<T> items, CancellationTokenSource cancel) : IReadOnlyList<T>
    {
        public int Count => items.Count;

        public T this[int index] => items[index];

        public IEnumerator<T> GetEnumerator()
        {
            foreach (var item in items) yield return item;
            cancel.Cancel();
        }

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
