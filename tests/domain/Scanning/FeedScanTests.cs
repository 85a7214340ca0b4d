using System.Text.Json;
using System.Text.Json.Nodes;
using CryptoRun.Domain.Factors;
using CryptoRun.Domain.Gates;
using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Scanning;
using CryptoRun.Domain.Scoring;
using CryptoRun.Domain.Venues;

namespace CryptoRun.Domain.Tests.Scanning;

/// <summary>Feeds from the scan's input to the explanation, the flags, the display and the gates.</summary>
public class FeedScanTests
{
    private const double Tolerance = 1e-9;
    private static readonly ScanResult Result = Scan.Run(FeedScenario.Input(), new ScanOptions());
    private static readonly ScoreExplanation First = Find("C000-USD"), Second = Find("C001-USD");

    /// <summary>"per factor: raw inputs with value, unit, source venue, exchange timestamp, age".</summary>
    [Fact]
    public void Run_QualityInputs_CarryUnitVenueTimeAndAge()
    {
        var inputs = First.Factors[(int)Factor.Quality].Inputs;

        inputs.Select(input => (input.Name, input.Unit, input.Source)).ShouldBe(
        [
            ("advUsd", "usd", "kraken"), ("spreadBps", "bps", "okx"), ("depthUsd", "usd", "okx"), ("funding8h", "fraction", "binance"), ("funding8h", "fraction", "okx"),
            ("fundingZ", "z", "computed"), ("openInterestChange1h", "usd", "binance, okx"), ("openInterestBeta", "usd", "binance, okx"), ("openInterestR2", "ratio", "binance, okx"),
            ("openInterestResidual", "usd", "binance, okx"), ("basis", "fraction", "binance"), ("basis", "fraction", "okx"), ("basisDispersion", "fraction", "computed"),
        ]);
        inputs[1].ShouldSatisfyAllConditions(input => input.ExchangeTime.ShouldBe(FeedScenario.At.AddSeconds(-2)), input => input.AgeSeconds.ShouldBe(2));
        inputs[^1].AgeSeconds.ShouldBe(20);
        inputs.ShouldAllBe(input => input.Value != null && input.ExchangeTime != null);
    }

    /// <summary>"complete enough to recompute the score by hand": Quality from the inputs shown.</summary>
    [Fact]
    public void Run_QualityRaw_IsRecomputedFromItsInputs()
    {
        var z = First.Factors[(int)Factor.Quality].Inputs.Where(input => input.Z is not null).GroupBy(input => input.Name).ToDictionary(group => group.Key, group => group.Last().Z!.Value);
        var liquidity = (z["advUsd"] + z["spreadBps"] + z["depthUsd"]) / 3;
        var derivatives = -((0.40 * z["fundingZ"]) + (0.35 * z["openInterestResidual"]) + (0.25 * z["basisDispersion"]));

        First.Factors[(int)Factor.Quality].Raw!.Value.ShouldBe((0.5 * liquidity) + (0.5 * derivatives), Tolerance);
    }

    [Fact]
    public void Run_CatalystRaw_IsRecomputedFromItsInputs()
    {
        var inputs = First.Factors[(int)Factor.Catalyst].Inputs.ToDictionary(input => input.Name);

        inputs["eventHeat"].ShouldBe(new FactorInput("eventHeat", 1, "ratio", "calendar: Mainnet upgrade", FeedScenario.At.AddDays(-3), 3 * 86400));
        First.Factors[(int)Factor.Catalyst].Raw!.Value.ShouldBe((0.6 * inputs["compression"].Value!.Value) + (0.4 * inputs["heat"].Value!.Value), Tolerance);
        Second.Factors[(int)Factor.Catalyst].Raw!.Value.ShouldBe(0.6 * Second.Factors[(int)Factor.Catalyst].Inputs.Single(input => input.Name == "compression").Value!.Value, Tolerance);
    }

    [Fact]
    public void Run_SocialFactor_IsExplainedLikeTheOthers()
    {
        var social = First.SocialFactor.ShouldNotBeNull();

        social.Inputs.Single().ShouldBe(new FactorInput("sentiment", 0, "ratio", "feed", FeedScenario.At.AddMinutes(-30), 1800));
        social.Projections.Select(projection => projection.Onto).ShouldBe(FactorWeights.Factors);
        social.Weight.ShouldBe(0);
        First.Social.ShouldBe(Math.Clamp(4 * social.E, -10, 10), Tolerance);
        Second.SocialFactor!.Flags.ShouldContain("missing");
        Second.Social.ShouldBe(0);
    }

    [Fact]
    public void Run_Final_IsCompositeSocialAndBoost()
    {
        First.BoostParts!.Select(part => part.Name).ShouldBe(["fundingZ", "openInterestResidual", "etfFlow"]);
        First.BoostParts![2].Points.ShouldBe(1);
        foreach (var candidate in Result.Candidates) ExplanationAssert.AddsUp(candidate);
        Result.Candidates.ShouldContain(candidate => candidate.Social != 0 && candidate.Boost != 0);
    }

    [Fact]
    public void Run_VenuesLeftOut_ChangeWordsAndNothingElse()
    {
        var named = Scan.Run(FeedScenario.Input() with { LeftOut = new LeftOutVenues(["coinbase"], ["bybit"]) }, new ScanOptions());

        (named.InputHash, named.ScanId).ShouldBe((Result.InputHash, Result.ScanId));
        named.Candidates.Select(candidate => (candidate.Symbol, candidate.Final, candidate.Verdict)).ShouldBe(Result.Candidates.Select(candidate => (candidate.Symbol, candidate.Final, candidate.Verdict)));
        var second = named.Candidates.Single(candidate => candidate.Symbol == Second.Symbol).Gates.ToDictionary(gate => gate.Gate, gate => gate.Reason);
        (second["spread"], second["funding"]).ShouldBe(("no book, coinbase left out by the job", "not applicable: no perpetual, position size halved, bybit left out by the job"));
        named.Candidates.Single(candidate => candidate.Symbol == First.Symbol).Gates.Select(gate => gate.Reason).ShouldBe(First.Gates.Select(gate => gate.Reason));
    }

    [Fact]
    public void Run_Flags_SayWhatIsTrueAndNothingElse()
    {
        Result.Flags.ShouldBeEmpty();
        First.Flags.ShouldBeEmpty();
        Second.Flags.ShouldBe(["no book", "no perpetual", "no sentiment"]);
        Scan.Run(SyntheticMarket.Input(SyntheticMarket.Universe(12, 600, seed: 7)), new ScanOptions()).Flags.ShouldBe(["no perpetual", "no book", "no event feed", "no sentiment feed"]);
        Find(FeedScenario.Input(feeds => feeds with { Perpetuals = [new PerpetualFeed("okx", [new FundingRate(FeedScenario.At, 0.1m, 8)], [], null)] })).Flags.ShouldBe(["no derivatives reading"]);
        Find(FeedScenario.Input(feeds => feeds with { Sentiment = feeds.Sentiment! with { Value = 3 } })).SocialFactor!.Flags.ShouldBe(["missing", "not in [-1, 1]"]);
        Find(FeedScenario.Input(feeds => feeds with { Events = null })).Flags.ShouldBe(["no event feed"]);
        Find(FeedScenario.Input(feeds => feeds with { Books = [Markets.NativeBooks.Of(FeedScenario.At.AddSeconds(-6), [(1, 1)], [(2, 1)])] })).Flags.ShouldBe(["book not trustworthy"]);
        Find(FeedScenario.Input(feeds => feeds with { Perpetuals = [feeds.Perpetuals![0] with { OpenInterest = [], Mark = null }] })).Flags.ShouldBe(["no open interest", "no basis"]);
    }

    [Fact]
    public void Run_Display_ShowsTheSameFigures()
    {
        var inputs = First.Factors[(int)Factor.Quality].Inputs.ToLookup(input => input.Name);

        First.Market.SpreadBps.ShouldBe(inputs["spreadBps"].Single().Value);
        First.Market.DepthUsd.ShouldBe(inputs["depthUsd"].Single().Value);
        First.Market.FundingZ.ShouldBe(First.BoostParts![0].Value);
        (Second.Market.SpreadBps, Second.Market.DepthUsd, Second.Market.FundingZ).ShouldBe((null, null, null));
    }

    [Fact]
    public void Run_Gates_ReadBooksFundingAndDecision()
    {
        var input = FeedScenario.Input() with { DecidedAt = FeedScenario.At.AddSeconds(31), VenueHealth = new Dictionary<string, VenueState> { ["kraken"] = VenueState.Red, ["okx"] = VenueState.Red } };

        Gate(First, "funding").Actual.ShouldBe(First.Market.FundingZ);
        Gate(First, "lateFill").Outcome.ShouldBe(GateOutcome.NotApplicable);
        Gate(First, "spread").Actual.ShouldNotBeNull();
        Gate(Second, "funding").Outcome.ShouldBe(GateOutcome.NotApplicable);
        Second.Size!.Factor.ShouldBeLessThan(1);
        Gate(Find(input), "lateFill").ShouldSatisfyAllConditions(gate => gate.Outcome.ShouldBe(GateOutcome.Failed), gate => gate.Actual.ShouldBe(31));
        Gate(Find(input), "spread").Outcome.ShouldBe(GateOutcome.Failed);
        Gate(Find(input with { DecidedAt = FeedScenario.At.AddSeconds(29) }), "lateFill").Outcome.ShouldBe(GateOutcome.Passed);
    }

    /// <summary>The heat's points are what the coin loses with its events gone and everything else as it is.</summary>
    [Fact]
    public void HeatPoints_EventGone_IsTheDifferenceOfItsContribution()
    {
        var heat = Gate(First, GateOrder.Soft[1]).Actual.ShouldNotBeNull();
        var catalyst = First.Factors[(int)Factor.Catalyst];
        var column = Result.Candidates.OrderBy(candidate => candidate.Symbol, StringComparer.Ordinal).Select(candidate => candidate.Factors[(int)Factor.Catalyst]).ToList();
        var median = column.Select(factor => factor.Raw!.Value).Order().Skip(5).Take(2).Average();
        var sigma = 1.4826 * column.Select(factor => Math.Abs(factor.Raw!.Value - median)).Order().Skip(5).Take(2).Average();
        var z = Math.Clamp((catalyst.Raw!.Value - 0.4 - median) / sigma, -3, 3);

        var without = 100 * Domain.Numerics.NormalDistribution.Cdf((catalyst.Residual + z - catalyst.Z) / catalyst.Scale);

        heat.ShouldBe(catalyst.Weight * (catalyst.Score - without), Tolerance);
        heat.ShouldBeGreaterThan(0);
        Gate(Second, GateOrder.Soft[1]).Actual.ShouldBe(0);
    }

    [Fact]
    public void Run_Reasons_NameFeeds()
    {
        var all = Result.Candidates.SelectMany(candidate => candidate.ReasonsFor.Concat(candidate.ReasonsAgainst)).ToList();

        all.Where(reason => reason.Subject == "social").ShouldAllBe(reason => reason.Text.StartsWith("sentiment "));
        all.ShouldContain(reason => reason.Subject == "quality" && reason.Text.Contains(" bps, "));
        First.ReasonsFor.Concat(First.ReasonsAgainst).Concat(all).ShouldAllBe(reason => reason.Text.Length > 0);
        First.ReasonsFor.Single(reason => reason.Subject == "catalyst").Text.ShouldContain("heat 1.00: Mainnet upgrade in 12 days");
    }

    [Fact]
    public void Explanation_StoredBeforeFeeds_IsStillRead()
    {
        var old = JsonNode.Parse(JsonSerializer.Serialize(First))!.AsObject();
        foreach (var name in new[] { "SocialFactor", "BoostParts", "Size" }) old.Remove(name);
        foreach (var other in old["OtherRegimes"]!.AsArray())
        {
            foreach (var name in new[] { "Final", "Social", "Boost", "SizeFactor" }) other!.AsObject().Remove(name);
        }

        var read = old.Deserialize<ScoreExplanation>().ShouldNotBeNull();

        (read.SocialFactor, read.BoostParts, read.Size, read.OtherRegimes[0].Final).ShouldBe((null, null, null, null));
        read.Composite.ShouldBe(First.Composite);
        JsonSerializer.Serialize(JsonSerializer.Deserialize<ScoreExplanation>(JsonSerializer.Serialize(First))).ShouldBe(JsonSerializer.Serialize(First));
    }

    private static GateResult Gate(ScoreExplanation explanation, string gate) => explanation.Gates.Single(result => result.Gate == gate);

    private static ScoreExplanation Find(string symbol) => Result.Candidates.Single(candidate => candidate.Symbol == symbol);

    private static ScoreExplanation Find(ScanInput input) => Scan.Run(input, new ScanOptions()).Candidates.Single(candidate => candidate.Symbol == "C000-USD");
}
