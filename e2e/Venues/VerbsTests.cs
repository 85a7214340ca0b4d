using System.Diagnostics;
using System.Text.Json;

namespace CryptoRun.E2e.Venues;

/// <summary>The verbs about the running program, each a process of its own.</summary>
[Collection(BrowserCollection.Name)]
public sealed class VerbsTests(BrowserSession session)
{
    [Fact]
    public async Task Venues_Json_IsTheOneDocumentOfTheApi()
    {
        var run = await RunAsync("venues", "--url", Url, "--json");

        (run.ExitCode, run.Error).ShouldBe((0, ""));
        using var document = JsonDocument.Parse(run.Output);
        document.RootElement.GetProperty("source").GetString().ShouldBe("Simulated");
        document.RootElement.GetProperty("providers").GetArrayLength().ShouldBe(8);
    }

    [Fact]
    public async Task Faults_SwitchedOnShownAndCleared_ExitsZeroEachTime()
    {
        (await RunAsync("faults", "bybit", "Slow", "--url", Url)).ShouldSatisfyAllConditions(r => r.ExitCode.ShouldBe(0, r.Error), r => r.Output.ShouldMatch(@"(?m)^bybit +slow\s*$"));
        (await RunAsync("venues", "--url", Url)).ShouldSatisfyAllConditions(r => r.ExitCode.ShouldBe(0, r.Error), r => r.Output.ShouldContain("on demand: slow"));

        var cleared = await RunAsync("faults", "bybit", "--url", Url, "--json");

        cleared.ExitCode.ShouldBe(0, cleared.Error);
        using var document = JsonDocument.Parse(cleared.Output);
        document.RootElement.GetProperty("venues").GetProperty("bybit").GetArrayLength().ShouldBe(0);
    }

    [Theory]
    [InlineData(2, "kraken, okx", "faults", "mtgox")]
    [InlineData(2, "dropSockets", "faults", "okx", "Earthquake")]
    [InlineData(2, "--off needs a VENUE", "faults", "--off")]
    public async Task Faults_BadUsage_IsOneLineThatSaysWhatIsAllowed(int exitCode, string line, params string[] arguments)
    {
        var run = await RunAsync([.. arguments, "--url", Url]);

        (run.ExitCode, run.Output).ShouldBe((exitCode, ""));
        run.Error.Trim().ShouldSatisfyAllConditions(e => e.ShouldContain(line), e => e.ShouldNotContain("\n"));
    }

    [Fact]
    public async Task Venues_NobodyThere_IsOneLineAndExitCode1()
    {
        var run = await RunAsync("venues", "--url", "http://127.0.0.1:1");

        (run.ExitCode, run.Output).ShouldBe((1, ""));
        run.Error.Trim().ShouldSatisfyAllConditions(e => e.ShouldContain("no CryptoRun answers there"), e => e.ShouldNotContain("\n"));
    }

    private string Url => session.Server.BaseAddress.ToString();

    private static async Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(ServerProcess.RepositoryRoot, "artifacts", "web", "CryptoRun.Worker.dll"), .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var (output, error) = (process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token));
        await process.WaitForExitAsync(limit.Token);
        return (process.ExitCode, await output, await error);
    }
}
