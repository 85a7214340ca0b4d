using CryptoRun.Domain.Factors;
using CryptoRun.Domain.Scoring;

namespace CryptoRun.Domain.Tests.Scoring;

/// <summary>"social points = clamp(4 * e_social, -10, +10)", "Final = C + social + boost, clamped to [0, 114]; ranking uses Final".</summary>
public class FinalScoresTests
{
    private const double Tolerance = 1e-9;
    private static readonly double[] Flat = [0, 0, 0, 0, 0];

    /// <summary>Sentiment -0.9, -0.1, 0, 0.1, 0.9: median 0, MAD 0.1, z = 0.1/0.14826 = 0.6745 and, cut, 3: 4 z = 2.698 and 12, cut at 10.</summary>
    [Fact]
    public void Of_FiveSymbolsWorkedByHand_CutsSocialAtTen()
    {
        var finals = Of([-0.9, -0.1, 0, 0.1, 0.9], 0);

        finals.Social.ShouldBe([-10, -4 / 1.4826, 0, 4 / 1.4826, 10], Tolerance);
        finals.Values.ShouldBe([40, 50 - (4 / 1.4826), 50, 50 + (4 / 1.4826), 60], Tolerance);
    }

    [Fact]
    public void Of_SymbolWithoutReading_HasNoSocialPoints() => Of([-0.9, -0.1, double.NaN, 0.1, 0.9], 0).Social[2].ShouldBe(0);

    [Fact]
    public void Of_NoSentimentAtAll_IsCompositeAndBoost()
    {
        var composite = Composite.Of(CrossSection.Of([Flat, Flat, Flat, Flat, Flat]), new WeightOptions().Choppy);

        var finals = FinalScores.Of(composite, Boosts(2.5), new SocialOptions());

        composite.Section.Social.ShouldBeNull();
        finals.Social.ShouldAllBe(points => points == 0);
        finals.Values.ShouldAllBe(final => final == 52.5);
    }

    /// <summary>All weight on momentum at 40 standard deviations: C = 0 and 100.</summary>
    [Fact]
    public void Of_Extremes_StayBetweenZeroAndHundredAndFourteen()
    {
        double[] sentiment = [-0.9, -0.1, 0, 0.1, 0.9];
        var composite = Composite.Of(CrossSection.Of([[-40, -1, 0, 1, 40], Flat, Flat, Flat, Flat, sentiment]), new FactorWeights(1, 0, 0, 0, 0));

        var finals = FinalScores.Of(composite, Boosts(4), new SocialOptions());

        composite.Values[4].ShouldBe(100, 0.2);
        finals.Values[4].ShouldBe(composite.Values[4] + 14, Tolerance);
        finals.Values[4].ShouldBeLessThanOrEqualTo(114);
        finals.Values[0].ShouldBe(0);
    }

    [Fact]
    public void Of_Ranking_FollowsFinalAndBreaksTiesByPlace() => Ranking.Of([50, 60, 50, 114, 0]).ShouldBe([3, 1, 0, 2, 4]);

    private static FinalScores Of(double[] sentiment, double boost) =>
        FinalScores.Of(Composite.Of(CrossSection.Of([Flat, Flat, Flat, Flat, Flat, sentiment]), new WeightOptions().Choppy), Boosts(boost), new SocialOptions());

    private static MeasurementBoost[] Boosts(double points) => [.. Enumerable.Repeat(new MeasurementBoost(points, []), 5)];
}
