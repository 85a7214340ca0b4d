using System.Collections.Concurrent;
using System.Text.Json;
using CryptoRun.Web.Api;
using CryptoRun.Worker.Documents;
using CryptoRun.Worker.Live;

namespace CryptoRun.Web.Board;

/// <summary>Answers of the newest version, encoded once for everybody who asks the same. The whole board shares its bytes with the stream.</summary>
internal sealed class EncodedBoards
{
    // More different questions a second than this are encoded for each.
    private const int Most = 256;

    private Cache _cache = new(-1, new(StringComparer.Ordinal));

    public ReadOnlyMemory<byte> Of(BoardState state, BoardQuery query, string format)
    {
        var board = state.Board!;
        var question = query.ToAddress();
        if (question.Length == 0 && format == AnswerFormat.Json) return state.SnapshotUtf8;

        var cache = Volatile.Read(ref _cache);
        if (cache.Version != board.Version) Volatile.Write(ref _cache, cache = new Cache(board.Version, new(StringComparer.Ordinal)));
        var key = format + question;
        if (cache.Answers.TryGetValue(key, out var bytes)) return bytes;
        bytes = Encode(board, query, format);
        if (cache.Answers.Count < Most) cache.Answers.TryAdd(key, bytes);
        return bytes;
    }

    public static byte[] Encode(BoardSnapshot board, BoardQuery query, string format)
    {
        var rows = query.Apply(board);
        return format == AnswerFormat.Csv ? CandidatesCsv.Encode(board, rows) : JsonSerializer.SerializeToUtf8Bytes(board with { Candidates = rows }, Json.Options);
    }

    private sealed record Cache(long Version, ConcurrentDictionary<string, byte[]> Answers);
}
