using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CryptoRun.Worker.Storage;

/// <summary>Looks every few seconds at what other nodes have written into the store, for a node that does not make it itself. A store that fails is said once, until it answers again.</summary>
/// <param name="what">What is followed, in the plural, for the log.</param>
/// <param name="wall">Wall clock.</param>
/// <param name="log">Log.</param>
internal abstract class StoreFollower(string what, TimeProvider wall, ILogger log) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5);
    private bool _fails;

    /// <summary>Looks once.</summary>
    internal abstract Task LookAsync(CancellationToken cancellationToken);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Look, wall);
        do
        {
            try
            {
                await LookAsync(stoppingToken);
                _fails = false;
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                if (!_fails) StorageLog.NotFollowed(log, what, e);
                _fails = true;
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
