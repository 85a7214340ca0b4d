using System.Text.Json;
using System.Text.Json.Serialization;

namespace CryptoRun.Worker.Documents;

/// <summary>Instants as <c>2025-11-06T15:00:00Z</c>, with as many digits of the second as there are; any ISO 8601 offset is read.</summary>
internal sealed class UtcInstantConverter : JsonConverter<DateTimeOffset>
{
    /// <inheritdoc />
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTimeOffset().ToUniversalTime();

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(value.UtcDateTime);
}
