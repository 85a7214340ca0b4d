namespace CryptoRun.Web.Regimes;

/// <summary>A scale of round steps that holds every value with a little air and never leaves what values can be.</summary>
/// <param name="Low">Lower end.</param>
/// <param name="High">Upper end.</param>
/// <param name="Ticks">Round values on it.</param>
public sealed record ValueScale(double Low, double High, IReadOnlyList<double> Ticks)
{
    private const int MostSteps = 5;

    /// <summary>Scale of some values.</summary>
    /// <param name="values">Finite values; none gives the whole range.</param>
    /// <param name="least">What no value is under.</param>
    /// <param name="most">What no value is above.</param>
    public static ValueScale Of(IReadOnlyCollection<double> values, double least, double most)
    {
        var (low, high) = values.Count == 0 ? (least, most) : (values.Min(), values.Max());
        var span = high > low ? high - low : Math.Max(Math.Abs(high), 1) * 0.1;
        var rough = span * 1.1 / MostSteps;
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = ((rough / power) switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 }) * power;
        low = Math.Max(least, Math.Floor((low - (span * 0.05)) / step) * step);
        high = Math.Min(most, Math.Ceiling((high + (span * 0.05)) / step) * step);
        var ticks = new List<double>();
        for (var i = (long)Math.Ceiling((low / step) - 1e-9); i * step <= high + (step * 1e-9); i++) ticks.Add(i * step);
        return new ValueScale(low, high, ticks);
    }
}
