using System.Buffers;
using System.Globalization;
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

    /// <summary>A number with all its digits.</summary>
    public static string Text(decimal value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>An instant in milliseconds since 1970.</summary>
    public static string Milliseconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
}
