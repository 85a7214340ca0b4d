using System.Runtime.InteropServices;
using CryptoRun.Domain.Gates;
using CryptoRun.Domain.Numerics;

namespace CryptoRun.Domain.Premove;

/// <summary>
/// What aggressors bought beyond what the price explains: delta of the bars regressed on their price change by IRLS with Tukey's biweight, newest residual in
/// robust sds. Where the regression says too little, the percentile of raw delta. The memory is kept from coin to coin.
/// </summary>
internal sealed class CvdResidual(DateTimeOffset at, CvdOptions options)
{
    private static readonly FeedShape Shape = new("cvd", "CVD", "usd");
    private readonly List<CvdBar> _window = new(options.Bars);
    private double[] _design = [];
    private double[] _delta = [];
    private RobustRegression? _regression;

    public CvdOutcome Measure(CvdFeed? feed, FeedLedger ledger)
    {
        if (ledger.Refusal(Shape, feed?.Stamp) is { } refusal) return CvdOutcome.Refused(refusal);
        if (Collect(feed!.Bars) is { } broken) return CvdOutcome.Refused(broken);

        // A stream that lives but brings no bars ages with its newest bar.
        var behind = (at - _window[^1].CloseTime - CvdBar.Width).TotalSeconds;
        var age = Math.Max(ledger.AgeOf(feed.Stamp), behind);
        if (ledger.Refusal(Shape, feed.Stamp with { ExchangeTime = at.AddSeconds(-age), IsLive = false }) is { } old) return CvdOutcome.Refused(old);

        var volume = VolumePercentile(ledger, feed.Stamp);
        if (Judge() is not { } reading) return CvdOutcome.Refused($"only {_window.Count} bars, at least {options.PercentileBars} are needed") with { Volume = volume };

        ledger.Use(Shape, age);
        return new CvdOutcome(reading, Inputs(reading, ledger, feed.Stamp), null, volume);
    }

    /// <summary>Collects the closed bars of the window in order; says what is wrong with them, or null.</summary>
    private string? Collect(IReadOnlyList<CvdBar> bars)
    {
        _window.Clear();
        var from = at - (CvdBar.Width * options.Bars);
        var isSorted = true;
        for (var i = 0; i < bars.Count; i++)
        {
            var bar = bars[i];
            if (bar.CloseTime > at || bar.CloseTime <= from) continue;

            isSorted &= _window.Count == 0 || _window[^1].OpenTime < bar.OpenTime;
            _window.Add(bar);
        }

        if (!isSorted) _window.Sort((a, b) => a.OpenTime.CompareTo(b.OpenTime));
        if (_window.Count == 0) return "no closed bar";

        for (var i = 1; i < _window.Count; i++)
        {
            if (_window[i].OpenTime == _window[i - 1].OpenTime) return $"two bars of {_window[i].OpenTime.UtcDateTime:HH:mm}";
        }

        if (_window.Count > options.Bars) _window.RemoveRange(0, _window.Count - options.Bars);
        foreach (var bar in _window)
        {
            if (!double.IsFinite(bar.DeltaUsd + bar.PriceChange + bar.VolumeUsd) || bar.VolumeUsd < 0) return $"bar of {bar.OpenTime.UtcDateTime:HH:mm} is not a number";
        }

        return null;
    }

    private CvdReading? Judge()
    {
        var bars = _window.Count;
        if (bars < options.LeastBars) return Percentile($"{bars} bars, under {options.LeastBars}", null, null);

        Prepare(bars);
        var fit = _regression!.Fit(_design, _delta, options.TukeyConstant);
        if (fit == RobustFit.Singular) return Percentile("the price did not move", null, null);
        if (fit == RobustFit.NotConverged) return Percentile("the fit found no rest", null, null);
        if (fit == RobustFit.Exact) return Percentile("most bars lie on the line", null, null);

        var (r2, slope) = (_regression.WeightedR2, _regression.Coefficients[1]);
        var (residual, sd) = (_regression.Residuals[^1], _regression.Scale);
        var z = residual / sd;
        if (!double.IsFinite(r2) || !double.IsFinite(slope) || !double.IsFinite(z)) return Percentile("the fit overflows", null, null);
        return r2 < options.R2 ? Percentile($"R2 {Under(r2, options.R2)}", r2, slope) : Regression(new Fit(r2, slope, residual, sd, z));
    }

    private CvdReading Regression(Fit fit)
    {
        var isSignificant = Math.Abs(fit.Z) >= options.SignificantZ;
        var (actual, limit) = Figure.Apart(Math.Abs(fit.Z), options.SignificantZ, (value, extra) => Figure.Plain(value, 2 + extra));
        var sign = fit.Z < 0 ? "−" : "";
        return new CvdReading(
            CvdMethod.Regression, _window.Count, _window[^1].DeltaUsd, fit.R2, fit.Slope, fit.Residual, fit.Sd, fit.Z, null, isSignificant,
            $"CVD residual {sign}{actual} sd, R2 {Figure.Plain(fit.R2, 2)} over {_window.Count} bars",
            isSignificant ? $"Falls under {limit} sd either way" : $"Needs {limit} sd either way");
    }

    private CvdReading? Percentile(string why, double? r2, double? slope)
    {
        if (_window.Count < options.PercentileBars) return null;

        Span<double> deltas = stackalloc double[options.PercentileBars];
        for (var i = 0; i < deltas.Length; i++) deltas[i] = _window[_window.Count - deltas.Length + i].DeltaUsd;
        var rank = Ranks.PercentileRank(deltas, deltas[^1]);
        var isSignificant = rank >= options.SignificantPercentile;
        var (actual, limit) = Figure.Apart(rank, options.SignificantPercentile, Figure.WritePercent);
        return new CvdReading(
            CvdMethod.Percentile, _window.Count, _window[^1].DeltaUsd, r2, slope, null, null, null, rank, isSignificant,
            $"CVD at percentile {actual} of {deltas.Length} bars, as {why}", isSignificant ? $"Falls under percentile {limit}" : $"Needs percentile {limit}");
    }

    private void Prepare(int bars)
    {
        if (_delta.Length != bars)
        {
            (_delta, _design, _regression) = (new double[bars], new double[2 * bars], new RobustRegression(bars, 2));
            _design.AsSpan(0, bars).Fill(1);
        }

        for (var i = 0; i < bars; i++) (_delta[i], _design[bars + i]) = (_window[i].DeltaUsd, _window[i].PriceChange);
    }

    private Checked VolumePercentile(FeedLedger ledger, FeedStamp stamp)
    {
        if (_window.Count < options.PercentileBars) return new Checked(null, $"only {_window.Count} bars, at least {options.PercentileBars} are needed");

        Span<double> volumes = stackalloc double[_window.Count];
        for (var i = 0; i < volumes.Length; i++) volumes[i] = _window[i].VolumeUsd;
        return new Checked(ledger.Figure("volumePercentile", Ranks.PercentileRank(volumes, volumes[^1]), "percentile", stamp), null);
    }

    private static List<PremoveFigure> Inputs(CvdReading reading, FeedLedger ledger, FeedStamp stamp)
    {
        var inputs = new List<PremoveFigure> { ledger.Figure("cvdUsd", reading.DeltaUsd, "usd", stamp) };
        if (reading.Z is { } z) inputs.Add(ledger.Figure("cvdResidualZ", z, "z", stamp));
        if (reading.Percentile is { } percentile) inputs.Add(ledger.Figure("cvdPercentile", percentile, "percentile", stamp));
        return inputs;
    }

    private static string Under(double value, double limit)
    {
        var (actual, least) = Figure.Apart(value, limit, (v, extra) => Figure.Plain(v, 2 + extra));
        return $"{actual} is under {least}";
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Fit(double R2, double Slope, double Residual, double Sd, double Z);
}

/// <summary>The CVD feed after it was read.</summary>
/// <param name="Reading">Reading, or null.</param>
/// <param name="Inputs">Its figures.</param>
/// <param name="Refusal">Why there is no reading, or null.</param>
/// <param name="Volume">Percentile of the newest bar's volume.</param>
internal sealed record CvdOutcome(CvdReading? Reading, IReadOnlyList<PremoveFigure> Inputs, string? Refusal, Checked Volume)
{
    public static CvdOutcome Refused(string reason) => new(null, [], reason, new Checked(null, reason));
}
