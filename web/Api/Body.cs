using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using CryptoRun.Worker.Documents;

namespace CryptoRun.Web.Api;

/// <summary>Reads a JSON body so that what cannot be read is named, not just refused.</summary>
internal static class Body
{
    private const int Longest = 64 * 1024;
    private const int LongestName = 100;

    // A field that nobody knows is a slip of the pen: ignored, it would be taken for done.
    private static readonly JsonSerializerOptions Strict = new(Json.Options)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver().WithAddedModifier(AcceptReadOnly),
    };

    /// <summary>The document, or the answer that says what is wrong: 415, 413, or 400 with the field.</summary>
    public static async Task<(T? Document, IResult? Problem)> ReadAsync<T>(HttpRequest request, CancellationToken cancellationToken)
        where T : class
    {
        if (!request.HasJsonContentType()) return (null, Results.Problem(statusCode: StatusCodes.Status415UnsupportedMediaType, title: "Send JSON", detail: "Content-Type must be application/json."));
        using var bytes = new MemoryStream();
        var buffer = new byte[8192];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (bytes.Length + read > Longest) return (null, Results.Problem(statusCode: StatusCodes.Status413PayloadTooLarge, title: "Too long", detail: $"A body has at most {Longest} bytes."));
            bytes.Write(buffer, 0, read);
        }

        try
        {
            return JsonSerializer.Deserialize<T>(bytes.GetBuffer().AsSpan(0, (int)bytes.Length), Strict) is { } document
                ? (document, null)
                : (null, ApiProblem.Bad("body", "null", "a JSON object"));
        }
        catch (JsonException e)
        {
            // The value is not repeated: it may be a secret in the wrong place.
            return (null, ApiProblem.Bad(e.Path is { Length: > 2 } path ? Name(path) : "body", "", "what the API's document says for this field, where it has such a field"));
        }
    }

    private static string Name(string path) => path.TrimStart('$').TrimStart('.') is var name && name.Length > LongestName ? name[..LongestName] : name;

    private static void AcceptReadOnly(JsonTypeInfo type)
    {
        foreach (var name in type.Type.GetCustomAttribute<ReadOnlyFieldsAttribute>()?.Names ?? [])
        {
            var field = type.CreateJsonPropertyInfo(typeof(JsonElement?), name);
            field.Set = static (_, _) => { };
            type.Properties.Add(field);
        }
    }
}
