using CryptoRun.Worker.Markets;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace CryptoRun.Worker.Caching;

/// <summary>
/// The one connection to Redis. It begins in the background, and whatever happens to the server it comes back by itself with its subscriptions; what is asked meanwhile fails at once.
/// </summary>
internal sealed class RedisLink : IDisposable
{
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(1);

    private readonly string _address;
    private readonly TimeProvider _wall;
    private readonly ILogger<RedisLink> _logger;
    private readonly CancellationTokenSource _life = new();
    private readonly Lazy<Task<ConnectionMultiplexer>> _connecting;

    /// <summary>Makes a link; it connects when it is first used.</summary>
    /// <param name="address">Connection string.</param>
    /// <param name="wall">Wall time.</param>
    /// <param name="logger">Log.</param>
    public RedisLink(string address, TimeProvider wall, ILogger<RedisLink> logger)
    {
        (_address, _wall, _logger) = (address, wall, logger);
        _connecting = new(() => ConnectAsync(_life.Token));
    }

    /// <summary>Beats whenever a connection has come, the first or another.</summary>
    public Pulse Connected { get; } = new();

    /// <summary>Reads a key; null when there is none.</summary>
    public async Task<byte[]?> ReadAsync(string key) => await (await DatabaseAsync()).StringGetAsync(key);

    /// <summary>Writes a key for so long.</summary>
    public async Task WriteAsync(string key, byte[] value, TimeSpan life) => await (await DatabaseAsync()).StringSetAsync(key, value, life);

    /// <summary>The database; commands on it fail at once while the server is gone.</summary>
    public async Task<IDatabase> DatabaseAsync() => (await _connecting.Value).GetDatabase();

    /// <summary>The subscriber; its subscriptions outlive the server.</summary>
    public async Task<ISubscriber> SubscriberAsync() => (await _connecting.Value).GetSubscriber();

    /// <inheritdoc />
    public void Dispose()
    {
        _life.Cancel();
        if (_connecting is { IsValueCreated: true, Value.IsCompletedSuccessfully: true }) _connecting.Value.Result.Dispose();
        _life.Dispose();
    }

    private async Task<ConnectionMultiplexer> ConnectAsync(CancellationToken cancellationToken)
    {
        var options = RedisAddress.Parse(_address);
        while (true)
        {
            try
            {
                // A server that is not there is no exception; a name that does not resolve can be.
                var connection = await ConnectionMultiplexer.ConnectAsync(options);
                connection.ConnectionRestored += (_, _) => Connected.Beat();
                _logger.RedisLinked(RedisAddress.Masked(_address), connection.IsConnected);
                Connected.Beat();
                return connection;
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                _logger.RedisUnlinked(RedisAddress.Masked(_address), e.GetType().Name);
                await Task.Delay(Again, _wall, cancellationToken);
            }
        }
    }
}
