using System.Collections;
using System.Reflection;
using System.Text;

namespace CryptoRun.Domain.Scanning;

/// <summary>
/// Options as text that depends on their values alone: every public property by name in ordinal order, nested ones in braces, numbers in the shortest form
/// that reads back to the same bits, enums by name.
/// </summary>
internal static class CanonicalText
{
    public static string Of(object options)
    {
        var text = new StringBuilder();
        Write(text, options);
        return text.ToString();
    }

    private static void Write(StringBuilder text, object? value)
    {
        switch (value)
        {
            case null:
                text.Append("null");
                break;
            case string word:
                text.Append('"').Append(word.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)).Append('"');
                break;
            case IFormattable number:
                text.Append(number.ToString(null, System.Globalization.CultureInfo.InvariantCulture));
                break;
            case bool truth:
                text.Append(truth ? "true" : "false");
                break;
            case IEnumerable list:
                text.Append('[');
                foreach (var item in list) WriteItem(text, item);
                text.Append(']');
                break;
            default:
                WriteProperties(text, value);
                break;
        }
    }

    private static void WriteItem(StringBuilder text, object? item)
    {
        Write(text, item);
        text.Append(';');
    }

    private static void WriteProperties(StringBuilder text, object value)
    {
        text.Append('{');
        var properties = value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.GetIndexParameters().Length == 0);
        foreach (var property in properties.OrderBy(property => property.Name, StringComparer.Ordinal))
        {
            text.Append(property.Name).Append('=');
            WriteItem(text, property.GetValue(value));
        }

        text.Append('}');
    }
}
