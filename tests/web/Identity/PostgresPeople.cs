using Npgsql;

namespace CryptoRun.Web.Tests.Identity;

/// <summary>A schema of its own for users in the server of CRYPTORUN_TEST_POSTGRES (tests/run starts one); without it the test is skipped.</summary>
internal sealed class PostgresPeople : IDisposable
{
    private readonly string _connection = Environment.GetEnvironmentVariable("CRYPTORUN_TEST_POSTGRES") is { Length: > 0 } server ? server : Skipped();

    public string Schema { get; } = $"w{Guid.NewGuid():N}"[..16];

    public (string Key, string Value)[] Settings => [("Store:Provider", "Postgres"), ("Store:ConnectionString", _connection), ("Store:Schema", Schema)];

    public void Dispose()
    {
        using var data = NpgsqlDataSource.Create(_connection);
        using var command = data.CreateCommand($"DROP SCHEMA IF EXISTS {Schema}_simulated CASCADE");
        command.ExecuteNonQuery();
    }

    private static string Skipped()
    {
        Assert.Skip("CRYPTORUN_TEST_POSTGRES is not set; tests/run starts a server.");
        return "";
    }
}
