namespace CryptoRun.Domain.Numerics;

/// <summary>Interval of a share (E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22, 1927).</summary>
public static class Wilson
{
    private const double Z95 = 1.959963984540054;

    /// <summary>95 % score interval, without continuity correction, in [0, 1]. Of nothing: all of [0, 1]. Its trials are taken as independent.</summary>
    /// <param name="successes">In [0, trials].</param>
    /// <param name="trials">0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than 0 trials, or successes outside [0, trials].</exception>
    public static ConfidenceInterval Interval95(int successes, int trials)
    {
        if (trials < 0) throw new ArgumentOutOfRangeException(nameof(trials), trials, "Trials are 0 or more.");
        if (successes < 0 || successes > trials) throw new ArgumentOutOfRangeException(nameof(successes), successes, $"Successes are 0 to {trials}, the number of trials.");
        if (trials == 0) return new ConfidenceInterval(0, 1);

        var share = (double)successes / trials;
        const double square = Z95 * Z95;
        var shrink = 1 + (square / trials);
        var centre = (share + (square / (2 * trials))) / shrink;
        var half = Z95 / shrink * Math.Sqrt((share * (1 - share) / trials) + (square / (4.0 * trials * trials)));
        return new ConfidenceInterval(successes == 0 ? 0 : centre - half, successes == trials ? 1 : centre + half);
    }
}

/// <summary>A range that holds the true value with a stated confidence.</summary>
/// <param name="Low">Lower end.</param>
/// <param name="High">Upper end.</param>
public sealed record ConfidenceInterval(double Low, double High);
