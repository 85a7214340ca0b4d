using Npgsql;

namespace CryptoRun.Worker.Storage.Postgres;

/// <summary>
/// Lets the server stop what it does for a connection once a token is cancelled: a statement at work does not look at tokens. Asked over a connection of its own and again until the user of the
/// connection is done, because a server that is asked between two statements does not stop the second.
/// </summary>
internal sealed class PostgresInterrupt : IDisposable
{
    private static readonly TimeSpan Again = TimeSpan.FromMilliseconds(50);

    private readonly PostgresAddress _address;
    private readonly int _process;
    private readonly CancellationTokenRegistration _registration;
    private CancellationTokenSource? _done;
    private Task _asking = Task.CompletedTask;

    /// <summary>From here until it is disposed.</summary>
    /// <param name="address">The server.</param>
    /// <param name="process">The server's process behind the connection.</param>
    /// <param name="cancellationToken">The token.</param>
    public PostgresInterrupt(PostgresAddress address, int process, CancellationToken cancellationToken)
    {
        (_address, _process) = (address, process);
        _registration = cancellationToken.Register(Begin);
    }

    /// <summary>Nothing is asked after it: the connection may go to somebody else.</summary>
    public void Dispose()
    {
        // Waits for a beginning that is under way.
        _registration.Dispose();
        _done?.Cancel();
        _asking.GetAwaiter().GetResult();
        _done?.Dispose();
    }

    private void Begin()
    {
        var done = _done = new CancellationTokenSource();
        _asking = Task.Run(() => AskAsync(done.Token), CancellationToken.None);
    }

    private async Task AskAsync(CancellationToken done)
    {
        try
        {
            await using var connection = _address.Own($"{_address.Application} cancellation");
            await connection.OpenAsync(done);
            await using var command = new NpgsqlCommand("SELECT pg_cancel_backend($1)", connection) { Parameters = { new() { Value = _process } } };
            while (true)
            {
                await command.ExecuteScalarAsync(done);
                await Task.Delay(Again, done);
            }
        }
        catch (OperationCanceledException)
        {
            // Done.
        }
        catch (NpgsqlException)
        {
            // Whoever cannot reach the server hears of it where the statement is at work.
        }
    }
}
