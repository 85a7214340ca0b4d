namespace CryptoRun.Domain.Numerics;

/// <summary>
/// The standard normal distribution. Rational minimax approximations of W. J. Cody, "Rational Chebyshev approximations for the error function",
/// Mathematics of Computation 23 (1969) 631-637, coefficients as in his CALERF (SPECFUN, Netlib).
/// </summary>
public static class NormalDistribution
{
    private const double InverseSqrtPi = 0.56418958354775628695;
    private const double InverseSqrtTwo = 0.70710678118654752440;
    private const int Halvings = 60;
    private const double FarthestUpper = 10;
    private const double FarthestLower = 40;

    // Degree first to last as the nested forms below consume them; the leading coefficient of the numerator stands last, as in CALERF.
    private static readonly double[] A = [3.16112374387056560e00, 1.13864154151050156e02, 3.77485237685302021e02, 3.20937758913846947e03, 1.85777706184603153e-1];
    private static readonly double[] B = [2.36012909523441209e01, 2.44024637934444173e02, 1.28261652607737228e03, 2.84423683343917062e03];

    private static readonly double[] C =
    [
        5.64188496988670089e-1, 8.88314979438837594e0, 6.61191906371416295e01, 2.98635138197400131e02, 8.81952221241769090e02,
        1.71204761263407058e03, 2.05107837782607147e03, 1.23033935479799725e03, 2.15311535474403846e-8,
    ];

    private static readonly double[] D =
    [
        1.57449261107098347e01, 1.17693950891312499e02, 5.37181101862009858e02, 1.62138957456669019e03, 3.29079923573345963e03,
        4.36261909014324716e03, 3.43936767414372164e03, 1.23033935480374942e03,
    ];

    private static readonly double[] P = [3.05326634961232344e-1, 3.60344899949804439e-1, 1.25781726111229246e-1, 1.60837851487422766e-2, 6.58749161529837803e-4, 1.63153871373020978e-2];
    private static readonly double[] Q = [2.56852019228982242e00, 1.87295284992346725e00, 5.27905102951428412e-1, 6.05183413124413191e-2, 2.33520497626869185e-3];

    /// <summary>Probability of a value up to <paramref name="x"/>, in [0, 1], absolute error about 1e-16, relative error in the lower tail about x squared x 1e-16; NaN for NaN.</summary>
    public static double Cdf(double x) => 0.5 * ComplementaryError(-x * InverseSqrtTwo);

    /// <summary>
    /// Value up to which <paramref name="probability"/> lies, by halving on <see cref="Cdf"/>: as exact as that is, in 60 steps. Infinite at 0 and 1; NaN outside [0, 1].
    /// </summary>
    public static double Quantile(double probability)
    {
        if (!(probability >= 0 && probability <= 1)) return double.NaN;
        if (probability == 0) return double.NegativeInfinity;
        if (probability == 1) return double.PositiveInfinity;

        // The lower tail is searched from its own side, where small probabilities keep their digits.
        var isLower = probability < 0.5;
        var (low, high) = (0.0, isLower ? FarthestLower : FarthestUpper);
        for (var i = 0; i < Halvings; i++)
        {
            var middle = (low + high) / 2;
            if (isLower ? Cdf(-middle) > probability : Cdf(middle) < probability) low = middle;
            else high = middle;
        }

        return isLower ? -low : low;
    }

    /// <summary>erfc(x) = 1 - erf(x), in [0, 2].</summary>
    public static double ComplementaryError(double x)
    {
        var y = Math.Abs(x);
        if (double.IsNaN(y)) return double.NaN;
        if (y <= 0.46875) return 1 - ErrorNearZero(x, y);

        var tail = y > 26.543 ? 0 : Tail(y);
        return x < 0 ? 2 - tail : tail;
    }

    private static double ErrorNearZero(double x, double y)
    {
        var square = y > 1.11e-16 ? y * y : 0;
        var numerator = A[4] * square;
        var denominator = square;
        for (var i = 0; i < 3; i++)
        {
            numerator = (numerator + A[i]) * square;
            denominator = (denominator + B[i]) * square;
        }

        return x * (numerator + A[3]) / (denominator + B[3]);
    }

    private static double Tail(double y)
    {
        double result;
        if (y <= 4)
        {
            var numerator = C[8] * y;
            var denominator = y;
            for (var i = 0; i < 7; i++)
            {
                numerator = (numerator + C[i]) * y;
                denominator = (denominator + D[i]) * y;
            }

            result = (numerator + C[7]) / (denominator + D[7]);
        }
        else
        {
            var inverseSquare = 1 / (y * y);
            var numerator = P[5] * inverseSquare;
            var denominator = inverseSquare;
            for (var i = 0; i < 4; i++)
            {
                numerator = (numerator + P[i]) * inverseSquare;
                denominator = (denominator + Q[i]) * inverseSquare;
            }

            result = inverseSquare * (numerator + P[4]) / (denominator + Q[4]);
            result = (InverseSqrtPi - result) / y;
        }

        // exp(-y*y) in two factors: the square of a 1/16 grid point is exact, so the exponent's rounding error does not grow with y.
        var grid = Math.Truncate(y * 16) / 16;
        var rest = (y - grid) * (y + grid);
        return Math.Exp(-grid * grid) * Math.Exp(-rest) * result;
    }
}
