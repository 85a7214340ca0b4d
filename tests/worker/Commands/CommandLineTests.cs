using System.Text.Json;
using CryptoRun.Worker.Commands;

namespace CryptoRun.Worker.Tests.Commands;

public sealed class CommandLineTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cli").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Score_RecordedMarket_IsOneDocumentOfExplanationsBestFirst()
    {
        var candles = SharedData.Folder("candles", "binance_usdm_1h");
        var run = await RunAsync("score", "--candles", candles, "--at", "2025-11-06T15:00:00Z", "--regime", "TrendingBull", "--json");

        run.ExitCode.ShouldBe(0);
        using var document = JsonDocument.Parse(run.Output);
        var rows = document.RootElement.EnumerateArray().ToList();
        rows.Count.ShouldBeGreaterThan(100);
        rows.Select(r => r.GetProperty("rank").GetInt32()).ShouldBe(Enumerable.Range(1, rows.Count));
        rows.Select(r => r.GetProperty("final").GetDouble()).ShouldBeInOrder(SortDirection.Descending);
        foreach (var row in rows)
        {
            row.GetProperty("regime").GetString().ShouldBe("TrendingBull");
            row.GetProperty("asOf").GetString().ShouldBe("2025-11-06T15:00:00Z");
            var sum = 50 + row.GetProperty("factors").EnumerateArray().Sum(f => f.GetProperty("points").GetDouble());
            row.GetProperty("composite").GetDouble().ShouldBe(sum, 1e-9);
        }

        // The field names are a contract.
        Has(rows[0], "symbol", "scanId", "asOf", "final", "composite", "social", "boost", "rank", "factors", "gates", "otherRegimes", "reasonsFor", "reasonsAgainst", "changeSinceLastScan", "provenance");
        Has(rows[0].GetProperty("factors")[0], "factor", "inputs", "raw", "z", "projections", "residual", "score", "weight", "points", "flags");
        Names(rows[0].GetProperty("factors")[1].GetProperty("projections")[0]).ShouldBe(["onto", "amount"]);
        Has(rows[0].GetProperty("factors")[0].GetProperty("inputs")[0], "name", "value", "unit", "source", "exchangeTime", "ageSeconds");
        Has(rows[0].GetProperty("gates")[0], "gate", "kind", "outcome", "actual", "threshold", "unit", "margin", "reason", "hint", "source", "ageSeconds");
        Has(rows[0].GetProperty("otherRegimes")[0], "state", "composite", "verdict");
        Has(rows[0].GetProperty("provenance"), "inputHash", "engineVersion", "source", "parametersHash");
    }

    [Fact]
    public async Task Regime_RecordedMarket_IsTheDocumentOfTheLastBoundary()
    {
        var candles = SharedData.Folder("candles", "binance_usdm_1h");
        var run = await RunAsync("regime", "--candles", candles, "--at", "2025-11-06T15:00:00+01:00", "--json");

        run.ExitCode.ShouldBe(0);
        using var document = JsonDocument.Parse(run.Output);
        var regime = document.RootElement;
        Has(regime, "state", "confidence", "pending", "asOf", "nextAt", "indicators", "weights", "reason");
        regime.GetProperty("asOf").GetString().ShouldBe("2025-11-06T12:00:00Z");
        regime.GetProperty("nextAt").GetString().ShouldBe("2025-11-06T16:00:00Z");
        Names(regime.GetProperty("weights")).ShouldBe(["momentum", "technical", "volume", "quality", "catalyst"]);
        Has(regime.GetProperty("indicators")[0], "name", "value", "threshold", "vote", "basis");

        // The recording begins in September: too little for a second opinion, which says so.
        var opinions = regime.GetProperty("secondOpinions");
        opinions.GetProperty("vote").GetString().ShouldBe("Choppy");
        opinions.GetProperty("hiddenMarkov").GetProperty("isAbsent").GetBoolean().ShouldBeTrue();
        opinions.GetProperty("changePoints").GetProperty("reason").GetString()!.ShouldEndWith("full days of market data; 180 are needed.");
    }

    [Fact]
    public async Task Regime_RecordedYear_HasSecondOpinions()
    {
        var run = await RunAsync("regime", "--candles", SharedData.Folder("candles", "binance_spot_1h_2022"), "--at", "2022-11-10T00:00:00Z");

        // The days of FTX.
        run.ExitCode.ShouldBe(0, run.Error);
        run.Output.ShouldContain("HighVolatility, confidence 1.00, as of 2022-11-10 00:00 UTC");
        run.Output.ShouldContain("a hidden Markov model says high volatility with probability 1.00");
        run.Output.ShouldContain("Daily volatility is elevated");
    }

    [Fact]
    public async Task Regime_OnlyOlderCandles_IsRefused()
    {
        var run = await RunAsync("regime", "--candles", SharedData.Folder("candles", "kraken_1h"), "--at", "2025-11-10T00:00:00Z");

        run.ExitCode.ShouldNotBe(0);
        run.Error.ShouldContain("no candle in the 1728 hours before 2025-11-10T00:00:00Z.");
    }

    [Theory]
    [InlineData("\"2025-11-06T15:00\" has no time zone; write 2025-11-06T15:00Z for UTC.", "score", "--candles", ".", "--at", "2025-11-06T15:00")]
    [InlineData("\"yesterday\" is not an ISO 8601 instant", "score", "--candles", ".", "--at", "yesterday")]
    [InlineData("\"2025-02-30T00:00Z\" is not an instant that exists", "regime", "--candles", ".", "--at", "2025-02-30T00:00Z")]
    [InlineData("--regime: \"Bull\" is not known; allowed is TrendingBull, Choppy, HighVolatility.", "score", "--candles", ".", "--at", "2025-11-06T15:00Z", "--regime", "Bull")]
    [InlineData("--candles", "score", "--at", "2025-11-06T15:00Z")]
    [InlineData("bogus", "bogus")]
    [InlineData("Market:Source is \"Foo\"; allowed is Simulated, Replay, Live.", "Market:Source=Foo")]
    [InlineData("Market:Simulation:Coins is 5; allowed is 10 to 500.", "--Market:Simulation:Coins=5", "scan")]
    public async Task RunAsync_BadUsage_IsOneLineAndExitCode2(string line, params string[] args)
    {
        var run = await RunAsync(args);
        run.ExitCode.ShouldBe(2);
        run.Output.ShouldBeEmpty();
        run.Error.Trim().ShouldContain(line);
        run.Error.Trim().ShouldNotContain('\n');
    }

    [Fact]
    public async Task Score_NoSuchFolder_IsOneLineAndExitCode1()
    {
        var run = await RunAsync("score", "--candles", Path.Combine(_folder, "none"), "--at", "2025-11-06T15:00Z", "--json");
        run.ExitCode.ShouldBe(1);
        run.Output.ShouldBeEmpty();
        run.Error.Trim().ShouldEndWith("the directory does not exist or cannot be read.");
    }

    [Fact]
    public async Task Score_BadFile_NamesFileLineAndValue()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "BTCUSDT.csv"), "open_time_ms,open,high,low,close,volume\n1758121200000,1,2,1,2,abc\n", TestContext.Current.CancellationToken);
        var run = await RunAsync("score", "--candles", _folder, "--at", "2025-11-06T15:00Z");
        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain("BTCUSDT.csv, line 2, column volume: 'abc'");
    }

    [Fact]
    public async Task Score_TooLittleHistory_SaysWhyNothingIsScored()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "BTCUSDT.csv"), "open_time_ms,open,high,low,close,volume\n1762437600000,1,2,1,2,5\n", TestContext.Current.CancellationToken);
        var run = await RunAsync("score", "--candles", _folder, "--at", "2025-11-06T15:00Z", "--json");
        run.ExitCode.ShouldBe(1);
        run.Output.ShouldBeEmpty();
        run.Error.ShouldContain("no symbol could be scored at 2025-11-06T15:00:00Z: history 1.");
    }

    [Fact]
    public async Task Explain_NoStore_IsOneLineAndExitCode1()
    {
        var run = await RunAsync("explain", "BTC-USD", "--store", _folder, "--source", "Replay");
        run.ExitCode.ShouldBe(1);
        run.Error.Trim().ShouldEndWith("there is no store of source Replay yet.");
    }

    private static void Has(JsonElement element, params string[] names) => names.Except(Names(element)).ShouldBeEmpty();

    private static IEnumerable<string> Names(JsonElement element) => element.EnumerateObject().Select(p => p.Name);

    private static async Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exitCode = await CommandLine.RunAsync(args, output, error, errorIsTerminal: false, TestContext.Current.CancellationToken);
        return (exitCode, output.ToString(), error.ToString());
    }
}
