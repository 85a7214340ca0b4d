using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using CryptoRun.Domain.Markets;

namespace CryptoRun.Worker.Exchanges.Coinbase;

/// <summary>
/// Levels of a book as they lie in a message: arrays of texts. One that is not as documented is read as the level 0 x 0, which <see cref="CoinbaseFrames"/> refuses with its
/// whole message: a book must lack nothing.
/// </summary>
internal static class CoinbaseLevels
{
    /// <summary>Reads <c>[price, size, ...]</c>; what follows is passed over.</summary>
    public static BookLevel Rest(ref Utf8JsonReader reader)
    {
        var (price, size) = (Next(ref reader), Next(ref reader));
        while (reader.TokenType != JsonTokenType.EndArray && reader.Read()) reader.Skip();
        return price is { } at && size is { } amount ? new BookLevel(at, amount) : default;
    }

    /// <summary>The next number of the array, null where there is none.</summary>
    private static decimal? Next(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.EndArray || !reader.Read()) return null;
        if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.Number) || reader.ValueIsEscaped)
        {
            reader.Skip();
            return null;
        }

        return WireNumber.TryDecimal(reader.ValueSpan, out var plain) || decimal.TryParse(reader.ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture, out plain) ? plain : null;
    }
}

/// <summary>A level of a snapshot, <c>[price, size]</c>.</summary>
internal sealed class CoinbaseLevelConverter : JsonConverter<BookLevel>
{
    /// <inheritdoc />
    public override BookLevel Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.StartArray) return CoinbaseLevels.Rest(ref reader);

        reader.Skip();
        return default;
    }

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, BookLevel value, JsonSerializerOptions options) => throw new NotSupportedException();
}

/// <summary>A changed level, <c>[side, price, size]</c>.</summary>
internal sealed class CoinbaseChangeConverter : JsonConverter<CoinbaseChange>
{
    /// <inheritdoc />
    public override CoinbaseChange Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return default;
        }

        if (!reader.Read() || reader.TokenType == JsonTokenType.EndArray) return default;
        bool? isBid = reader.TokenType != JsonTokenType.String ? null : reader.ValueTextEquals("buy"u8) ? true : reader.ValueTextEquals("sell"u8) ? false : null;
        reader.Skip();
        var level = CoinbaseLevels.Rest(ref reader);
        return isBid is { } bid ? new CoinbaseChange(bid, level) : default;
    }

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, CoinbaseChange value, JsonSerializerOptions options) => throw new NotSupportedException();
}
