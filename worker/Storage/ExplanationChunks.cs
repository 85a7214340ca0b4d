using System.Text.Json;
using CryptoRun.Domain.Scoring;
using CryptoRun.Worker.Documents;

namespace CryptoRun.Worker.Storage;

/// <summary>
/// Explanations of a scan, best first, in compressed chunks: one JSON document a line. Neighbours share almost all their words, so a chunk is a fraction of its members' sizes;
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

            yield return CompressedJson.Compress(text.GetBuffer().AsSpan(0, (int)text.Length), quality: 6);
        }
    }

    public static IEnumerable<ScoreExplanation> Unpack(byte[] chunk)
    {
        var text = CompressedJson.Decompress(chunk);
        for (var start = 0; start < text.Length;)
        {
            var length = text.AsSpan(start).IndexOf((byte)'\n');
            yield return Parse(text.AsSpan(start, length));
            start += length + 1;
        }
    }

    /// <summary>The explanation at a place of the chunk.</summary>
    public static ScoreExplanation Unpack(byte[] chunk, int place)
    {
        var text = CompressedJson.Decompress(chunk).AsSpan();
        for (; place > 0; place--) text = text[(text.IndexOf((byte)'\n') + 1)..];
        return Parse(text[..text.IndexOf((byte)'\n')]);
    }

    private static ScoreExplanation Parse(ReadOnlySpan<byte> line) =>
        JsonSerializer.Deserialize<ScoreExplanation>(line, Json.Options) ?? throw new InvalidDataException("A stored explanation is null.");
}
