namespace CryptoRun.Domain.Numerics;

/// <summary>
/// Linear regression that outliers in the response do not bend: an M-estimate with Tukey's biweight by iteratively reweighted least squares (Holland and
/// Welsch, Communications in Statistics A6, 1977; Beaton and Tukey, Technometrics 16, 1974). Scale, anew in every step: <c>median |residual| / 0.6745</c>.
/// Weight: <c>(1 - (residual / (c x scale))^2)^2</c> within c x scale, 0 beyond. Start: least squares.
/// </summary>
/// <remarks>
/// This is R's <c>MASS::rlm(psi = psi.bisquare)</c> carried to convergence. The biweight has several solutions near each other; how far out an outlier lies may
/// decide which of them is found, within about one standard error. It does not withstand leverage, a row far out in the design itself.
/// The memory is kept from fit to fit.
/// </remarks>
/// <param name="rows">Observations, more than <paramref name="columns"/>.</param>
/// <param name="columns">Columns of the design, the constant included; at least 1.</param>
public sealed class RobustRegression(int rows, int columns)
{
    /// <summary>Tuning constant with 95 % efficiency at the normal distribution.</summary>
    public const double TukeyConstant = 4.685;

    /// <summary>Divides the median absolute residual so that it estimates the sd of normal residuals, as Holland and Welsch and every package do.</summary>
    public const double MadOfStandardNormal = 0.6745;

    /// <summary>Largest change of the residuals, relative to their norm, at which the fit stands still.</summary>
    public const double Tolerance = 1e-11;

    /// <summary>Steps after which the fit is given up as not converged.</summary>
    public const int MostSteps = 500;

    /// <summary>A scale under this share of the median size of the response is rounding: the fit is exact for most rows.</summary>
    private const double ExactBelow = 1e-13;

    private readonly LeastSquares _leastSquares = new(rows, columns);
    private readonly double[] _weights = new double[rows];
    private readonly double[] _residuals = new double[rows];
    private readonly double[] _scratch = new double[rows];
    private readonly double[] _coefficients = new double[columns];

    /// <summary>Coefficients, one a column.</summary>
    public ReadOnlySpan<double> Coefficients => _coefficients;

    /// <summary>Response minus fit, one a row.</summary>
    public ReadOnlySpan<double> Residuals => _residuals;

    /// <summary>Weights of the rows in the last step, each in [0, 1].</summary>
    public ReadOnlySpan<double> Weights => _weights;

    /// <summary>Robust sd of the residuals.</summary>
    public double Scale { get; private set; }

    /// <summary>
    /// Share of the response's variation that the fit explains, both under the final weights: <c>1 - sum w r^2 / sum w (y - mean_w)^2</c>, the R2 that a weighted
    /// regression reports (R: <c>summary(lm(..., weights = w))</c>). 0 where the response does not vary. Meant for designs with a constant.
    /// </summary>
    public double WeightedR2 { get; private set; }

    /// <summary>Steps taken.</summary>
    public int Steps { get; private set; }

    /// <summary>Fits <paramref name="response"/>.</summary>
    /// <param name="design">Column after column, <c>columns x rows</c> finite numbers.</param>
    /// <param name="response">One finite number a row.</param>
    /// <param name="tukeyConstant">c, above 0.</param>
    /// <returns>What became of it; except after <see cref="RobustFit.Converged"/> and <see cref="RobustFit.Exact"/> nothing here may be used.</returns>
    /// <exception cref="ArgumentException">Spans of another length than the shape says.</exception>
    public RobustFit Fit(ReadOnlySpan<double> design, ReadOnlySpan<double> response, double tukeyConstant = TukeyConstant)
    {
        if (design.Length != rows * columns || response.Length != rows)
            throw new ArgumentException($"Design and response have {design.Length} and {response.Length} numbers; expected {rows * columns} and {rows}.");

        (Scale, WeightedR2, Steps) = (double.NaN, double.NaN, 0);
        Array.Fill(_weights, 1);
        if (!Step(design, response)) return RobustFit.Singular;

        var rounding = ExactBelow * MedianMagnitude(response);
        while (Steps < MostSteps)
        {
            Scale = MedianMagnitude(_residuals) / MadOfStandardNormal;
            if (!double.IsFinite(Scale)) return RobustFit.Singular;
            if (Scale <= rounding) return Exactly(response, rounding);

            Reweigh(tukeyConstant * Scale);
            _residuals.CopyTo(_scratch, 0);
            if (!Step(design, response)) return RobustFit.Singular;
            if (Change() <= Tolerance) return Converged(response);
        }

        return RobustFit.NotConverged;
    }

    private bool Step(ReadOnlySpan<double> design, ReadOnlySpan<double> response)
    {
        Steps++;
        if (!_leastSquares.Solve(design, response, _weights, _coefficients)) return false;

        response.CopyTo(_residuals);
        for (var j = 0; j < columns; j++)
        {
            var column = design.Slice(j * rows, rows);
            var coefficient = _coefficients[j];
            for (var i = 0; i < rows; i++) _residuals[i] -= coefficient * column[i];
        }

        return true;
    }

    private void Reweigh(double reach)
    {
        for (var i = 0; i < rows; i++)
        {
            var u = _residuals[i] / reach;
            var inside = 1 - (u * u);
            _weights[i] = inside > 0 ? inside * inside : 0;
        }
    }

    /// <summary>Most rows lie on the fit: those count, the others do not.</summary>
    private RobustFit Exactly(ReadOnlySpan<double> response, double rounding)
    {
        for (var i = 0; i < rows; i++) _weights[i] = Math.Abs(_residuals[i]) <= rounding ? 1 : 0;
        (Scale, WeightedR2) = (0, R2(response));
        return RobustFit.Exact;
    }

    private RobustFit Converged(ReadOnlySpan<double> response)
    {
        WeightedR2 = R2(response);
        return RobustFit.Converged;
    }

    private double Change()
    {
        var (change, norm) = (0.0, 0.0);
        for (var i = 0; i < rows; i++)
        {
            var difference = _residuals[i] - _scratch[i];
            change += difference * difference;
            norm += _scratch[i] * _scratch[i];
        }

        return Math.Sqrt(change / norm);
    }

    private double MedianMagnitude(ReadOnlySpan<double> values)
    {
        for (var i = 0; i < rows; i++) _scratch[i] = Math.Abs(values[i]);
        return RobustStatistics.MedianInPlace(_scratch);
    }

    private double R2(ReadOnlySpan<double> response)
    {
        var (sum, weights) = (0.0, 0.0);
        for (var i = 0; i < rows; i++)
        {
            sum += _weights[i] * response[i];
            weights += _weights[i];
        }

        var mean = sum / weights;
        var (rest, total) = (0.0, 0.0);
        for (var i = 0; i < rows; i++)
        {
            var deviation = response[i] - mean;
            rest += _weights[i] * _residuals[i] * _residuals[i];
            total += _weights[i] * deviation * deviation;
        }

        return total > 0 ? 1 - (rest / total) : 0;
    }
}

/// <summary>How a robust fit ended.</summary>
public enum RobustFit
{
    /// <summary>The residuals stand still.</summary>
    Converged,

    /// <summary>More than half of the rows lie exactly on the fit: the scale is 0 and only those rows have weight.</summary>
    Exact,

    /// <summary>The columns are collinear, at the start or among the rows that kept weight, or a number is not finite.</summary>
    Singular,

    /// <summary>Still moving after the last step.</summary>
    NotConverged,
}
