using System.Text.Json;
using CryptoRun.Worker.Caching;
using CryptoRun.Worker.Documents;
using StackExchange.Redis;

namespace CryptoRun.Worker.Live;

/// <summary>The place in Redis where a node tells how its run does: a message for those who listen, and a key that outlives it for those who join.</summary>
/// <param name="redis">Connection.</param>
/// <param name="prefix">Key prefix of the market source.</param>
internal sealed class ProgressChannel(RedisLink redis, string prefix)
{
    private const string Leave =
        """
        redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
        redis.call('PUBLISH', KEYS[1], ARGV[1])
        return 1
        """;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);
    private readonly RedisKey _key = prefix + "progress";

    /// <summary>Tells the others, and those who join within so long.</summary>
    public async Task LeaveAsync(NodeProgress progress, TimeSpan life, TimeProvider wall) =>
        await (await redis.DatabaseAsync()).ScriptEvaluateAsync(Leave, [_key], [JsonSerializer.SerializeToUtf8Bytes(progress, Json.Options), (long)life.TotalMilliseconds]).WaitAsync(Longest, wall);

    /// <summary>What was told last, null when nothing was or it is over.</summary>
    public async Task<byte[]?> FindAsync(TimeProvider wall) => await (await redis.DatabaseAsync()).StringGetAsync(_key).WaitAsync(Longest, wall);

    /// <summary>Listens, for as long as the connection is kept.</summary>
    public async Task ListenAsync(Action<byte[]> heard) => await (await redis.SubscriberAsync()).SubscribeAsync((string)_key!, (_, message) => heard(message!));
}

/// <summary>Progress between nodes.</summary>
/// <param name="Node">Who tells it: a node hears itself too.</param>
/// <param name="Progress">How its run does.</param>
internal sealed record NodeProgress(string Node, ProgressEvent Progress)
{
    /// <summary>Back from bytes; null when they are no progress.</summary>
    public static NodeProgress? Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return JsonSerializer.Deserialize<NodeProgress>(bytes, Json.Options) is { Node.Length: > 0, Progress: { RunId.Length: > 0, Job.Length: > 0, Warnings: not null } } read && Enum.IsDefined(read.Progress.Stage) ? read : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
