using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CryptoRun.Web.Board;

/// <summary>What one turn of the stream says, until the hub has sent it.</summary>
internal sealed class HubEvents : IEventSink
{
    private readonly Queue<HubEvent> _waiting = [];

    /// <inheritdoc />
    public void Begin(TimeSpan wait)
    {
        // A client of hubs has its own rule for when it connects again.
    }

    /// <inheritdoc />
    public void Event(EncodedEvent encoded) => _waiting.Enqueue(new HubEvent(encoded.Name, encoded.Id, encoded.Data));

    /// <inheritdoc />
    public void Heartbeat(DateTimeOffset now) => _waiting.Enqueue(new HubEvent("heartbeat", null, EventWriter.HeartbeatData(now)));

    /// <summary>The next that waits.</summary>
    public bool TryTake([NotNullWhen(true)] out HubEvent? next) => _waiting.TryDequeue(out next);
}

/// <summary>One event as the hub sends it: <c>{"event", "id", "data"}</c>; id is null where the event has none.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Id">Version, null for none.</param>
/// <param name="Data">The document, UTF-8; sent as it is.</param>
[JsonConverter(typeof(HubEventConverter))]
internal sealed record HubEvent(string Name, long? Id, ReadOnlyMemory<byte> Data);

/// <summary>Copies a document that was encoded once for all viewers into a viewer's message.</summary>
internal sealed class HubEventConverter : JsonConverter<HubEvent>
{
    /// <inheritdoc />
    public override HubEvent Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException("The hub sends events and takes none.");

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, HubEvent value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("event"u8, value.Name);
        if (value.Id is { } id) writer.WriteNumber("id"u8, id);
        else writer.WriteNull("id"u8);
        writer.WritePropertyName("data"u8);
        writer.WriteRawValue(value.Data.Span, skipInputValidation: true);
        writer.WriteEndObject();
    }
}
