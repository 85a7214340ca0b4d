using CryptoRun.Domain.Gates;
using CryptoRun.Domain.Scanning;
using CryptoRun.Domain.Scoring;
using CryptoRun.Domain.Tests.Scanning;

namespace CryptoRun.Domain.Tests.Scoring;

public class WhatIfTests
{
    private static readonly ScanOptions Options = new();

    [Fact]
    public void Run_NothingChanged_EveryRowIsTheScansToTheBit() => FeedMarket.ForAll(
        market =>
        {
            var (input, scan) = (market.Input(), Scan.Run(market.Input(), Options));

            var same = WhatIf.Of(Options, input.Regime.State).Run(input, Options);

            same.Candidates.Count.ShouldBe(scan.Candidates.Count);
            foreach (var (a, b) in same.Candidates.Zip(scan.Candidates))
            {
                (a.Symbol, a.Rank, a.Composite, a.Final, a.Verdict).ShouldBe((b.Symbol, b.Rank, b.Composite, b.Final, b.Verdict));
                a.Gates.ShouldBe(b.Gates);
                a.Factors.Select(f => f.Points).ShouldBe(b.Factors.Select(f => f.Points));
            }
        },
        cases: 60);

    [Theory]
    [InlineData("composite", -10)]
    [InlineData("vadr", -0.8)]
    [InlineData("volume24h", -400_000)]
    [InlineData("fundingZ", 3)]
    [InlineData("adx", -10)]
    [InlineData("hurst", -0.2)]
    [InlineData("tiredReturn", 0.5)]
    [InlineData("tiredRsi", 25)]
    public void Run_ALimitLoosened_TurnsNoPassOfItsGateIntoAFailure(string key, double by) => FeedMarket.ForAll(
        market =>
        {
            var input = market.Input();
            var (knob, inForce) = (WhatIfKnob.All.Single(k => k.Key == key), WhatIf.Of(Options, input.Regime.State));
            var was = Scan.Run(input, Options).Candidates.ToDictionary(c => c.Symbol);

            foreach (var now in knob.With(inForce, Math.Max(knob.Least, knob.Get(inForce) + by)).Run(input, Options).Candidates)
            {
                var (before, after) = (was[now.Symbol].Gates.Single(g => g.Gate == knob.Gate), now.Gates.Single(g => g.Gate == knob.Gate));
                if (before.Outcome == GateOutcome.Passed) after.Outcome.ShouldBe(GateOutcome.Passed, $"{now.Symbol} in {market}");
                now.Composite.ShouldBe(was[now.Symbol].Composite);
            }
        },
        cases: 20);

    [Fact]
    public void Run_OtherWeights_CompositeIsFiftyAndItsPoints() => FeedMarket.ForAll(
        market =>
        {
            var input = market.Input();
            var asked = WhatIf.Of(Options, input.Regime.State) with { Weights = new FactorWeights(0.1, 0.2, 0.3, 0.15, 0.25) };

            foreach (var candidate in asked.Run(input, Options).Candidates) ExplanationAssert.AddsUp(candidate);
        },
        cases: 20);

    [Fact]
    public void Knobs_EndsOfTheirRange_AreThoseThatTheOptionsAllow()
    {
        foreach (var knob in WhatIfKnob.All.Where(k => k.Gate is not null))
        {
            var inForce = WhatIf.Of(Options, Domain.Regimes.RegimeState.Choppy);
            foreach (var allowed in new[] { knob.Least, knob.Most }) Problems(knob.With(inForce, allowed)).ShouldBeEmpty(knob.Key);
            foreach (var refused in new[] { knob.Least - 1, knob.Most + 1 }) Problems(knob.With(inForce, refused)).ShouldHaveSingleItem(knob.Key);
        }

        static IReadOnlyList<string> Problems(WhatIf asked) => asked.In(Options, Domain.Regimes.RegimeState.Choppy).Gates.Validate();
    }

    [Fact]
    public void Run_WeightsThatDoNotSumToOne_AreRefused()
    {
        var input = FeedMarket.Draw(1).Input();
        var asked = WhatIf.Of(Options, input.Regime.State) with { Weights = new FactorWeights(0.5, 0.2, 0.3, 0.15, 0.25) };

        Should.Throw<ArgumentException>(() => asked.Run(input, Options)).Message.ShouldContain("sums to 1.4");
    }
}
