using System.Collections;
using System.Globalization;
using System.Reflection;
using CryptoRun.Domain.Gates;
using CryptoRun.Domain.Scoring;

namespace CryptoRun.Domain.Backtesting;

/// <summary>Names the first field in which two results differ.</summary>
internal static class FirstDifference
{
    /// <summary>Path and both values; null where they are equal.</summary>
    public static (string Field, string Was, string Became)? Of(object? before, object? after) => Compare("", before, after);

    private static (string Field, string Was, string Became)? Compare(string path, object? before, object? after)
    {
        if (before is null || after is null) return before is null && after is null ? null : (path, Text(before), Text(after));
        if (before is string or IFormattable or bool) return before.Equals(after) ? null : (path, Text(before), Text(after));
        if (before is IEnumerable first && after is IEnumerable second) return Lists(path, [.. first.Cast<object?>()], [.. second.Cast<object?>()]);

        foreach (var property in before.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.GetIndexParameters().Length > 0) continue;
            if (Compare(path.Length == 0 ? property.Name : $"{path}.{property.Name}", property.GetValue(before), property.GetValue(after)) is { } found) return found;
        }

        return null;
    }

    private static (string Field, string Was, string Became)? Lists(string path, object?[] before, object?[] after)
    {
        for (var i = 0; i < Math.Min(before.Length, after.Length); i++)
        {
            if (Compare($"{path}[{Name(before[i]) ?? i.ToString(CultureInfo.InvariantCulture)}]", before[i], after[i]) is { } found) return found;
        }

        return before.Length == after.Length ? null : ($"{path}.Count", $"{before.Length}", $"{after.Length}");
    }

    private static string? Name(object? item) => item switch
    {
        ScoreExplanation score => score.Symbol,
        GateResult gate => gate.Gate,
        FactorExplanation factor => factor.Factor.ToString(),
        FactorInput input => input.Name,
        _ => null,
    };

    private static string Text(object? value) => value is null ? "nothing" : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
}
