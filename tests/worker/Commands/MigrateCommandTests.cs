using System.Diagnostics;
using System.Text.Json;
using CryptoRun.Worker.Commands;
using CryptoRun.Worker.Storage.Postgres;
using CryptoRun.Worker.Storage.Sqlite;
using CryptoRun.Worker.Tests.Storage.Postgres;

namespace CryptoRun.Worker.Tests.Commands;

public sealed class MigrateCommandTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("migrate").FullName;
    private readonly PostgresTestDatabase _database = new();

    public void Dispose()
    {
        Directory.Delete(_directory, recursive: true);
        _database.Dispose();
    }

    [Fact]
    public async Task Migrate_NoStoreThenAgain_EveryStepThenNothing()
    {
        string[] arguments = ["migrate", "--store", _directory, "--source", "Live"];

        var (first, second) = (await RunAsync(arguments), await RunAsync(arguments));

        var file = Path.Combine(_directory, "cryptorun-live.db");
        first.Output.Trim().ShouldBe(
            $"{file}: from schema version 0 to {SqliteSchema.Migrations.Count}, {SqliteSchema.Migrations.Count} steps applied: {string.Join(", ", SqliteSchema.Migrations.Select(m => m.Name))}.");
        second.Output.Trim().ShouldBe($"{file}: schema version {SqliteSchema.Migrations.Count}, nothing to do.");
        (first.ExitCode, second.ExitCode).ShouldBe((0, 0));
    }

    [Fact]
    public async Task Migrate_Json_OneDocument()
    {
        var run = await RunAsync("migrate", "--store", _directory, "--json");

        using var document = JsonDocument.Parse(run.Output);
        document.RootElement.EnumerateObject().Select(p => p.Name).ShouldBe(["provider", "store", "source", "before", "version", "applied"]);
        (document.RootElement.GetProperty("provider").GetString(), document.RootElement.GetProperty("source").GetString()).ShouldBe(("Sqlite", "Simulated"));
        document.RootElement.GetProperty("applied").GetArrayLength().ShouldBe(SqliteSchema.Migrations.Count);
    }

    [Fact]
    public async Task Migrate_Postgres_SchemaOfTheSource()
    {
        var run = await RunAsync(["migrate", .. PostgresSettings, "--json"]);

        using var document = JsonDocument.Parse(run.Output);
        document.RootElement.GetProperty("provider").GetString().ShouldBe("Postgres");
        document.RootElement.GetProperty("version").GetInt32().ShouldBe(PostgresSchema.Migrations.Count);
        run.Output.ShouldNotContain("Username");
    }

    [Fact]
    public async Task Migrate_PostgresUnreachable_OneLineExitOne()
    {
        var run = await RunAsync("migrate", "Store:Provider=Postgres", "Store:ConnectionString=Host=127.0.0.1;Port=1;Username=u;Password=hunter2");

        (run.ExitCode, run.Output).ShouldBe((1, ""));
        run.Error.Trim().ShouldSatisfyAllConditions(e => e.ShouldContain("nothing listens there"), e => e.ShouldNotContain("\n"), e => e.ShouldNotContain("hunter2"));
    }

    [Fact]
    public async Task Migrate_PostgresWithoutConnectionString_BadUsage() =>
        (await RunAsync("migrate", "Store:Provider=Postgres")).ShouldSatisfyAllConditions(r => r.ExitCode.ShouldBe(2), r => r.Error.ShouldContain("Store:ConnectionString is empty"));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Migrate_TwoProcessesAtOnce_EachStepOnce(bool postgres)
    {
        string[] arguments = ["migrate", "--json", .. postgres ? PostgresSettings : [$"Store:Directory={_directory}"]];

        var runs = await Task.WhenAll(ProcessAsync(arguments), ProcessAsync(arguments));

        runs.ShouldAllBe(r => r.ExitCode == 0);
        var applied = runs.SelectMany(r => JsonDocument.Parse(r.Output).RootElement.GetProperty("applied").EnumerateArray().Select(s => s.GetString())).ToList();
        applied.ShouldBe(postgres ? PostgresSchema.Migrations.Select(m => m.Name) : SqliteSchema.Migrations.Select(m => m.Name), ignoreOrder: true);
    }

    private string[] PostgresSettings => ["Store:Provider=Postgres", $"Store:ConnectionString={PostgresServer.ConnectionString}", $"Store:Schema={_database.Prefix}"];

    private static async Task<Outcome> RunAsync(params string[] arguments)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var exitCode = await CommandLine.RunAsync(arguments, output, error, false, CancellationToken.None);
        return new Outcome(exitCode, output.ToString(), error.ToString());
    }

    private static async Task<Outcome> ProcessAsync(string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!.EndsWith("dotnet", StringComparison.Ordinal) ? Environment.ProcessPath : "dotnet", [Path.Combine(AppContext.BaseDirectory, "CryptoRun.Worker.dll"), .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return new Outcome(process.ExitCode, await output, await error);
    }

    private sealed record Outcome(int ExitCode, string Output, string Error);
}
