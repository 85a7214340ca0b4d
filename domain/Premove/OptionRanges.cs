namespace CryptoRun.Domain.Premove;

/// <summary>Says what is wrong with numbers of options.</summary>
internal static class OptionRanges
{
    public static IEnumerable<string> Problems(string section, params (string Key, double Value, double Least, double Most)[] values) =>
        // Written so that NaN fails too.
        values.Where(v => !(v.Value >= v.Least && v.Value <= v.Most)).Select(v => $"{section}:{v.Key} is {v.Value}; allowed is {v.Least} to {v.Most}.");
}
