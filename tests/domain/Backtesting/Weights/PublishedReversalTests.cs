using CryptoRun.Domain.Backtesting.Statistics;
using CryptoRun.Domain.Backtesting.Weights;

namespace CryptoRun.Domain.Tests.Backtesting.Weights;

/// <summary>
/// Reversal and momentum of seven coins in 4 h bars (kunal14901/crypto-reversal-momentum-analysis), on Binance's closes of 2020 to October 2022: reversal up to 8 h, momentum beyond, better with a
/// skipped bar. The figures are a separate computation's on the same closes, not the notebook's, whose venue was another.
/// </summary>
public sealed class PublishedReversalTests
{
    private const double TwoDigits = 0.00501;
    private const double Year = 252 * 6;
    private static readonly Lazy<BarPanel> Closes = new(static () =>
        PanelSeries.Filled(ReferenceTable.Read("xs_reversal_4h_kunal14901", "binance_4h_close_7coins_2020-01_2022-10.csv.gz").Values));

    [Theory]
    [InlineData(1, new[] { -1.08, -0.00, 1.11, 1.32, 1.75, 1.18 })]
    [InlineData(2, new[] { 0.94, 2.21, 2.10, 2.55, 1.74, 1.93 })]
    public void Of_MeanOfTheLastBars_HasTheRecomputedSharpes(int lag, double[] expected)
    {
        var returns = PanelSeries.Returns(Closes.Value);
        for (var bars = 1; bars <= expected.Length; bars++)
        {
            var run = WeightRun.Of(PanelSeries.TrailingMean(returns, bars, 1), returns, WeightRules.Ranked, new WeightOptions { Lag = lag });

            (SharpeRatio.Plain(run.Gross[lag..].Span) * Math.Sqrt(Year)).ShouldBe(expected[bars - 1], TwoDigits, $"{bars} bars, lag {lag}");
        }
    }
}
