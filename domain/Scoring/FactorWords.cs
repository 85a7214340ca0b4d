using CryptoRun.Domain.Factors;
using CryptoRun.Domain.Gates;

namespace CryptoRun.Domain.Scoring;

/// <summary>What a factor says of a symbol, in plain words made from its numbers.</summary>
internal sealed class FactorWords(FactorPanel panel, Composite composite, DateTimeOffset at)
{
    private const double SharedFrom = 0.15;
    private const double BarsPerDay = 6;
    private const int IndicatorBars = 180;

    private static readonly (double Share, string Words)[] Shares =
    [
        (0.20, "a fifth"), (0.25, "a quarter"), (1 / 3.0, "a third"), (0.40, "two fifths"), (0.50, "half"), (0.60, "three fifths"), (2 / 3.0, "two thirds"),
        (0.75, "three quarters"), (0.80, "four fifths"), (0.95, "nearly all"),
    ];

    private readonly double[] _advs = Sorted(panel);

    /// <summary>The sentence of a factor, without its name.</summary>
    public string Of(Factor factor, int i) => factor switch
    {
        Factor.Momentum => Momentum(i),
        Factor.Technical => Technical(panel.Symbols[i].Technical) + Shared(factor, i),
        Factor.Volume => Volume(panel.Symbols[i].Volume) + Shared(factor, i),
        Factor.Quality => Quality(i) + Shared(factor, i),
        Factor.Catalyst => Catalyst(i) + FeedWords.Events(panel.Symbols[i].Catalyst.Heat, at) + Shared(factor, i),
        _ => FeedWords.Social(panel.Symbols[i].Social) + Shared(factor, i),
    };

    /// <summary>What a boost was given for.</summary>
    public static string Boost(MeasurementBoost boost) => string.Join(", ", boost.Parts.Where(part => part.Points > 0).Select(part => part.Text));

    private string Momentum(int i)
    {
        var (momentum, m) = (panel.Symbols[i].Momentum, composite.Section.Columns[0].Raw[i]);
        var text = $"m {Figure.Plain(m, 2)}: 4 h {Return(momentum.Returns[1])}, 24 h {Return(momentum.Returns[3])}, {Pace(momentum)}";
        return (m, composite.Points[0][i]) switch
        {
            ( > 0, < 0) => text + ", weaker than most of the universe",
            ( < 0, > 0) => text + ", stronger than most of the universe",
            _ => text,
        };
    }

    private static string Pace(MomentumMeasure momentum)
    {
        var size = Figure.Plain(Math.Abs(momentum.Acceleration), 2);
        return (momentum.Z[1] >= 0, momentum.Acceleration >= 0) switch
        {
            (true, true) => $"accelerating by {size}",
            (true, false) => $"slowing by {size}",
            (false, false) => $"falling faster by {size}",
            (false, true) => $"the fall slowing by {size}",
        };
    }

    private static string Technical(TechnicalMeasure technical) =>
        $"RSI {Figure.Plain(technical.Rsi, 0)}, ADX {Figure.Plain(technical.Adx, 0)}{(technical.PlusDi < technical.MinusDi && technical.Adx > 20 ? " downwards" : "")}";

    private static string Volume(VolumeMeasure volume)
    {
        var range = double.IsNaN(volume.Vadr) ? null : $"daily range {Figure.Plain(volume.Vadr, 1)}× its usual";
        var hour = volume.RelativeVolume switch
        {
            0 => "no trade in the last hour",
            > 0 => $"last hour {Figure.Plain(volume.RelativeVolume, 1)}× the same hour",
            _ => null,
        };
        var flow = double.IsNaN(volume.MoneyFlow) ? "no trade in 24 h" : $"money flow {(volume.MoneyFlow > 0 ? "+" : "")}{Figure.Plain(volume.MoneyFlow, 2)}";
        return (range, hour) switch
        {
            (null, null) => flow,
            (null, _) => $"{hour}, {flow}",
            (_, null) => $"{range}, {flow}",
            _ => $"{range}, {hour}",
        };
    }

    private string Quality(int i)
    {
        var quality = panel.Symbols[i].Quality;
        var place = Array.BinarySearch(_advs, quality.AdvUsd);
        var above = _advs.Length > 1 ? (double)place / (_advs.Length - 1) : 0;
        var where = above >= 0.5 ? $"above {Share(above)} of the universe" : $"under {Share(1 - above)} of the universe";
        var derivatives = panel.Derivatives is { } half ? FeedWords.Derivatives(quality.Derivatives, half, i) : "";
        return $"ADV {Figure.Usd(quality.AdvUsd)}, {where}{FeedWords.Book(quality.Book)}{derivatives}";
    }

    private string Catalyst(int i)
    {
        var compression = panel.Symbols[i].Catalyst.Compression;
        var bars = Math.Min(IndicatorBars, panel.Symbols[i].Closed.Count / 4);
        var days = $"the last {Figure.Plain(bars / BarsPerDay, 0)} days";
        return compression >= 0.5
            ? $"bands are narrower than on {Share(compression)} of {days}"
            : $"bands are wider than on {Share(1 - compression)} of {days}{(composite.Points[(int)Factor.Catalyst][i] < 0 ? ", nothing is compressed" : "")}";
    }

    /// <summary>How much of a factor an earlier one had said, when it is worth saying.</summary>
    private string Shared(Factor factor, int i)
    {
        var column = composite.Section.Columns[(int)factor];
        var total = column.Z[i] - column.Centre;
        var (most, onto) = (0.0, 0);
        for (var j = 0; j < (int)factor; j++)
        {
            var amount = column.Projection(j, i);
            if (Math.Abs(amount) > Math.Abs(most)) (most, onto) = (amount, j);
        }

        if (most == 0 || total == 0) return "";
        var name = FactorFlags.Name((Factor)onto);
        if (Math.Sign(total) != Math.Sign(column.Residual[i])) return $", {(column.Residual[i] < 0 ? "less" : "more")} than its {name} would suggest";

        var share = most / total;
        return share >= SharedFrom ? $", {Nearest(share)} of it already in {name}" : "";
    }

    private static string Nearest(double share) => Shares.MinBy(known => Math.Abs(known.Share - share)).Words;

    private static string Return(double logReturn) => Figure.SignedPercent(Math.Exp(logReturn) - 1);

    private static string Share(double fraction) => $"{Figure.Plain(100 * fraction, 0)} %";

    private static double[] Sorted(FactorPanel panel)
    {
        var advs = new double[panel.Symbols.Count];
        for (var i = 0; i < advs.Length; i++) advs[i] = panel.Symbols[i].Quality.AdvUsd;
        Array.Sort(advs);
        return advs;
    }
}
