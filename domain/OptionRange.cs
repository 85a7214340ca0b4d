namespace CryptoRun.Domain;

/// <summary>The one check of numbers in options.</summary>
internal static class OptionRange
{
    /// <summary>One sentence for each value out of its range: key, value and allowed range. NaN is out of every range.</summary>
    public static IEnumerable<string> Problems(string section, params IEnumerable<(string Key, double Value, double Least, double Most)> values) =>
        values.Where(v => !(v.Value >= v.Least && v.Value <= v.Most)).Select(v => $"{section}:{v.Key} is {v.Value}; allowed is {v.Least} to {v.Most}.");
}
