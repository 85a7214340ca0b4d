using CryptoRun.Domain.Factors;
using CryptoRun.Domain.Gates;
using CryptoRun.Domain.Scanning;
using CryptoRun.Domain.Scoring;

namespace CryptoRun.Domain.Tests.Scanning;

public class ScanOptionsTests
{
    private static readonly ScanOptions Good = new();

    public static TheoryData<ScanOptions, string> Wrong => new()
    {
        { Good with { LookBackHours = 479 }, "Scan:LookBackHours is 479; allowed is 480 to 100000." },
        { Good with { Universe = new() { MaximumGapShare = 1.5 } }, "Scan:Universe:MaximumGapShare is 1.5; allowed is 0 to 1." },
        { Good with { Universe = new() { MinimumAdvUsd = double.NaN } }, "Scan:Universe:MinimumAdvUsd is NaN; allowed is 0 to 1000000000000." },
        { Good with { LookBackHours = 500, Universe = new() { MinimumHours = 600 } }, "Scan:Universe:MinimumHours is 600; allowed is at most Scan:LookBackHours, which is 500." },
        { Good with { Momentum = new() { AccelerationBoost = 0.2 } }, "Scan:Momentum:AccelerationBoost is 0.2; allowed is 0.05 to 0.15." },
        { Good with { Momentum = new() { Choppy = new HorizonWeights(0.25, 0.35, 0.25, 0.14, 0) } }, "Scan:Momentum:Choppy sums to 0.99; allowed is 1, within 1E-09." },
        { Good with { Weights = new() { TrendingBull = new FactorWeights(0.42, 0.20, 0.154, 0.126, 0.1000001) } }, "Scan:Weights:TrendingBull sums to 1.0000001; allowed is 1, within 1E-09." },
        { Good with { Weights = new() { HighVolatility = new FactorWeights(1.2, -0.2, 0, 0, 0) } }, "Scan:Weights:HighVolatility:Technical is -0.2; allowed is 0 to 1." },
        { Good with { Factors = new() { Derivatives = new() { FundingWeight = 0.5 } } }, "Scan:Factors:Derivatives sums to 1.1; allowed is 1, within 1E-09." },
        { Good with { Factors = new() { Derivatives = new() { FewestRates = 2 } } }, "Scan:Factors:Derivatives:FewestRates is 2; allowed is 3 to 168." },
        { Good with { Factors = new() { Catalyst = new() { PastHours = -1 } } }, "Scan:Factors:Catalyst:PastHours is -1; allowed is 0 to 168." },
        { Good with { Factors = new() { Social = new() { MostPoints = 11 } } }, "Scan:Factors:Social:MostPoints is 11; allowed is 0 to 10." },
        { Good with { Boost = new() { MostPoints = 5 } }, "Scan:Boost:MostPoints is 5; allowed is 0 to 4." },
        { Good with { Boost = new() { FundingHigh = new(1.5, 2) } }, "Scan:Boost:FundingHigh:From is 1.5; allowed is 2 to 1000000000000." },
        { Good with { Gates = new() { Choppy = new GateThresholds { Composite = 101 } } }, "Scan:Gates:Choppy:Composite is 101; allowed is 0 to 100." },
    };

    [Fact]
    public void Validate_Defaults_AreSound() => Should.NotThrow(Good.Validate);

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Validate_WrongValue_NamesKeyValueAndRange(ScanOptions options, string problem) =>
        Should.Throw<ArgumentException>(options.Validate).Message.Split('\n').ShouldContain(problem);

    [Fact]
    public void Validate_SeveralWrongValues_NamesThemAll() =>
        Should.Throw<ArgumentException>((Good with { LookBackHours = 1, Momentum = new() { AccelerationBoost = 1 } }).Validate).Message.Split('\n').Length.ShouldBe(3);

    [Fact]
    public void Run_WrongOptions_DoesNotStart() =>
        Should.Throw<ArgumentException>(() => Scan.Run(SyntheticMarket.Input([]), Good with { LookBackHours = 1 }));

    /// <summary>Adding up decimal fractions leaves a rounding far under the tolerance.</summary>
    [Fact]
    public void Validate_SumWithinTolerance_IsAccepted() =>
        Should.NotThrow((Good with { Weights = new() { Choppy = new FactorWeights(0.27, 0.25, 0.1815, 0.1485, 0.15 + 5e-10) } }).Validate);
}
