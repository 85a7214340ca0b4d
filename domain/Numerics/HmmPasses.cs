namespace CryptoRun.Domain.Numerics;

/// <summary>
/// The two passes of expectation over one series, and the maximisation that follows: one step of EM (Baum, Petrie, Soules and Weiss, Annals of Mathematical
/// Statistics 41, 1970). Forward, probabilities are normalised at each step and log-densities shifted by their largest; backward, Kim's form of the smoother
/// (Journal of Econometrics 60, 1994) works on probabilities alone, so that neither pass can under- or overflow.
/// </summary>
internal sealed class HmmPasses(double[] rows, int variables, int states)
{
    private const double LogTwoPi = 1.8378770664093454836;

    /// <summary>Sums of densities below this are formed anew from logarithms.</summary>
    private const double TinySum = 1e-250;

    /// <summary>A state that expects fewer observations than this keeps its mean and covariance.</summary>
    private const double FewestExpected = 1e-8;

    private readonly int _count = rows.Length / variables;
    private readonly double[] _filtered = new double[rows.Length / variables * states];
    private readonly double[] _predicted = new double[rows.Length / variables * states];
    private readonly double[] _smoothed = new double[rows.Length / variables * states];
    private readonly double[] _initial = new double[states];
    private readonly double[] _transition = new double[states * states];
    private readonly double[] _steps = new double[states * states];
    private readonly double[] _means = new double[states * variables];
    private readonly double[] _covariances = new double[states * variables * variables];
    private readonly double[] _lower = new double[states * variables * variables];
    private readonly double[] _constant = new double[states];
    private readonly double[] _scratch = new double[variables];
    private readonly double[] _logDensity = new double[states];

    public ReadOnlySpan<double> Filtered => _filtered;

    public GaussianHmm Model => new([.. _initial], [.. _transition], [.. _means], [.. _covariances]);

    /// <summary>Observations that each state expects, after <see cref="TryStep"/>.</summary>
    public double[] Expected { get; } = new double[states];

    public bool TrySet(GaussianHmm model)
    {
        for (var i = 0; i < states; i++) _initial[i] = model.Initial[i];
        for (var i = 0; i < _transition.Length; i++) _transition[i] = model.Transition[i];
        for (var i = 0; i < _means.Length; i++) _means[i] = model.Means[i];
        for (var i = 0; i < _covariances.Length; i++) _covariances[i] = model.Covariances[i];
        return TryFactor();
    }

    /// <summary>Forward pass with the parameters of now. Returns their log-likelihood.</summary>
    public double Filter()
    {
        var sum = 0.0;
        for (var t = 0; t < _count; t++)
        {
            var predicted = _predicted.AsSpan(t * states, states);
            if (t == 0) _initial.CopyTo(predicted);
            else Predict(_filtered.AsSpan((t - 1) * states, states), predicted);
            sum += Update(rows.AsSpan(t * variables, variables), predicted, _filtered.AsSpan(t * states, states));
        }

        return sum;
    }

    /// <summary>One step of EM after <see cref="Filter"/>: parameters whose log-likelihood is no smaller. False where a covariance cannot be factored.</summary>
    public bool TryStep(double floor)
    {
        Smooth();
        Maximise(floor);
        return TryFactor();
    }

    private void Predict(ReadOnlySpan<double> filtered, Span<double> predicted)
    {
        predicted.Clear();
        for (var i = 0; i < states; i++)
        {
            for (var j = 0; j < states; j++) predicted[j] += filtered[i] * _transition[(i * states) + j];
        }
    }

    private double Update(ReadOnlySpan<double> row, ReadOnlySpan<double> predicted, Span<double> filtered)
    {
        var largest = double.NegativeInfinity;
        for (var s = 0; s < states; s++)
        {
            _logDensity[s] = _constant[s] - (0.5 * SquaredDistance(row, s));
            largest = Math.Max(largest, _logDensity[s]);
        }

        var sum = 0.0;
        for (var s = 0; s < states; s++) sum += filtered[s] = predicted[s] * Math.Exp(_logDensity[s] - largest);
        if (!(sum > TinySum))
        {
            // The state that fits best is nearly impossible here: the others' densities are too small beside it, unless weighed first.
            largest = double.NegativeInfinity;
            for (var s = 0; s < states; s++) largest = Math.Max(largest, _logDensity[s] += Math.Log(predicted[s]));
            sum = 0;
            for (var s = 0; s < states; s++) sum += filtered[s] = Math.Exp(_logDensity[s] - largest);
        }

        for (var s = 0; s < states; s++) filtered[s] /= sum;
        return largest + Math.Log(sum);
    }

    private double SquaredDistance(ReadOnlySpan<double> row, int state)
    {
        for (var v = 0; v < variables; v++) _scratch[v] = row[v] - _means[(state * variables) + v];
        Cholesky.SolveLower(_lower.AsSpan(state * variables * variables, variables * variables), variables, _scratch);
        var sum = 0.0;
        for (var v = 0; v < variables; v++) sum += _scratch[v] * _scratch[v];
        return sum;
    }

    private void Smooth()
    {
        _filtered.AsSpan((_count - 1) * states).CopyTo(_smoothed.AsSpan((_count - 1) * states));
        _steps.AsSpan().Clear();
        Span<double> ratio = stackalloc double[states];
        for (var t = _count - 2; t >= 0; t--)
        {
            for (var j = 0; j < states; j++)
            {
                var next = ((t + 1) * states) + j;
                ratio[j] = _predicted[next] > 0 ? _smoothed[next] / _predicted[next] : 0;
            }

            for (var i = 0; i < states; i++)
            {
                var (filtered, sum) = (_filtered[(t * states) + i], 0.0);
                for (var j = 0; j < states; j++)
                {
                    var joint = filtered * _transition[(i * states) + j] * ratio[j];
                    _steps[(i * states) + j] += joint;
                    sum += joint;
                }

                _smoothed[(t * states) + i] = sum;
            }
        }
    }

    private void Maximise(double floor)
    {
        for (var i = 0; i < states; i++)
        {
            _initial[i] = _smoothed[i];
            var from = 0.0;
            for (var j = 0; j < states; j++) from += _steps[(i * states) + j];
            for (var j = 0; j < states && from > 0; j++) _transition[(i * states) + j] = _steps[(i * states) + j] / from;

            Expected[i] = 0;
            for (var t = 0; t < _count; t++) Expected[i] += _smoothed[(t * states) + i];
            if (Expected[i] > FewestExpected) MaximiseNormal(i, floor);
        }
    }

    private void MaximiseNormal(int state, double floor)
    {
        var mean = _means.AsSpan(state * variables, variables);
        mean.Clear();
        for (var t = 0; t < _count; t++)
        {
            var weight = _smoothed[(t * states) + state];
            for (var v = 0; v < variables; v++) mean[v] += weight * rows[(t * variables) + v];
        }

        for (var v = 0; v < variables; v++) mean[v] /= Expected[state];

        var covariance = _covariances.AsSpan(state * variables * variables, variables * variables);
        covariance.Clear();
        for (var t = 0; t < _count; t++)
        {
            var weight = _smoothed[(t * states) + state];
            for (var i = 0; i < variables; i++)
            {
                var deviation = weight * (rows[(t * variables) + i] - mean[i]);
                for (var j = 0; j <= i; j++) covariance[(i * variables) + j] += deviation * (rows[(t * variables) + j] - mean[j]);
            }
        }

        for (var i = 0; i < variables; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                covariance[(i * variables) + j] /= Expected[state];
                covariance[(j * variables) + i] = covariance[(i * variables) + j];
            }
        }

        if (floor > 0) CovarianceFloor.Raise(covariance, variables, floor);
    }

    private bool TryFactor()
    {
        var square = variables * variables;
        for (var s = 0; s < states; s++)
        {
            var lower = _lower.AsSpan(s * square, square);
            if (!Cholesky.TryFactor(_covariances.AsSpan(s * square, square), variables, lower)) return false;
            _constant[s] = -0.5 * ((variables * LogTwoPi) + Cholesky.LogDeterminant(lower, variables));
        }

        return true;
    }
}
