using CryptoRun.Worker.Caching;
using StackExchange.Redis;

namespace CryptoRun.Worker.Live;

/// <summary>
/// The place in Redis where nodes leave and find the newest board: a hash with version and document, and a message for those who listen. Left is only what is newer than what lies there,
/// as one step of the server. Messages may be lost; the hash heals that.
/// </summary>
/// <param name="redis">Connection.</param>
/// <param name="prefix">Key prefix of the market source.</param>
internal sealed class BoardChannel(RedisLink redis, string prefix)
{
    private const string Leave =
        """
        if tonumber(redis.call('HGET', KEYS[1], 'version') or '-1') >= tonumber(ARGV[1]) then return 0 end
        redis.call('HSET', KEYS[1], 'version', ARGV[1], 'board', ARGV[2])
        redis.call('PUBLISH', KEYS[1], ARGV[2])
        return 1
        """;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);
    private readonly RedisKey _key = prefix + "board";

    /// <summary>Leaves a board and tells the others; false when what lies there is not older.</summary>
    public async Task<bool> OfferAsync(long version, byte[] board, TimeProvider wall) =>
        (int)await (await redis.DatabaseAsync()).ScriptEvaluateAsync(Leave, [_key], [version, board]).WaitAsync(Longest, wall) == 1;

    /// <summary>The version that lies there, null when none does.</summary>
    public async Task<long?> VersionAsync(TimeProvider wall) => (long?)await (await redis.DatabaseAsync()).HashGetAsync(_key, "version").WaitAsync(Longest, wall);

    /// <summary>The board that lies there, null when none does.</summary>
    public async Task<byte[]?> FindAsync(TimeProvider wall) => await (await redis.DatabaseAsync()).HashGetAsync(_key, "board").WaitAsync(Longest, wall);

    /// <summary>Listens, for as long as the connection is kept.</summary>
    public async Task ListenAsync(Action<byte[]> heard) => await (await redis.SubscriberAsync()).SubscribeAsync((string)_key!, (_, board) => heard(board!));
}
