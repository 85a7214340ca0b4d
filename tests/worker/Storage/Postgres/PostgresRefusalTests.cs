using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Storage;
using CryptoRun.Worker.Storage.Postgres;
using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace CryptoRun.Worker.Tests.Storage.Postgres;

/// <summary>Every refusal is one sentence that says what to do and shows no password.</summary>
public sealed class PostgresRefusalTests
{
    private const string Secret = "hunter2-Very=Secret";

    [Fact]
    public void Open_NobodyListens_SaysSo() => Refusal($"Host=127.0.0.1;Port=1;Username=u;Password=\"{Secret}\"").ShouldContain("127.0.0.1:1, database u, schema cryptorun_live: nothing listens there");

    [Fact]
    public void Open_UnknownHost_SaysSo() => Refusal($"Host=no-such-host.invalid;Username=u;Password=\"{Secret}\";Timeout=5").ShouldContain("cannot be reached");

    [Theory]
    [InlineData("Hots=x;Password=" + Secret)]
    [InlineData(Secret)]
    [InlineData("Host=x;Port=" + Secret)]
    public void Open_UnreadableConnectionString_SaysHowItIsWritten(string text) => Refusal(text).ShouldContain("Store:ConnectionString cannot be read; write it as Host=");

    [Fact]
    public void Open_NoHost_SaysSo() => Refusal($"Username=u;Password=\"{Secret}\"").ShouldContain("names no server");

    [Fact]
    public void Open_WrongPasswordMissingDatabaseNoPermission_EachSaysWhatToDo()
    {
        Assert.SkipUnless(PostgresCluster.IsInstalled, "no PostgreSQL: install the package postgresql");
        using var cluster = PostgresCluster.Create("owner-password");
        cluster.Start();
        using (var connection = new NpgsqlConnection(cluster.ConnectionString))
        {
            connection.Open();
            connection.Execute($"CREATE ROLE guest LOGIN PASSWORD '{Secret}'");
        }

        string As(string user, string password, string database = "postgres") =>
            new NpgsqlConnectionStringBuilder(cluster.ConnectionString) { Username = user, Password = password, Database = database }.ConnectionString;
        Refusal(As("postgres", Secret)).ShouldContain("the password of user postgres is wrong");
        Refusal(As("postgres", "")).ShouldContain("user postgres needs a password");
        Refusal(As("guest", Secret, "nowhere")).ShouldContain("there is no such database; create it (CREATE DATABASE nowhere)");
        Refusal(As("guest", Secret)).ShouldContain("GRANT CREATE ON DATABASE postgres TO guest");
    }

    [Fact]
    public void ToString_Options_WithoutSecret()
    {
        var options = new StoreOptions { Provider = StoreProvider.Postgres, ConnectionString = $"Host=x;Password={Secret}" };

        options.ToString().ShouldNotContain(Secret);
        new PostgresAddress(options.ConnectionString, "cryptorun", MarketSource.Live).Name.ShouldNotContain(Secret);
    }

    private static string Refusal(string connectionString)
    {
        var failure = Should.Throw<StoreUnavailableException>(() =>
            PostgresStore.Open(new PostgresAddress(connectionString, "cryptorun", MarketSource.Live), MarketSource.Live, NullLogger.Instance).Dispose());
        failure.ToString().ShouldNotContain(Secret);
        failure.Message.ShouldNotContain("\n");
        return failure.Message;
    }
}
