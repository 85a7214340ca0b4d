using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using CryptoRun.Domain.Backtesting;
using CryptoRun.Domain.Regimes;
using CryptoRun.Worker.Commands;

namespace CryptoRun.Worker.Tests.Commands;

/// <summary>The verb <c>backtest</c> over a folder of made-up recordings.</summary>
public sealed class BacktestCommandTests(BacktestCommandTests.Recorded recorded) : IClassFixture<BacktestCommandTests.Recorded>
{
    private const string Span = "--from 2025-01-22T00:00:00Z --to 2025-01-24T00:00:00Z --every 4 --random 3";

    [Fact]
    public async Task Json_IsOneDocument_TheSameToTheByteEachTime()
    {
        var (exit, first, error) = await RunAsync($"{Span} --json");
        exit.ShouldBe(0, error);
        error.ShouldBeEmpty();
        var report = JsonNode.Parse(first)!;
        (report["source"]!.GetValue<string>(), report["symbols"]!.GetValue<int>(), report["scans"]!.GetValue<int>()).ShouldBe(("Replay", 14, 12));
        foreach (var hash in new[] { "optionsHash", "dataHash", "decisionsHash", "tradesHash" }) report["stamp"]![hash]!.GetValue<string>().Length.ShouldBe(64, hash);
        report["verdict"]!.AsArray().Count.ShouldBeGreaterThan(0);

        (await RunAsync($"{Span} --json")).Output.ShouldBe(first);
        JsonNode.Parse((await RunAsync($"{Span} --json --cost-bps 50")).Output)!["stamp"]!["optionsHash"]!.GetValue<string>().ShouldNotBe(report["stamp"]!["optionsHash"]!.GetValue<string>());
    }

    [Fact]
    public async Task Table_SaysTheVerdictFirst()
    {
        var (exit, output, _) = await RunAsync(Span);
        exit.ShouldBe(0);
        output.ShouldStartWith("Replay market, 14 symbols, 2025-01-22 00:00 to 2025-01-24 00:00 UTC, 12 scans");
        output.ShouldContain("equalWeight");
    }

    [Fact]
    public async Task Audit_FindsNothing()
    {
        var (exit, output, _) = await RunAsync("--from 2025-01-22T00:00:00Z --to 2025-01-23T00:00:00Z --every 6 --audit");
        exit.ShouldBe(0);
        output.Split('\n').Count(static l => l.Contains("the same", StringComparison.Ordinal)).ShouldBe(9);
        output.ShouldContain("nothing that was decided depends on what came later");
    }

    [Fact]
    public async Task Audit_AsJson_IsOneDocumentOfWhatWasCompared()
    {
        var (exit, output, error) = await RunAsync("--from 2025-01-22T00:00:00Z --to 2025-01-22T12:00:00Z --every 6 --audit --json");
        (exit, error).ShouldBe((0, ""));
        var report = JsonNode.Parse(output)!;
        report["isPassed"]!.GetValue<bool>().ShouldBeTrue();
        report["findings"]!.AsArray().ShouldBeEmpty();
        report["checks"]!.AsArray().Select(static c => c!["change"]!.GetValue<string>()).Distinct().ShouldBe(["removed", "shifted", "shuffled"]);
        report["checks"]!.AsArray().Sum(static c => c!["differences"]!.GetValue<int>()).ShouldBe(0);
    }

    [Fact]
    public async Task Candles_OfAFolderThatIsNot_AreOneLineAndExitCode1()
    {
        await using StringWriter output = new(CultureInfo.InvariantCulture), error = new(CultureInfo.InvariantCulture);
        var folder = Path.Combine(recorded.Folder, "nowhere");
        var exit = await CommandLine.RunAsync(["backtest", "--candles", folder, .. Span.Split(' ')], output, error, errorIsTerminal: false, TestContext.Current.CancellationToken);
        (exit, output.ToString(), error.ToString().TrimEnd()).ShouldBe((1, "", $"{folder}: the directory does not exist or cannot be read."));
    }

    [Fact]
    public async Task Funding_OfAPerpetual_IsPaid_AndOfSpotIsNot()
    {
        (await RunAsync($"--from 2025-01-22T00:00:00Z --to 2025-01-23T00:00:00Z --every 24 --random 0 --funding {recorded.Funding} --perpetual --json")).Exit.ShouldBe(0);

        // No scan of walks without books finds a candidate: what is paid is shown with a purchase that is given.
        var at = new DateTimeOffset(2025, 1, 22, 0, 0, 0, TimeSpan.Zero);
        SignalScan[] signals = [new(at, "given", RegimeState.Choppy, [new EntrySignal("C01-USD", 90, 1, 0.8, 10_000_000, null)])];
        var (perpetual, spot) = (Traded(isPerpetual: true), Traded(isPerpetual: false));

        perpetual.FundingUsd.ShouldBeLessThan(0, "a rate above zero is paid by who is long");
        perpetual.NetUsd.ShouldBe(spot.NetUsd + perpetual.FundingUsd, 1e-6);
        spot.FundingUsd.ShouldBe(0);

        Trade Traded(bool isPerpetual) => BacktestRun.Trade(
            RecordedMarket.Read(recorded.Folder, "recorded", isPerpetual, recorded.Funding, static _ => { }, CancellationToken.None), signals, new BacktestOptions { From = at, To = at.AddDays(2) }).Trades.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("--from 2025-01-22T00:00:00 --to 2025-01-24T00:00:00Z", 2, "--from: \"2025-01-22T00:00:00\" has no time zone")]
    [InlineData("--from 2025-01-22T00:30:00Z --to 2025-01-24T00:00:00Z", 2, "Backtest:From is 2025-01-22T00:30:00Z; allowed is a full hour UTC.")]
    [InlineData("--from 2025-01-24T00:00:00Z --to 2025-01-22T00:00:00Z", 2, "Backtest:To is 2025-01-22T00:00:00Z; allowed is an instant after From")]
    [InlineData("--from 2025-01-22T00:00:00Z --to 2025-01-24T00:00:00Z --every 25", 2, "Backtest:ScanEveryHours is 25; allowed is 1 to 24.")]
    [InlineData("--from 2025-01-22T00:00:00Z --to 2025-01-24T00:00:00Z --random 5000", 2, "--random is 5000; allowed is 0 to 1000.")]
    [InlineData("--from 2025-01-22T00:00:00Z --to 2025-01-24T00:00:00Z --regime Sideways", 2, "--regime: \"Sideways\" is not known; allowed is TrendingBull, Choppy, HighVolatility.")]
    [InlineData("--from 2025-01-22T00:00:00Z --to 2025-01-24T00:00:00Z --exits gone", 2, "--exits: \"gone\" is not known; allowed is Patient, Classic.")]
    [InlineData("--from 2025-01-22T00:00:00Z --to 2025-01-24T00:00:00Z --funding bad.csv", 1, "line 3: \"x,BTCUSDT,1\"; allowed is milliseconds, symbol, rate from -1 to 1.")]
    [InlineData("--from 2025-01-22T00:00:00Z --to 2025-01-24T00:00:00Z --funding none.csv", 1, "none.csv: the file does not exist.")]
    public async Task BadValue_IsOneLineThatNamesIt(string arguments, int code, string line)
    {
        var (exit, output, error) = await RunAsync(arguments.Replace("bad.csv", Path.Combine(recorded.Folder, "..", recorded.BadFunding), StringComparison.Ordinal));
        (exit, output).ShouldBe((code, ""));
        error.TrimEnd().Split('\n').Length.ShouldBe(1);
        error.ShouldContain(line);
    }

    private async Task<(int Exit, string Output, string Error)> RunAsync(string arguments)
    {
        await using StringWriter output = new(CultureInfo.InvariantCulture), error = new(CultureInfo.InvariantCulture);
        var exit = await CommandLine.RunAsync(["backtest", "--candles", recorded.Folder, .. arguments.Split(' ')], output, error, errorIsTerminal: false, TestContext.Current.CancellationToken);
        return (exit, output.ToString(), error.ToString());
    }

    /// <summary>Fourteen coins, 30 days of hours.</summary>
    public sealed class Recorded : IDisposable
    {
        private readonly string _root = Directory.CreateTempSubdirectory("backtest").FullName;

        public Recorded()
        {
            Directory.CreateDirectory(Folder);
            var random = new Random(5);
            foreach (var name in Enumerable.Range(1, 13).Select(static i => $"C{i:00}USD").Append("BTCUSD"))
            {
                var text = new StringBuilder("open_time_ms,open,high,low,close,volume\n");
                var price = 100.0;
                for (var hour = 0; hour < 720; hour++)
                {
                    var open = price;
                    price *= 1 + ((random.NextDouble() - 0.5) * 0.03);
                    var (high, low) = (Math.Max(open, price) * 1.004, Math.Min(open, price) * 0.996);
                    text.Append(CultureInfo.InvariantCulture, $"{1_735_689_600_000 + (hour * 3_600_000L)},{open:F4},{high:F4},{low:F4},{price:F4},{5000 + random.Next(9000)}\n");
                }

                File.WriteAllText(Path.Combine(Folder, $"{name}.csv"), text.ToString());
            }

            var rates = new StringBuilder("funding_time_ms,symbol,funding_rate\n");
            foreach (var name in Directory.GetFiles(Folder).Select(Path.GetFileNameWithoutExtension))
            {
                for (var hour = 480; hour < 576; hour++) rates.Append(CultureInfo.InvariantCulture, $"{1_735_689_600_000 + (hour * 3_600_000L)},{name},0.0001\n");
            }

            File.WriteAllText(Funding, rates.ToString());
            File.WriteAllText(Path.Combine(_root, BadFunding), "funding_time_ms,symbol,funding_rate\n1735689600000,BTCUSDT,0.0001\nx,BTCUSDT,1\n");
        }

        public string Folder => Path.Combine(_root, "candles");

        /// <summary>A rate every hour of the tested days, the same for all.</summary>
        public string Funding => Path.Combine(_root, "funding.csv");

        public string BadFunding => "bad-funding.csv";

        public void Dispose() => Directory.Delete(_root, recursive: true);
    }
}
