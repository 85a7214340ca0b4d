namespace CryptoRun.Domain.Numerics;

/// <summary>Covariance of observations by variables, both row by row in one span. Divisor n, as shrinkage and maximum likelihood use it.</summary>
public static class Covariance
{
    /// <summary>Writes the means and the covariance matrix.</summary>
    /// <param name="rows">Observations, <paramref name="variables"/> values each.</param>
    /// <param name="variables">Values an observation, at least 1.</param>
    /// <param name="mean">Receives the means.</param>
    /// <param name="covariance">Receives the matrix, variables x variables.</param>
    /// <exception cref="ArgumentException">No observation, or a number of values that does not divide by <paramref name="variables"/>.</exception>
    public static void Of(ReadOnlySpan<double> rows, int variables, Span<double> mean, Span<double> covariance)
    {
        var centred = Centre(rows, variables, mean);
        Of(centred, variables, covariance);
    }

    /// <summary>Covariance of observations whose means are 0 already.</summary>
    internal static void Of(ReadOnlySpan<double> centred, int variables, Span<double> covariance)
    {
        var count = centred.Length / variables;
        covariance[..(variables * variables)].Clear();
        for (var start = 0; start < centred.Length; start += variables)
        {
            var row = centred.Slice(start, variables);
            for (var i = 0; i < variables; i++)
            {
                for (var j = 0; j <= i; j++) covariance[(i * variables) + j] += row[i] * row[j];
            }
        }

        for (var i = 0; i < variables; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                covariance[(i * variables) + j] /= count;
                covariance[(j * variables) + i] = covariance[(i * variables) + j];
            }
        }
    }

    /// <summary>The observations less their means. Deviations are first taken from the first row: equal values give exactly 0.</summary>
    internal static double[] Centre(ReadOnlySpan<double> rows, int variables, Span<double> mean)
    {
        if (variables < 1 || rows.IsEmpty || rows.Length % variables != 0)
            throw new ArgumentException($"{rows.Length} values are no table of {variables} variables.", nameof(rows));

        var (count, centred) = (rows.Length / variables, rows.ToArray());
        for (var v = 0; v < variables; v++)
        {
            var (pivot, shift) = (rows[v], 0.0);
            for (var i = v; i < rows.Length; i += variables) shift += rows[i] - pivot;
            shift /= count;
            mean[v] = pivot + shift;
            for (var i = v; i < rows.Length; i += variables) centred[i] = rows[i] - pivot - shift;
        }

        return centred;
    }
}
