using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Auditing;
using CryptoRun.Worker.Commands;
using CryptoRun.Worker.Storage.Sql;
using CryptoRun.Worker.Storage.Sqlite;
using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace CryptoRun.Worker.Tests.Commands;

public sealed class AuditCommandTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("audit").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task Audit_WholeThenBroken_SaysSoAndExitCode()
    {
        var file = Path.Combine(_directory, "cryptorun-simulated.db");
        AuditEntry entry;
        using (var store = SqliteStore.Open(file, MarketSource.Simulated, NullLogger.Instance))
            entry = await new SqlAuditTrail(store, "n", TimeProvider.System).RecordAsync(new AuditChange(AuditActor.Program, "a", "b", null, null), default);

        (await RunAsync()).ShouldBe((0, $"{file}: 1 entries, whole; head 1:{entry.Hash}."));
        (await RunAsync("--head", $"1:{entry.Hash}")).Code.ShouldBe(0);
        (await RunAsync("--head", "1:abc")).Code.ShouldBe(2);

        using (var connection = new SqliteConnection($"Data Source={file};Pooling=False"))
        {
            connection.Open();
            connection.Execute("DROP TRIGGER audit_trail_is_never_updated; UPDATE audit_trail SET actor = 'x'");
        }

        var (code, output) = await RunAsync();
        code.ShouldBe(1);
        output.ShouldContain("broken: entry 1 is not what was recorded");
    }

    private async Task<(int Code, string Output)> RunAsync(params string[] more)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await CommandLine.RunAsync(["audit", "--store", _directory, .. more], output, error, false, default);
        return (code, output.ToString().Trim());
    }
}
