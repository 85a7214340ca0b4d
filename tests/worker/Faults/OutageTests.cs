using CryptoRun.Worker.Simulation;

namespace CryptoRun.Worker.Tests.Faults;

/// <summary>Several venues gone at once, and a history with holes.</summary>
public sealed class OutageTests
{
    private static readonly string[] Side = ["okx", "coinbase", "krakenfutures", "binance", "bybit", "defillama"];
    private static readonly string[] All = ["kraken", .. Side];
    private static readonly DateTimeOffset FourOClock = new(2025, 11, 6, 16, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task SideVenues_AllDead_ScanGoesOnWithKrakenAlone()
    {
        await using var stage = await FaultStage.StartAsync();
        await CalmAsync(stage, All);

        Switch(stage, Side, on: true);
        var seen = await stage.UntilAsync(s => AreToldOf(s, Side) && s.Judged is ["kraken"] && s.IsUsed("kraken"), "every side venue is missed, Kraken is used");
        seen.Snapshot.Tier.ShouldBe("hot");
        seen.WarningOf("kraken").ShouldBeNull();
        seen.Result.Candidates.Count.ShouldBeGreaterThan(8);
        Print("all side venues", seen);

        Switch(stage, Side, on: false);
        await CalmAsync(stage, All);
    }

    [Fact]
    public async Task Kraken_DeadOverAFullHour_ScanGoesOnFromTheStoreWithTheOthersBooks()
    {
        await using var stage = await FaultStage.StartAsync(FourOClock.AddMinutes(-2));
        await CalmAsync(stage, All);

        Switch(stage, ["kraken"], on: true);
        var seen = await stage.UntilAsync(
            s => s.Snapshot.Tier == "cold" && AreToldOf(s, ["kraken"]) && s.Judged.Count > 0 && Side.All(s.IsUsed), "Kraken is missed, candles come from the store, books from the others");
        seen.WarningOf("kraken").ShouldNotBeNull();
        seen.Warnings.ShouldContain(w => w.Contains("candles come from the store", StringComparison.Ordinal));
        seen.Judged.ShouldBeSubsetOf(["okx", "coinbase"]);
        seen.Result.Candidates.Count.ShouldBeGreaterThan(8);
        Print("kraken, REST and stream", seen);

        Switch(stage, ["kraken"], on: false);
        await CalmAsync(stage, All);
        await stage.UntilAsync(s => s.Snapshot.Tier == "hot" && s.Snapshot.Symbols.All(i => i.Candles.End >= FourOClock), "the hour that was missed is there");
    }

    [Fact]
    public async Task Venues_AllDead_ScanGoesOnWithoutBooksAndSaysSo()
    {
        await using var stage = await FaultStage.StartAsync();
        await CalmAsync(stage, All);

        Switch(stage, All, on: true);
        var seen = await stage.UntilAsync(s => AreToldOf(s, All) && s.Judged.Count == 0 && s.Snapshot.Tier == "cold", "every venue is missed");
        seen.Result.Candidates.Count.ShouldBeGreaterThan(8);
        seen.Snapshot.Symbols.ShouldAllBe(s => s.Feeds.Books!.All(b => b.Bids.Count == 0));
        Print("everything", seen);

        Switch(stage, All, on: false);
        await CalmAsync(stage, All);
    }

    [Fact]
    public async Task MissingCandles_OfKraken_AreGapsThatTheNightlyJobFills()
    {
        await using var stage = await FaultStage.StartAsync(before: s => s.Switch("kraken", VenueFault.MissingCandles, on: true));
        var holed = await stage.ScanAsync();
        holed.Snapshot.Symbols.ShouldAllBe(s => s.Candles.GapsInLast(s.Candles.Count) > 100);
        Print("missing candles of kraken", holed);
        TestContext.Current.TestOutputHelper?.WriteLine(string.Join(", ", holed.Result.Universe.Excluded.GroupBy(e => e.Reason).Select(g => $"{g.Count()} {g.Key}: {g.First().Detail}")));

        stage.Switches.Clear("kraken");
        var found = await stage.Feed.BackfillAsync(stage.Clock.GetUtcNow(), CancellationToken.None);
        found.MissingBefore.ShouldBeGreaterThan(1000);
        var whole = await stage.UntilAsync(s => s.IsCalm("kraken"), "Kraken is calm");
        found.MissingAfter.ShouldBe(0);
        whole.Result.Candidates.Count.ShouldBeGreaterThan(8);
    }

    private static Task<SeenScan> CalmAsync(FaultStage stage, IReadOnlyList<string> venues) => stage.UntilAsync(s => venues.All(s.IsCalm), "every venue is calm");

    private static bool AreToldOf(SeenScan seen, IReadOnlyList<string> venues) => venues.All(v => seen.WarningOf(v) is not null && !seen.Venues[v].Report.Link!.Value.IsUp);

    private static void Switch(FaultStage stage, IEnumerable<string> venues, bool on)
    {
        foreach (var venue in venues)
        {
            stage.Switches.Switch(venue, VenueFault.ServerError, on).ShouldBeTrue();
            if (stage.Switches.Offered(venue).Contains(VenueFault.DropSockets)) stage.Switches.Switch(venue, VenueFault.DropSockets, on).ShouldBeTrue();
        }
    }

    private static void Print(string what, SeenScan seen) => TestContext.Current.TestOutputHelper?.WriteLine(
        $"{what} down: tier {seen.Snapshot.Tier}, {seen.Result.Candidates.Count} candidates, books of {(seen.Judged.Count == 0 ? "nobody" : string.Join(", ", seen.Judged))}; {string.Join(" | ", seen.Warnings)}");
}
