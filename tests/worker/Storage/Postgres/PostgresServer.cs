namespace CryptoRun.Worker.Tests.Storage.Postgres;

/// <summary>The server of all tests: the one of CRYPTORUN_TEST_POSTGRES (tests/run sets it), else a throw-away cluster, else the tests are skipped.</summary>
internal static class PostgresServer
{
    private const string Variable = "CRYPTORUN_TEST_POSTGRES";
    private static readonly Lazy<string?> Server = new(Find);

    /// <summary>Whether some test has asked for it.</summary>
    public static bool IsUsed => Server is { IsValueCreated: true, Value: not null };

    /// <summary>Its connection string; skips the test where there is none.</summary>
    public static string ConnectionString
    {
        get
        {
            Assert.SkipWhen(Server.Value is null, $"no PostgreSQL: set {Variable} to a connection string or install the package postgresql");
            return Server.Value!;
        }
    }

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given) return given;
        if (!PostgresCluster.IsInstalled) return null;

        var cluster = PostgresCluster.Create();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => cluster.Dispose();
        cluster.Start();
        return cluster.ConnectionString;
    }
}
