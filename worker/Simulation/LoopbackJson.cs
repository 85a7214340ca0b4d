using System.Buffers;
using System.Text.Json;

namespace CryptoRun.Worker.Simulation;

/// <summary>JSON texts of loopback venues.</summary>
internal static class LoopbackJson
{
    /// <summary>Writes one JSON text.</summary>
    public static byte[] Write(Action<Utf8JsonWriter> content)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer)) content(writer);
        return buffer.WrittenSpan.ToArray();
    }
}
