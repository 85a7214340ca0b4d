using CryptoRun.Domain.Premove;

namespace CryptoRun.Domain.Tests.Premove;

public sealed class PremoveOptionsTests
{
    private static readonly PremoveOptions Good = new();

    public static TheoryData<PremoveOptions, string> Wrong => new()
    {
        { Good with { UniverseSize = 0 }, "Premove:UniverseSize is 0; allowed is 1 to 1000." },
        { Good with { LeastPoints = double.NaN }, "Premove:LeastPoints is NaN; allowed is 1 to 100." },
        { Good with { PositionWeight = 0 }, "Premove:PositionWeight is 0; allowed is 0.0001 to 1." },
        { Good with { Scales = new() { FundingZ = 0 } }, "Premove:Scales:FundingZ is 0; allowed is 0.1 to 100." },
        { Good with { Scales = new() { CvdPercentileFrom = 0.95 } }, "Premove:Scales:CvdPercentileFrom is 0.95; allowed is 0 to 0.9." },
        { Good with { Cvd = new() { LeastBars = 201 } }, "Premove:Cvd:LeastBars is 201; allowed is 10 to 200." },
        { Good with { Cvd = new() { PercentileBars = 4 } }, "Premove:Cvd:PercentileBars is 4; allowed is 5 to 200." },
        { Good with { Cvd = new() { R2 = 1.1 } }, "Premove:Cvd:R2 is 1.1; allowed is 0 to 1." },
        { Good with { Confirmation = new() { Needed = 4 } }, "Premove:Confirmation:Needed is 4; allowed is 1 to 3." },
        { Good with { Confirmation = new() { Reserves = 0.05 } }, "Premove:Confirmation:Reserves is 0.05; allowed is -1 to 0." },
        { Good with { Freshness = new() { OldestHours = 2 } }, "Premove:Freshness:OldestHours is 2; allowed is 2.01 to 168." },
        { Good with { Freshness = new() { LiveSeconds = 0 } }, "Premove:Freshness:LiveSeconds is 0; allowed is 1 to 3600." },
        { Good with { States = new() { Prepare = 50 } }, "Premove:States:Prepare is 50; allowed is 60 to 100." },
        { Good with { States = new() { Unconfirmed = 84 } }, "Premove:States:Unconfirmed is 84; allowed is 85 to 100." },
        { Good with { Alerts = new() { PerDay = -1 } }, "Premove:Alerts:PerDay is -1; allowed is 0 to 1000." },
        { Good with { Portfolio = new() { PerSector = 0 } }, "Premove:Portfolio:PerSector is 0; allowed is 1 to 100." },
    };

    [Fact]
    public void Validate_Defaults_AreSound() => Should.NotThrow(Good.Validate);

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Validate_WrongValue_NamesKeyValueAndRange(PremoveOptions options, string problem) =>
        Should.Throw<ArgumentException>(options.Validate).Message.Split('\n').ShouldContain(problem);

    [Fact]
    public void Validate_SeveralWrongValues_NamesThemAll() =>
        Should.Throw<ArgumentException>((Good with { UniverseSize = 0, LeastPoints = 0, Alerts = new() { PerHour = -1 } }).Validate).Message.Split('\n').Length.ShouldBe(3);

    [Fact]
    public void Run_WrongOptions_DoesNotStart() => Should.Throw<ArgumentException>(() => PremoveDetector.Run(Sweep.Input(), Good with { UniverseSize = 0 }));

    /// <summary>The numbers of premove.md.</summary>
    [Fact]
    public void Defaults_AreThoseOfTheDescription()
    {
        (Good.UniverseSize, Good.LeastPoints).ShouldBe((50, 50));
        Good.Cvd.ShouldBe(new CvdOptions { Bars = 200, LeastBars = 50, R2 = 0.30, TukeyConstant = 4.685, SignificantZ = 2, PercentileBars = 20, SignificantPercentile = 0.80 });
        Good.Confirmation.ShouldBe(new ConfirmationOptions
        {
            FundingZ = 2,
            WhaleComposite = 0.70,
            Squeeze = 0.60,
            SqueezeParts = 2,
            Reserves = -0.05,
            WithdrawalsUsd = 50e6,
            StakingUsd = 10e6,
            OpenInterest = 0.15,
            VolumePercentile = 0.80,
            Needed = 2,
        });
        Good.Freshness.ShouldBe(new FreshnessOptions { FullHours = 2, OldestHours = 4, Penalty = 0.20, LiveSeconds = 90 });
        Good.States.ShouldBe(new StateOptions { Watch = 60, Prepare = 75, Prime = 85, Unconfirmed = 90 });
        Good.Alerts.ShouldBe(new AlertOptions { PerHour = 3, PerDay = 10, PerHourHighVolatility = 6 });
        Good.Portfolio.ShouldBe(new() { Correlation = 0.65, CorrelationHours = 168, SharedHours = 50, PerSector = 2, TotalBeta = 2, SinglePosition = 0.05, TotalExposure = 0.20 });
    }
}
