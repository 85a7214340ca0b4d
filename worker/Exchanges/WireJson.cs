using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;
using CryptoRun.Domain.Markets;

namespace CryptoRun.Worker.Exchanges;

/// <summary>Reads a venue's JSON: what is not as documented is null, never an exception.</summary>
internal static class WireJson
{
    private const int ExcerptBytes = 120;

    /// <summary>A value of the wire, null when it is not what the venue documents.</summary>
    public static T? Read<T>(JsonElement element, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return element.Deserialize(type);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <inheritdoc cref="Read{T}(JsonElement, JsonTypeInfo{T})" />
    public static T? Read<T>(ReadOnlySpan<byte> utf8, JsonTypeInfo<T> type)
        where T : class
    {
        // Text that is no Unicode, escaped or not, is found by the reader only when it is asked for; better once, here.
        if (!Utf8.IsValid(utf8) || utf8.IndexOf("\\uD"u8) >= 0 || utf8.IndexOf("\\ud"u8) >= 0) return null;

        try
        {
            return JsonSerializer.Deserialize(utf8, type);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A number of the wire, in text or not; null when it is none.</summary>
    public static decimal? Number(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String when decimal.TryParse(value.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
        JsonValueKind.Number when value.TryGetDecimal(out var number) => number,
        _ => null,
    };

    /// <summary>A whole number of the wire, in text or not; null when it is none.</summary>
    public static long? Whole(JsonElement value) => Number(value) is >= long.MinValue and <= long.MaxValue and var number && decimal.IsInteger(number) ? (long)number : null;

    /// <summary>Levels of a book, arrays of price, size and more, in the order in which they come; one that is not as documented is the default level. Null where there is no array.</summary>
    public static BookLevel[]? Levels(JsonElement rows) => rows.ValueKind != JsonValueKind.Array
        ? null
        : [.. rows.EnumerateArray().Select(static row => row.ValueKind == JsonValueKind.Array && row.GetArrayLength() >= 2 && Number(row[0]) is { } price && Number(row[1]) is { } size ? new BookLevel(price, size) : default)];

    /// <summary>A field of text; null when there is none.</summary>
    public static string? Text(JsonElement record, string name) =>
        record.ValueKind == JsonValueKind.Object && record.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;

    /// <summary>The items of an array; none where there is no array.</summary>
    public static JsonElement.ArrayEnumerator Items(JsonElement array) => array.ValueKind == JsonValueKind.Array ? array.EnumerateArray() : default;

    /// <summary>The failure of an answer that is not what the venue documents.</summary>
    public static VenueFailure Malformed(string venue, string what, ReadOnlySpan<byte> body) =>
        new(VenueFailureKind.Malformed, $"{venue} {what}: the answer is not the documented JSON: {Excerpt(body)}");

    /// <summary>The beginning of a body, for messages.</summary>
    public static string Excerpt(ReadOnlySpan<byte> body) => Encoding.UTF8.GetString(body[..Math.Min(body.Length, ExcerptBytes)]);
}
