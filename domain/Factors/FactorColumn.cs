using CryptoRun.Domain.Numerics;

namespace CryptoRun.Domain.Factors;

/// <summary>One factor over the universe. For every symbol that has it <c>Z = Centre + sum of Projections + Residual</c> and <c>E = Residual / Scale</c>.</summary>
public sealed class FactorColumn
{
    private readonly bool _hasSpread;
    private readonly double _median;
    private readonly double _sigma;
    private double[] _coefficients = [];
    private double[] _offsets = [];
    private IReadOnlyList<FactorColumn> _earlier = [];

    private FactorColumn(double[] raw, double[] z, double median, double sigma, int missing)
    {
        (Raw, Z, _median, _sigma, _hasSpread, Missing) = (raw, z, median, sigma, sigma > 0, missing);
        Residual = z;
        E = z;
    }

    /// <summary>Raw values; NaN where missing.</summary>
    public double[] Raw { get; }

    /// <summary>Robust z, 0 where missing.</summary>
    public double[] Z { get; }

    /// <summary>Mean of z over the symbols that have the factor. 0 in a small universe.</summary>
    public double Centre { get; private set; }

    /// <summary>What is left when the earlier factors have spoken; 0 where missing.</summary>
    public double[] Residual { get; private set; }

    /// <summary>Sample sd of the residuals over the symbols that have the factor; 1 in a small universe, 0 when nothing is left.</summary>
    public double Scale { get; private set; }

    /// <summary>Residuals at unit sd; 0 where missing and when nothing is left.</summary>
    public double[] E { get; private set; }

    /// <summary>Number of symbols without a value.</summary>
    public int Missing { get; }

    /// <summary>Whether every symbol lacks it: the factor is absent and its weight is spread.</summary>
    public bool IsAbsent => Missing == Raw.Length;

    /// <summary>Whether the median absolute deviation is 0: every z is 0.</summary>
    public bool IsMadZero => !IsAbsent && !_hasSpread;

    /// <summary>Whether earlier factors had said everything: every residual is 0.</summary>
    public bool IsCollinear { get; private set; }

    /// <summary>Whether a symbol lacks the factor.</summary>
    public bool IsMissing(int i) => double.IsNaN(Raw[i]);

    /// <summary>Whether a symbol's z was cut.</summary>
    public bool IsWinsorised(int i) => Math.Abs(Z[i]) == RobustZ.Limit;

    /// <summary>What was taken out of symbol <paramref name="i"/>'s z because factor <paramref name="earlier"/> had said it.</summary>
    public double Projection(int earlier, int i)
    {
        if (_coefficients.Length == 0 || IsMissing(i)) return 0;

        // The rounding that a collinear column or a fit over few symbols leaves goes to the last projection, so that z stays the sum of its parts.
        if ((!IsCollinear && Missing == 0) || earlier != LastBasis()) return Fitted(earlier, i);
        var amount = Z[i] - Centre - Residual[i];
        for (var j = 0; j < earlier; j++) amount -= Fitted(j, i);
        return amount;
    }

    /// <summary>What E would be had symbol <paramref name="i"/> alone another raw value, everything else as it is: the fit, the median, the others.</summary>
    public double EWith(int i, double raw)
    {
        if (!_hasSpread || Scale == 0 || IsMissing(i)) return E[i];
        return (Residual[i] + Math.Clamp((raw - _median) / _sigma, -RobustZ.Limit, RobustZ.Limit) - Z[i]) / Scale;
    }

    internal static FactorColumn Standardised(double[] raw, double[] scratch)
    {
        var z = new double[raw.Length];
        RobustZ.Standardise(raw, z, scratch, out var median, out var sigma);
        return new FactorColumn(raw, z, median, sigma, raw.Count(double.IsNaN));
    }

    /// <summary>A small universe: e is z.</summary>
    internal void TakeWhole() => Scale = _hasSpread ? 1 : 0;

    internal void TakeResidual(GramSchmidt fit, int k, IReadOnlyList<FactorColumn> columns)
    {
        Residual = new double[Raw.Length];
        E = new double[Raw.Length];
        if (!_hasSpread) return;

        Centre = fit.Centre(k);
        _coefficients = new double[k];
        _earlier = columns;
        for (var j = 0; j < k; j++) _coefficients[j] = fit.Coefficient(k, j);
        if (Missing > 0) CentreOnPresent();
        IsCollinear = fit.IsCollinear(k);
        if (IsCollinear) return;

        fit.Column(k).CopyTo(Residual);
        var squares = 0.0;
        foreach (var r in Residual) squares += r * r;
        Scale = Math.Sqrt(squares / (Raw.Length - Missing - 1));
        for (var i = 0; i < E.Length; i++) E[i] = Residual[i] / Scale;
    }

    private double Fitted(int earlier, int i) => _coefficients[earlier] * (_earlier[earlier].Residual[i] - (_offsets.Length == 0 ? 0 : _offsets[earlier]));

    /// <summary>Among the symbols that have the factor the earlier residuals have a mean of their own: what it contributes belongs to the centre, which then is the mean of z there.</summary>
    private void CentreOnPresent()
    {
        _offsets = new double[_coefficients.Length];
        var sum = 0.0;
        for (var i = 0; i < Z.Length; i++)
        {
            if (IsMissing(i)) continue;
            sum += Z[i];
            for (var j = 0; j < _offsets.Length; j++) _offsets[j] += _earlier[j].Residual[i];
        }

        var present = Z.Length - Missing;
        Centre = sum / present;
        for (var j = 0; j < _offsets.Length; j++) _offsets[j] /= present;
    }

    private int LastBasis()
    {
        for (var j = _coefficients.Length - 1; j >= 0; j--)
        {
            if (_coefficients[j] != 0) return j;
        }

        return -1;
    }
}
