namespace CryptoRun.Domain.Gates;

/// <summary>Says which options are out of their range.</summary>
internal static class OptionRange
{
    /// <summary>One sentence a value with key, value and allowed range. Written so that NaN fails too.</summary>
    public static IEnumerable<string> Check(string section, IEnumerable<(string Key, double Value, double Least, double Most)> values) =>
        values.Where(v => !(v.Value >= v.Least && v.Value <= v.Most)).Select(v => $"{section}:{v.Key} is {v.Value}; allowed is {v.Least} to {v.Most}.");
}
