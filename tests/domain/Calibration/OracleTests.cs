using CryptoRun.Domain.Calibration;
using CryptoRun.Domain.Regimes;
using CryptoRun.Domain.Tests.Markets;

namespace CryptoRun.Domain.Tests.Calibration;

/// <summary>Whole calibrations and labels against computations written independently in Python (pandas, scikit-learn 1.2.1).</summary>
public class OracleTests
{
    private const double Rounding = 1e-12;

    /// <summary>
    /// 2,000 samples of the generator of <c>LabelledScores</c>, four numbers each (score / 100, volatility, label, return), ten coins every 4 h; split, purge, both isotonic fits
    /// (<c>IsotonicRegression(out_of_bounds="clip")</c>, the volatility-only one <c>increasing</c> as it fits better), <c>roc_auc_score</c>, <c>brier_score_loss</c>, <c>log_loss</c>.
    /// </summary>
    [Fact]
    public void Fit_TwoThousandSamples_AgreesWithScikitLearn()
    {
        var fit = CalibrationRun.Fit(Samples(), SimulatedSamples.Start.AddDays(60), new CalibrationOptions { Resamples = 100 }).Outcomes[3].Fit!;

        (fit.TestFrom, fit.Samples, fit.Blocks.Count).ShouldBe((SimulatedSamples.Start.AddHours(640), new SampleCounts(1490, 110, 400), 12));
        double[] expected = [0.059587420216926076, 0.6176257409852192, 0.512321710543346, 0.23484096502807297, 0.6617581982704442, 0.4075, -0.00666742613219789];
        double[] actual = [fit.Metrics.CalibrationError, fit.Metrics.Auc!.Value, fit.Metrics.VolatilityAuc!.Value, fit.Metrics.Brier, fit.Metrics.LogLoss, fit.Metrics.SuccessShare, fit.Metrics.NetExcess.Mean!.Value];
        for (var i = 0; i < expected.Length; i++) actual[i].ShouldBe(expected[i], Rounding);
        fit.Metrics.NetExcess.Samples.ShouldBe(105);
        foreach (var (score, probability) in new[] { (5, 0.27835051546391754), (33.3, 0.31133111792031437), (50, 0.3925619834710744), (62.5, 0.3925619834710744), (80, 0.4819277108433735), (99, 0.5172413793103449) })
            fit.At(score).Probability.ShouldBe(probability, Rounding);
    }

    /// <summary>Labels of recorded perpetuals every 4 h from hour 720: counts of each barrier and sums of return, excursion and sigma, from a loop over the same files in Python.</summary>
    [Theory]
    [InlineData("BTCUSDT", 143, 235, 275, -3.5339175071711573, 14.093382834866373, 20.98233741513674)]
    [InlineData("DOGEUSDT", 90, 241, 322, -6.365994439257989, 23.524041322108705, 40.15571754365065)]
    [InlineData("RIVERUSDT", 190, 127, 130, 45.6439146278283, 137.00116837442758, 106.29818250245519)]
    [InlineData("PAXGUSDT", 237, 118, 297, 2.414125700888805, 12.486724195220534, 10.908963967148425)]
    public void Label_RecordedPerpetual_AgreesWithTheIndependentLoop(string symbol, int upper, int lower, int none, double returns, double excursions, double sigmas)
    {
        var series = Recordings.Series(Recordings.Files("binance_usdm_1h").First(file => Path.GetFileName(file).StartsWith(symbol + ".", StringComparison.Ordinal)));
        var labels = new List<BarrierLabel>();
        for (var at = series.Start.AddHours(720); at.AddHours(48) <= series.End; at = at.AddHours(4)) labels.Add(TripleBarrier.Label(series, at, series.End, new CalibrationOptions()).Label!);

        new[] { BarrierTouch.Upper, BarrierTouch.Lower, BarrierTouch.None }.Select(touch => labels.Count(label => label.Touched == touch)).ShouldBe([upper, lower, none]);
        labels.Sum(label => label.Return48h).ShouldBe(returns, 1e-10);
        labels.Sum(label => label.MaximumFavourableExcursion).ShouldBe(excursions, 1e-10);
        labels.Sum(label => label.Sigma).ShouldBe(sigmas, 1e-10);
    }

    private static List<CalibrationSample> Samples()
    {
        var state = 42u;
        return [.. Enumerable.Range(0, 2000).Select(i =>
        {
            var (at, final, volatility, draw, earned) = (SimulatedSamples.Start.AddHours(4 * (i / 10)), 100 * Next(), Next(), Next(), Next());
            return new CalibrationSample(
                at, $"C{i % 10}-USD", RegimeState.Choppy, final, final >= 75, volatility, draw < 0.2 + (0.003 * final) + (0.1 * volatility), 0.2 * (earned - 0.5), 0, at.AddHours(48));
        })];

        double Next()
        {
            state = unchecked((state * 1664525u) + 1013904223u);
            return state / 4294967296.0;
        }
    }
}
