using System.CommandLine;
using System.Text.Json;
using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Commands;
using CryptoRun.Worker.Storage.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace CryptoRun.Worker.Tests.Commands;

public sealed class ImportCommandTests : IDisposable
{
    private const string Header = "open_time_ms,open,high,low,close,volume";
    private const long T0 = 1_758_121_200_000;
    private static readonly Terminal Nobody = new(TextWriter.Null, TextWriter.Null, false, []);
    private readonly string _directory = Directory.CreateTempSubdirectory("import").FullName;

    private string Candles => Path.Combine(_directory, "candles");

    private string Store => Path.Combine(_directory, "store");

    public ImportCommandTests() => Directory.CreateDirectory(Candles);

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task Import_Twice_SecondTimeAllEqual()
    {
        Write("BTCUSDT.csv", hours: 50);
        Write("XDGUSD.csv", hours: 30);

        var (first, second) = (await ImportAsync(), await ImportAsync());

        (first.ExitCode, second.ExitCode).ShouldBe((0, 0));
        Total(first).ShouldBe((80, 0, 0, 0));
        Total(second).ShouldBe((0, 80, 0, 0));
        first.Json.RootElement.GetProperty("symbols").EnumerateArray().Select(s => (s.GetProperty("symbol").GetString(), s.GetProperty("new").GetInt32()))
            .ShouldBe([("BTC-USD", 50), ("DOGE-USD", 30)]);
        (await StoredAsync("DOGE-USD")).Count.ShouldBe(30);
    }

    [Fact]
    public async Task Import_ChangedFile_CountsCorrections()
    {
        Write("BTCUSDT.csv", hours: 50);
        await ImportAsync();
        Write("BTCUSDT.csv", hours: 52, last: "1,3,1,2,7");

        Total(await ImportAsync()).ShouldBe((2, 50, 0, 0));
        Write("BTCUSDT.csv", hours: 52, last: "1,3,1,2,8");
        Total(await ImportAsync()).ShouldBe((0, 51, 1, 0));
        (await StoredAsync("BTC-USD"))[^1].Volume.ShouldBe(8);
    }

    [Fact]
    public async Task Import_BadFileAmongGood_OneLineExitOneNothingOfIt()
    {
        Write("BTCUSDT.csv", hours: 50);
        Write("ETHUSDT.csv", hours: 50, last: "1,3,1,2,NaN");

        var run = await ImportAsync();

        run.ExitCode.ShouldBe(1);
        run.Error.Trim().ShouldBe($"{Path.Combine(Candles, "ETHUSDT.csv")}, line 51, column volume: 'NaN' is not a number; a decimal number of 0 or more is expected.");
        run.Json.RootElement.GetProperty("total").GetProperty("rejectedFiles").GetInt32().ShouldBe(1);
        Total(run).ShouldBe((50, 0, 0, 0));
        (await StoredAsync("ETH-USD")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Import_TwoFilesOfOneSymbol_DollarsTakenOtherSaid()
    {
        Write("BTCUSDT.csv", hours: 50);
        Write("XBTUSD.csv", hours: 50, last: "1,3,1,2,9");

        var run = await ImportAsync();

        (run.ExitCode, Total(run).New).ShouldBe((0, 50));
        run.Error.ShouldContain("BTCUSDT.csv: left out");
        (await StoredAsync("BTC-USD"))[^1].Volume.ShouldBe(9);
    }

    [Fact]
    public async Task Import_PartsOfOneSymbol_BothTaken()
    {
        Write("BTCUSD_1.csv", hours: 50);
        Write("BTCUSD_2.csv", hours: 50, from: 50);

        Total(await ImportAsync()).New.ShouldBe(100);
        (await StoredAsync("BTC-USD")).Count.ShouldBe(100);
    }

    [Fact]
    public async Task Import_QuarterHours_WholeHoursOnly()
    {
        // From 15:15 to 17:30: the hours of 15 and 17 are not there whole.
        var rows = Enumerable.Range(1, 9).Select(i => $"{T0 + (i * 900_000)},1,2,1,2,1");
        File.WriteAllText(Path.Combine(Candles, "BTCUSD.csv"), $"{Header}\n{string.Join('\n', rows)}\n");

        var run = await ImportAsync();

        Total(run).ShouldBe((1, 0, 0, 2));
        var hour = (await StoredAsync("BTC-USD")).ShouldHaveSingleItem();
        (hour.OpenTime, hour.Volume).ShouldBe((DateTimeOffset.FromUnixTimeMilliseconds(T0 + 3_600_000), 4m));
    }

    [Fact]
    public async Task Import_CandleNotClosedYet_Rejected()
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        var open = now - (now % 3_600_000);
        File.WriteAllText(Path.Combine(Candles, "BTCUSD.csv"), $"{Header}\n{open - 7_200_000},1,2,1,2,1\n{open - 3_600_000},1,2,1,2,1\n{open + 3_600_000},1,2,1,2,1\n");

        Total(await ImportAsync()).ShouldBe((2, 0, 0, 1));
    }

    [Fact]
    public async Task Import_Replay_KnownFromTheRecordingsEnd()
    {
        Write("BTCUSDT.csv", hours: 50);

        var run = await ImportAsync("--source", "Replay");

        run.Json.RootElement.GetProperty("knownAt").GetDateTimeOffset().ShouldBe(DateTimeOffset.FromUnixTimeMilliseconds(T0).AddHours(50));
        File.Exists(Path.Combine(Store, "cryptorun-replay.db")).ShouldBeTrue();
        using var store = SqliteStore.Open(Path.Combine(Store, "cryptorun-replay.db"), MarketSource.Replay, NullLogger.Instance);
        (await store.LatestKnownAtAsync(CancellationToken.None)).ShouldBe(DateTimeOffset.FromUnixTimeMilliseconds(T0).AddHours(50));
    }

    [Fact]
    public async Task Import_NoFolder_OneLineExitOneNoStore()
    {
        Directory.Delete(Candles);

        var run = await ImportAsync();

        (run.ExitCode, run.Output).ShouldBe((1, ""));
        run.Error.Trim().ShouldNotContain("\n");
        Directory.Exists(Store).ShouldBeFalse();
    }

    [Fact]
    public async Task Import_StoreUnusable_OneLineExitOne()
    {
        Write("BTCUSDT.csv", hours: 5);
        File.WriteAllText(Store, "");

        var run = await ImportAsync();

        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain("cannot be created");
    }

    [Theory]
    [InlineData("--source", "Moon")]
    [InlineData("--venue", "a/b")]
    public void Parse_BadOption_IsAnError(string option, string value)
    {
        string[] arguments = ["--candles", Candles, "--venue", "kraken"];

        ImportCommand.Create(Nobody).Parse([.. arguments]).Errors.ShouldBeEmpty();
        ImportCommand.Create(Nobody).Parse(option == "--venue" ? [.. arguments[..2], option, value] : [.. arguments, option, value]).Errors.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Import_RecordedMarket_EveryHour()
    {
        var run = await RunAsync("--candles", SharedData.Folder("candles", "kraken_1h"), "--venue", "Kraken", "--store", Store);

        run.ExitCode.ShouldBe(0);
        run.Output.ShouldContain("files of kraken into");
        (await StoredAsync("STORJ-USD")).Count.ShouldBeGreaterThan(1000);
    }

    private static (int New, int Equal, int Corrected, int Rejected) Total(Outcome run)
    {
        var total = run.Json.RootElement.GetProperty("total");
        return (total.GetProperty("new").GetInt32(), total.GetProperty("equal").GetInt32(), total.GetProperty("corrected").GetInt32(), total.GetProperty("rejected").GetInt32());
    }

    private void Write(string name, int hours, int from = 0, string last = "1,3,1,2,5") => File.WriteAllLines(
        Path.Combine(Candles, name), [Header, .. Enumerable.Range(from, hours).Select(h => $"{T0 + (h * 3_600_000L)},{(h == from + hours - 1 ? last : "1,3,1,2,5")}")]);

    private Task<Outcome> ImportAsync(params string[] more) => RunAsync(["--candles", Candles, "--venue", "kraken", "--store", Store, "--json", .. more]);

    private static async Task<Outcome> RunAsync(params string[] arguments)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var exitCode = await ImportCommand.Create(Nobody).Parse(arguments).InvokeAsync(new InvocationConfiguration { Output = output, Error = error });
        return new Outcome(exitCode, output.ToString(), error.ToString());
    }

    private async Task<IReadOnlyList<Candle>> StoredAsync(string symbol)
    {
        using var store = SqliteStore.Open(Path.Combine(Store, "cryptorun-live.db"), MarketSource.Live, NullLogger.Instance);
        return await new SqliteCandleStore(store).ReadAsync("kraken", symbol, TimeSpan.FromHours(1), DateTimeOffset.MinValue, DateTimeOffset.MaxValue, DateTimeOffset.MaxValue, CancellationToken.None);
    }

    private sealed record Outcome(int ExitCode, string Output, string Error)
    {
        public JsonDocument Json => JsonDocument.Parse(Output);
    }
}
