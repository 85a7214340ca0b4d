using CryptoRun.Domain.Factors;
using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Tests.Scanning;

namespace CryptoRun.Domain.Tests.Factors;

/// <summary>"Social in [-1, 1] from the sentiment feed; absent feed = absent factor, never a made-up number."</summary>
public class SocialTests
{
    private static readonly DateTimeOffset At = SyntheticMarket.At;

    [Theory]
    [InlineData(0.4, 0, null)]
    [InlineData(-1, 86400, null)]
    [InlineData(0.4, 86401, "older than 24 h")]
    [InlineData(1.01, 0, "not in [-1, 1]")]
    [InlineData(-1.01, 0, "not in [-1, 1]")]
    public void Measure_Reading_CountsForADayAndInItsRange(double value, int secondsOld, string? why)
    {
        var measure = Social.Measure(new SentimentReading(At.AddSeconds(-secondsOld), (decimal)value, "feed"), At, new SocialOptions());

        measure.Why.ShouldBe(why);
        measure.Value.ShouldBe(why is null ? value : double.NaN);
    }

    [Fact]
    public void Measure_NoReading_IsAbsent() => Social.Measure(null, At, new SocialOptions()).Value.ShouldBe(double.NaN);

    [Fact]
    public void Column_NobodyHasAReading_IsAbsent() => Social.Column([FactorSymbols.Plain, FactorSymbols.Plain]).ShouldBeNull();

    [Fact]
    public void Column_SomebodyHasOne_IsMissingForTheOthers() =>
        Social.Column([FactorSymbols.Plain, FactorSymbols.Plain with { Social = new SocialMeasure(0.5, null, null) }]).ShouldBe([double.NaN, 0.5]);

    /// <summary>"order Momentum -> Technical -> Volume -> Quality -> Catalyst -> Social".</summary>
    [Fact]
    public void Factor_Order_IsThatOfTheSpecification() =>
        Enum.GetNames<Factor>().ShouldBe(["Momentum", "Technical", "Volume", "Quality", "Catalyst", "Social"]);
}
