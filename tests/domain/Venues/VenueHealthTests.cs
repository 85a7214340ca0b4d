using CryptoRun.Domain.Venues;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoRun.Domain.Tests.Venues;

/// <summary>
/// "Venue health, 60 s windows: green heartbeat &lt; 5 s, error rate &lt; 1 %, p99 &lt; 1 s, completeness &gt; 98 %; red heartbeat &gt; 10 s, error rate &gt; 3 %,
/// p99 &gt; 2 s, completeness &lt; 95 %; yellow between. Green proceed, yellow halve size, red avoid."
/// </summary>
public class VenueHealthTests
{
    private static readonly DateTimeOffset At = new(2026, 1, 6, 15, 0, 0, TimeSpan.Zero);
    private static readonly VenueWindow Good = new(At, "kraken", 1, 0, 200, 1);

    [Theory]
    [InlineData("heartbeat", 4.999, VenueState.Green)]
    [InlineData("heartbeat", 5.0, VenueState.Yellow)]
    [InlineData("heartbeat", 10.0, VenueState.Yellow)]
    [InlineData("heartbeat", 10.001, VenueState.Red)]
    [InlineData("heartbeat", double.NaN, VenueState.Red)]
    [InlineData("errorRate", 0.0099, VenueState.Green)]
    [InlineData("errorRate", 0.01, VenueState.Yellow)]
    [InlineData("errorRate", 0.03, VenueState.Yellow)]
    [InlineData("errorRate", 0.0301, VenueState.Red)]
    [InlineData("p99", 999.9, VenueState.Green)]
    [InlineData("p99", 1000.0, VenueState.Yellow)]
    [InlineData("p99", 2000.0, VenueState.Yellow)]
    [InlineData("p99", 2000.1, VenueState.Red)]
    [InlineData("completeness", 0.9801, VenueState.Green)]
    [InlineData("completeness", 0.98, VenueState.Yellow)]
    [InlineData("completeness", 0.95, VenueState.Yellow)]
    [InlineData("completeness", 0.9499, VenueState.Red)]
    public void Of_OneMeasureBent_TakesItsState(string name, double value, VenueState state)
    {
        var health = VenueHealth.Of(Bend(Good, name, value), new());

        health.State.ShouldBe(state);
        health.Measures.Single(m => m.Name == name).State.ShouldBe(state);
        health.Measures.Where(m => m.Name != name).ShouldAllBe(m => m.State == VenueState.Green);
    }

    [Theory]
    [InlineData(1.0, VenueAction.Proceed, "every measure is green")]
    [InlineData(7.5, VenueAction.HalveSize, "heartbeat 7.5 s ago")]
    [InlineData(12.0, VenueAction.Avoid, "heartbeat 12 s ago")]
    public void Of_State_AsksForItsActionWithAReason(double heartbeat, VenueAction action, string reason)
    {
        var health = VenueHealth.Of(Good with { HeartbeatSeconds = heartbeat }, new());

        (health.Action, health.Reason, health.Venue, health.At).ShouldBe((action, reason, "kraken", At));
    }

    [Fact]
    public void Of_NothingMeasured_IsRedForItsSilenceOnly()
    {
        var health = VenueHealth.Of(new VenueWindow(At, "okx", null, null, null, null), new());

        (health.State, health.Reason).ShouldBe((VenueState.Red, "never heard from"));
        health.Measures.Select(m => m.State).ShouldBe([VenueState.Red, null, null, null]);
    }

    [Fact]
    public void Of_TwoMeasuresRed_NamesBoth() =>
        VenueHealth.Of(Good with { ErrorRate = 0.05, Completeness = 0.9 }, new()).Reason.ShouldBe("5 % of calls failed, 90 % of messages came");

    [Fact]
    public void WindowOf_Samples_CountsTheLastSixtySeconds()
    {
        // 100 calls inside, 3 of them failed, times 1 to 100 ms; one a minute ago, one in the future: not counted.
        VenueCall[] calls =
        [
            .. Enumerable.Range(1, 100).Select(i => new VenueCall(At.AddSeconds(-i * 0.5), i, i <= 3)),
            new(At.AddSeconds(-60), 9999, true),
            new(At.AddSeconds(1), 9999, true),
        ];

        var window = VenueWindow.Of(At, "okx", [At.AddSeconds(-3), At.AddSeconds(-7), At.AddSeconds(2)], calls,
            [new(At, 50, 49), new(At.AddSeconds(-59.9), 50, 48), new(At.AddSeconds(-60), 100, 0)]);

        window.ShouldBe(new VenueWindow(At, "okx", 3, 0.03, 99, 0.97));
        VenueWindow.Of(At, "okx", [At.AddSeconds(-61)], [], []).ShouldBe(new VenueWindow(At, "okx", 61, null, null, null));
    }

    [Fact]
    public void WindowOf_MoreReceivedThanExpected_IsComplete() => VenueWindow.Of(At, "okx", [], [], [new(At, 10, 12)]).Completeness.ShouldBe(1);

    [Fact]
    public void Of_AnyWindow_GettingWorseNeverLooksBetter() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(
        (from heartbeat in Gen.Choose(0, 150)
         from errors in Gen.Choose(0, 50)
         from p99 in Gen.Choose(0, 3000)
         from complete in Gen.Choose(900, 1000)
         from worse in Gen.Choose(0, 100)
         from name in Gen.Elements("heartbeat", "errorRate", "p99", "completeness")
         select (new VenueWindow(At, "okx", heartbeat / 10.0, errors / 1000.0, p99, complete / 1000.0), name, worse)).ToArbitrary(), x =>
    {
        var (window, name, worse) = x;
        var value = name switch { "heartbeat" => window.HeartbeatSeconds + worse, "errorRate" => window.ErrorRate + (worse / 1000.0), "p99" => window.P99Milliseconds + worse, _ => window.Completeness - (worse / 1000.0) };

        ((int)VenueHealth.Of(Bend(window, name, value!.Value), new()).State).ShouldBeGreaterThanOrEqualTo((int)VenueHealth.Of(window, new()).State);
    }));

    [Fact]
    public void Validate_Options_NamesKeyValueAndRange()
    {
        new VenueHealthOptions().Validate().ShouldBeEmpty();
        new VenueHealthOptions { GreenHeartbeatSeconds = 11, RedErrorRate = double.NaN }.Validate().ShouldBe(
        [
            "VenueHealth:GreenHeartbeatSeconds is 11; allowed is 0 to 10.",
            "VenueHealth:GreenErrorRate is 0.01; allowed is 0 to NaN.",
            "VenueHealth:RedErrorRate is NaN; allowed is 0 to 1.",
        ]);
    }

    private static VenueWindow Bend(VenueWindow window, string name, double value) => name switch
    {
        "heartbeat" => window with { HeartbeatSeconds = value },
        "errorRate" => window with { ErrorRate = value },
        "p99" => window with { P99Milliseconds = value },
        _ => window with { Completeness = value },
    };
}
