using System.Collections.Concurrent;
using System.Text.Json;
using CryptoRun.Web.Api;
using CryptoRun.Worker.Documents;
using CryptoRun.Worker.Live;

namespace CryptoRun.Web.Board;

/// <summary>Answers of the newest version, encoded once for everybody who asks the same, and read once from everybody who asks in the same words. The whole board shares its bytes with the stream.</summary>
internal sealed class EncodedBoards
{
    // More different questions a second than this are encoded for each.
    private const int Most = 256;

    private Cache _cache = new(-1);

    /// <summary>The answer to a question that was asked of this version in the same words; null for another.</summary>
    public EncodedAnswer? Asked(BoardState state, HttpRequest request) => Of(state).Asked.GetValueOrDefault(Words(request));

    /// <summary>The answer to a question, remembered with its words.</summary>
    /// <param name="state">The newest state, with a board.</param>
    /// <param name="request">Whose words were read.</param>
    /// <param name="query">As they were read.</param>
    /// <param name="format">One of <see cref="AnswerFormat"/>.</param>
    public EncodedAnswer Of(BoardState state, HttpRequest request, BoardQuery query, string format)
    {
        var cache = Of(state);
        var question = query.ToAddress();
        var key = format + question;
        if (!cache.Answers.TryGetValue(key, out var answer))
        {
            answer = new EncodedAnswer(question.Length == 0 && format == AnswerFormat.Json ? state.SnapshotUtf8 : Encode(state.Board!, query, format), format);
            if (cache.Answers.Count < Most) answer = cache.Answers.GetOrAdd(key, answer);
        }

        if (cache.Asked.Count < Most) cache.Asked.TryAdd(Words(request), answer);
        return answer;
    }

    /// <summary>The answer of a board.</summary>
    public static byte[] Encode(BoardSnapshot board, BoardQuery query, string format)
    {
        var rows = query.Apply(board);
        return format == AnswerFormat.Csv ? CandidatesCsv.Encode(board, rows) : JsonSerializer.SerializeToUtf8Bytes(board with { Candidates = rows }, Json.Options);
    }

    private static (string Query, string Accept) Words(HttpRequest request) => (request.QueryString.Value ?? "", request.Headers.Accept.ToString());

    private Cache Of(BoardState state)
    {
        var cache = Volatile.Read(ref _cache);
        if (cache.Version != state.Board!.Version) Volatile.Write(ref _cache, cache = new Cache(state.Board.Version));
        return cache;
    }

    private sealed record Cache(long Version)
    {
        public ConcurrentDictionary<string, EncodedAnswer> Answers { get; } = new(StringComparer.Ordinal);

        public ConcurrentDictionary<(string Query, string Accept), EncodedAnswer> Asked { get; } = [];
    }
}
