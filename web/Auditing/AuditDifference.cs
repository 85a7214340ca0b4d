using System.Text.Json;

namespace CryptoRun.Web.Auditing;

/// <summary>What differs between how something was and how it is.</summary>
/// <param name="Path">Name of the field, dots between its parts; empty for the whole.</param>
/// <param name="Before">As JSON; null when it was not there.</param>
/// <param name="After">As JSON; null when it is gone.</param>
internal sealed record AuditDifference(string Path, string? Before, string? After)
{
    /// <summary>Fields that differ, in their order. What is no JSON object differs as a whole.</summary>
    public static IReadOnlyList<AuditDifference> Of(string? before, string? after)
    {
        if (string.Equals(before, after, StringComparison.Ordinal)) return [];
        if (Fields(before) is not { } old || Fields(after) is not { } now) return [new AuditDifference("", before, after)];
        return [.. old.Keys.Union(now.Keys, StringComparer.Ordinal)
            .Select(path => new AuditDifference(path, old.GetValueOrDefault(path), now.GetValueOrDefault(path)))
            .Where(static d => !string.Equals(d.Before, d.After, StringComparison.Ordinal))];
    }

    // Nothing at all is an object without fields: what is new or gone is told field by field.
    private static Dictionary<string, string>? Fields(string? document)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        if (document is null) return fields;
        try
        {
            using var parsed = JsonDocument.Parse(document);
            if (parsed.RootElement.ValueKind != JsonValueKind.Object) return null;
            Add(fields, "", parsed.RootElement);
            return fields;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static void Add(Dictionary<string, string> fields, string path, JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            if (element.ValueKind != JsonValueKind.Null) fields[path] = element.GetRawText();
            return;
        }

        foreach (var field in element.EnumerateObject()) Add(fields, path.Length == 0 ? field.Name : $"{path}.{field.Name}", field.Value);
    }
}
