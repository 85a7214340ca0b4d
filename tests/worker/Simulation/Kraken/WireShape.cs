using System.Text.Json;

namespace CryptoRun.Worker.Tests.Simulation.Kraken;

/// <summary>Compares JSON by fields and types, not by values.</summary>
internal static class WireShape
{
    public static JsonElement Parse(string path) => JsonDocument.Parse(File.ReadAllText(path)).RootElement;

    /// <summary>Every field of <paramref name="ours"/> is in <paramref name="recorded"/> with the same type, arrays compared by their first element.</summary>
    public static void ShouldBePartOf(JsonElement ours, JsonElement recorded, string at = "$")
    {
        Kind(ours).ShouldBe(Kind(recorded), at);
        switch (ours.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var field in ours.EnumerateObject())
                {
                    recorded.TryGetProperty(field.Name, out var same).ShouldBeTrue($"{at}.{field.Name} is not in the recording");
                    ShouldBePartOf(field.Value, same, $"{at}.{field.Name}");
                }

                break;
            case JsonValueKind.Array when ours.GetArrayLength() > 0 && recorded.GetArrayLength() > 0 && ours[0].ValueKind == JsonValueKind.Object:
                ShouldBePartOf(ours[0], recorded[0], at + "[0]");
                break;
            case JsonValueKind.Array:
                ours.EnumerateArray().Select(Kind).ShouldBe(recorded.EnumerateArray().Select(Kind), at);
                break;
        }
    }

    private static string Kind(JsonElement element) => element.ValueKind is JsonValueKind.True or JsonValueKind.False ? "Boolean" : element.ValueKind.ToString();
}
