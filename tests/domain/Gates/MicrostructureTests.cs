using CryptoRun.Domain.Gates;
using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Regimes;
using CryptoRun.Domain.Tests.Markets;
using CryptoRun.Domain.Venues;

namespace CryptoRun.Domain.Tests.Gates;

/// <summary>Spread and depth by tier and regime, which book counts, and what it does to the position's size.</summary>
public class MicrostructureTests
{
    private const RegimeState Bull = RegimeState.TrendingBull;
    private const RegimeState Choppy = RegimeState.Choppy;
    private const RegimeState High = RegimeState.HighVolatility;

    /// <summary>"Choppy tightens spread by 10 bps and depth by 50 %; HighVolatility by 15 bps and 75 %", over the table of tiers.</summary>
    [Theory]
    [InlineData(5e6, Bull, 25, 150_000)]
    [InlineData(5e6, Choppy, 15, 225_000)]
    [InlineData(5e6, High, 10, 262_500)]
    [InlineData(4_999_999, Bull, 50, 75_000)]
    [InlineData(1e6, Choppy, 40, 112_500)]
    [InlineData(1e6, High, 35, 131_250)]
    [InlineData(999_999, Bull, 80, 25_000)]
    [InlineData(1e5, Choppy, 70, 37_500)]
    [InlineData(1e5, High, 65, 43_750)]
    public void Evaluate_TierAndRegime_SetTheLimitsAndBoundariesPass(double adv, RegimeState regime, double spreadBps, double depthUsd)
    {
        var inputs = GateScenario.Fed(regime) with { AdvUsd = adv };

        // The book's depth is a sum of two rounded products: it is held against the limit a billionth inside and outside.
        Try("spread", spreadBps, depthUsd * 2).ShouldBe((GateOutcome.Passed, spreadBps));
        Try("spread", spreadBps + 0.1, depthUsd * 2).ShouldBe((GateOutcome.Failed, spreadBps));
        Try("spread", spreadBps - 0.1, depthUsd * 2).ShouldBe((GateOutcome.Passed, spreadBps));
        Try("depth", 1, depthUsd * (1 + 1e-9)).ShouldBe((GateOutcome.Passed, depthUsd));
        Try("depth", 1, depthUsd * (1 - 1e-9)).ShouldBe((GateOutcome.Failed, depthUsd));

        (GateOutcome, double) Try(string gate, double spread, double depth)
        {
            var result = GateScenario.Of(inputs with { Books = [GateScenario.Book(spread, depth)] }, gate);
            return (result.Outcome, result.Threshold!.Value);
        }
    }

    [Fact]
    public void Evaluate_DepthExactlyOnItsLimit_Passes()
    {
        // 1000 x 75 on each side, nothing rounded: mid 1000, 75,000 USD at 1 USD from mid.
        var book = NativeBooks.Of(GateScenario.At, [(999m, 75), (970m, 1)], [(1001m, 75), (1030m, 1)]);
        var inputs = GateScenario.Fed(Bull) with { Books = [new(BookReading.Of(book, GateScenario.At), null)] };
        var exact = inputs with { Books = [new(BookReading.Of(NativeBooks.Of(GateScenario.At, [(1000m, 75), (970m, 1)], [(1000.5m, 76), (1030m, 1)]), GateScenario.At), null)] };

        GateScenario.Of(inputs, "depth").Outcome.ShouldBe(GateOutcome.Failed);
        (GateScenario.Of(exact, "depth").Actual, GateScenario.Of(exact, "depth").Margin, GateScenario.Of(exact, "depth").Outcome).ShouldBe((75_000, 0, GateOutcome.Passed));
    }

    [Fact]
    public void Evaluate_Books_AreToldWithVenueAgeAndGradient()
    {
        var (spread, depth) = Both(GateScenario.Fed());

        (spread.Reason, spread.Hint, spread.Unit, spread.Source, spread.AgeSeconds).ShouldBe(
            ("spread 20.0 bps on kraken, at most 40.0 bps", "Fails above 40.0 bps: tier 2, choppy", "bps", "kraken", 1));
        (depth.Reason, depth.Hint, depth.Unit, depth.Source).ShouldBe(
            ("$200k within 2 % on kraken, at least $112.5k; 50.0 % of it within 0.5 %", "Fails under $112.5k: tier 2, choppy", "usd", "kraken"));

        (spread, depth) = Both(GateScenario.Fed() with { Books = [GateScenario.Book(43.1, 80_000)] });
        (spread.Reason, spread.Hint).ShouldBe(("spread 43.1 bps on kraken is above the 40.0 bps of tier 2 in choppy", "Needs 3.1 bps less"));
        (depth.Reason, depth.Hint).ShouldBe(("$80k within 2 % on kraken is under the $112.5k of tier 2 in choppy; 50.0 % of it within 0.5 %", "Needs $32.5k more on the thinner side"));
    }

    [Fact]
    public void Evaluate_LevelsEndInsideTwoPercent_SaysHowFarItSaw()
    {
        var book = BookReading.Of(NativeBooks.Of(GateScenario.At, [(99.9m, 10)], [(100.1m, 10)]), GateScenario.At);

        GateScenario.Of(GateScenario.Fed() with { Books = [new(book, null)] }, "depth").Reason.ShouldContain("$999 within 2 % on kraken as far as its levels go is under the $112.5k");
    }

    /// <summary>"Depth = USD on the thinner side": the other side does not help.</summary>
    [Fact]
    public void Evaluate_OneSideDeep_TheThinnerCounts()
    {
        var book = BookReading.Of(NativeBooks.Of(GateScenario.At, [(99.9m, 1_000_000), (97m, 1)], [(100.1m, 10), (103m, 1)]), GateScenario.At);

        GateScenario.Of(GateScenario.Fed() with { Books = [new(book, null)] }, "depth").Actual!.Value.ShouldBe(1001, 1e-9);
    }

    /// <summary>"Crossed or empty book, a book older than 5 s, or a checksum mismatch: fail `book not trustworthy`, never a pass."</summary>
    [Theory]
    [InlineData("crossed", 100.2, 100.1, 0, BookIntegrity.Verified)]
    [InlineData("no bids", null, 100.1, 0, BookIntegrity.Verified)]
    [InlineData("no asks", 99.9, null, 0, BookIntegrity.Verified)]
    [InlineData("5.1 s old", 99.9, 100.1, 5.1, BookIntegrity.Verified)]
    [InlineData("checksum mismatch", 99.9, 100.1, 0, BookIntegrity.ChecksumMismatch)]
    [InlineData("an update is missing", 99.9, 100.1, 0, BookIntegrity.SequenceGap)]
    public void Evaluate_BookNotToBeTrusted_FailsBothGates(string why, double? bid, double? ask, double age, BookIntegrity integrity)
    {
        var native = NativeBooks.Of(GateScenario.At.AddSeconds(-age), Side(bid), Side(ask), integrity);
        var (spread, depth) = Both(GateScenario.Fed() with { Books = [new(BookReading.Of(native, GateScenario.At), VenueState.Green)] });

        foreach (var result in new[] { spread, depth })
        {
            (result.Outcome, result.Actual, result.Margin, result.Reason).ShouldBe((GateOutcome.Failed, null, null, $"book not trustworthy: kraken {why}"));
            result.Threshold.ShouldNotBeNull();
        }

        static (decimal, decimal)[] Side(double? price) => price is { } p ? [((decimal)p, 1_000_000)] : [];
    }

    [Fact]
    public void Evaluate_FeedConnectedButNoBook_Fails()
    {
        var (spread, depth) = Both(GateScenario.Fed() with { Books = [] });

        (spread.Outcome, spread.Reason).ShouldBe((GateOutcome.Failed, "no book"));
        (depth.Outcome, depth.Reason).ShouldBe((GateOutcome.Failed, "no book"));
    }

    [Fact]
    public void Evaluate_AdvUnderTheLowestTier_Fails()
    {
        var (spread, depth) = Both(GateScenario.Fed() with { AdvUsd = 99_999 });

        (spread.Outcome, spread.Threshold, spread.Reason).ShouldBe((GateOutcome.Failed, null, "ADV $99.999k is under the lowest tier"));
        (depth.Outcome, depth.Threshold).ShouldBe((GateOutcome.Failed, null));
    }

    /// <summary>"Best healthy venue counts": red is left out however good its book.</summary>
    [Fact]
    public void Evaluate_RedVenue_DoesNotCount()
    {
        var red = GateScenario.Book(1, 1e9, "okx", VenueState.Red);

        Both(GateScenario.Fed() with { Books = [red, GateScenario.Book(20, 200_000)] }).Depth.Source.ShouldBe("kraken");
        var (spread, depth) = Both(GateScenario.Fed() with { Books = [red] });
        (spread.Outcome, spread.Reason, depth.Reason).ShouldBe((GateOutcome.Failed, "no healthy venue: okx red", "no healthy venue: okx red"));
    }

    [Fact]
    public void Evaluate_DeepButWideBesideOneThatPassesBoth_ChoosesTheOneThatPassesBoth()
    {
        var (spread, depth) = Both(GateScenario.Fed() with { Books = [GateScenario.Book(60, 1e6, "okx"), GateScenario.Book(20, 120_000)] });

        (spread.Outcome, spread.Source, depth.Outcome, depth.Source).ShouldBe((GateOutcome.Passed, "kraken", GateOutcome.Passed, "kraken"));
    }

    [Theory]
    [InlineData(300_000, VenueState.Green, "okx")]
    [InlineData(300_000, null, "okx")]
    [InlineData(300_000, VenueState.Yellow, "kraken")]
    [InlineData(200_000, VenueState.Green, "kraken")]
    public void Evaluate_TwoThatPass_GreenThenDeeperThenByName(double depthUsd, VenueState? health, string venue) =>
        Chosen(GateScenario.Book(20, 200_000), GateScenario.Book(20, depthUsd, "okx", health)).ShouldBe(venue);

    [Theory]
    [InlineData(100.05, "okx")]
    [InlineData(100.15, "kraken")]
    public void Evaluate_EquallyDeep_TheTighterCounts(double ask, string venue)
    {
        // The bids are the thinner side of both: 99.9 x 1500.
        Chosen(Of("kraken", 100.1m), Of("okx", (decimal)ask)).ShouldBe(venue);

        static VenueBook Of(string venue, decimal ask) => new(BookReading.Of(NativeBooks.Of(GateScenario.At, [(99.9m, 1500), (90m, 1)], [(ask, 3000), (110m, 1)], venue: venue), GateScenario.At), null);
    }

    /// <summary>"one venue only -> size halved"; "yellow halve size"; the product, each with its reason.</summary>
    [Fact]
    public void Judge_OneYellowVenueAndNoPerpetual_HalvesThreeTimes()
    {
        var size = Size(GateScenario.Fed() with { Books = [GateScenario.Book(20, 200_000, health: VenueState.Yellow)], Funding = FundingReading.NoPerpetual });

        size.Factor.ShouldBe(0.125);
        size.Reductions.ShouldBe([new(0.5, "no perpetual"), new(0.5, "one venue only: kraken"), new(0.5, "kraken is yellow")]);
    }

    [Fact]
    public void Judge_SecondVenueUnusable_CountsAsOneOnly()
    {
        Size(GateScenario.Fed() with { Books = [GateScenario.Book(20, 200_000), GateScenario.Book(20, 200_000, "okx", ageSeconds: 6)] }).Reductions.Single().Reason.ShouldBe("one venue only: kraken");
        Size(GateScenario.Fed() with { Books = [GateScenario.Book(20, 200_000), GateScenario.Book(20, 200_000, "okx", VenueState.Red)] }).Factor.ShouldBe(0.5);
    }

    [Fact]
    public void Judge_TwoGreenVenuesAndAPerpetual_KeepsTheFullSize()
    {
        Size(GateScenario.Fed()).ShouldBe(PositionSize.Full);
        Size(GateScenario.Passing()).ShouldBe(PositionSize.Full);
    }

    private static string Chosen(VenueBook a, VenueBook b)
    {
        var source = GateScenario.Of(GateScenario.Fed() with { Books = [a, b] }, "depth").Source;
        GateScenario.Of(GateScenario.Fed() with { Books = [b, a] }, "depth").Source.ShouldBe(source);
        return source;
    }

    private static (GateResult Spread, GateResult Depth) Both(GateInputs inputs) => (GateScenario.Of(inputs, "spread"), GateScenario.Of(inputs, "depth"));

    private static PositionSize Size(GateInputs inputs) => EntryGates.Judge(inputs, new GateOptions()).Size;
}
