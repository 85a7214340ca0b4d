using System.Text.Json;
using CryptoRun.Domain.Scoring;
using CryptoRun.Worker.Documents;

namespace CryptoRun.Worker.Storage;

/// <summary>
/// Explanations of a scan, best first, in packed chunks, one JSON document a line. Neighbours share almost all their words, so a chunk is a fraction of its members' sizes;
/// a single explanation costs one chunk's decompression and one line's parsing.
/// </summary>
internal static class ExplanationChunks
{
    /// <summary>Explanations in a chunk.</summary>
    public const int Size = 64;

    public static IEnumerable<byte[]> Pack(IReadOnlyList<ScoreExplanation> explanations, CancellationToken cancellationToken)
    {
        foreach (var chunk in explanations.Chunk(Size))
        {
            using var text = new MemoryStream();
            foreach (var explanation in chunk)
            {
                cancellationToken.ThrowIfCancellationRequested();
                JsonSerializer.Serialize(text, explanation, Json.Options);
                text.WriteByte((byte)'\n');
            }

            yield return PackedJson.Pack(text.GetBuffer().AsSpan(0, (int)text.Length));
        }
    }

    public static IEnumerable<ScoreExplanation> Unpack(byte[] chunk) => PackedJson.Unpack(chunk).Select(Parse);

    /// <summary>The explanation at a place of the chunk.</summary>
    public static ScoreExplanation Unpack(byte[] chunk, int place) => Parse(PackedJson.Unpack(chunk, place));

    private static ScoreExplanation Parse(byte[] line) =>
        JsonSerializer.Deserialize<ScoreExplanation>(line, Json.Options) ?? throw new InvalidDataException("A stored explanation is null.");
}
