using System.CommandLine;
using CryptoRun.Domain.Backtesting;
using CryptoRun.Domain.Backtesting.Reports;
using CryptoRun.Domain.Exits;
using CryptoRun.Worker.Backtests;
using CryptoRun.Worker.Scanning;

namespace CryptoRun.Worker.Commands;

/// <summary><c>backtest --candles DIR --from T --to T</c>: a back-test over a folder of recordings, or its look-ahead audit. No store, no network.</summary>
internal static class BacktestCommand
{
    /// <summary>Creates the verb.</summary>
    public static Command Create(Terminal terminal)
    {
        var (folder, regime, json) = (CommonOptions.CandleFolder(), CommonOptions.Regime(), CommonOptions.Json());
        var from = CommonOptions.Instant("--from", "First scan, a full hour, ISO 8601 with zone.");
        var to = CommonOptions.Instant("--to", "End, a full hour: what is still held is sold at the last close before it.");
        var seed = new Option<ulong>("--seed") { Description = "Seed of the resampling; the market's past is not drawn.", HelpName = "N", DefaultValueFactory = static _ => 1 };
        var every = new Option<int>("--every") { Description = "Hours between two scans.", HelpName = "N", DefaultValueFactory = static _ => 1 };
        var exits = new Option<ExitProfile?>("--exits") { Description = "Profile of the exits: patient or classic.", HelpName = "P", CustomParser = static result => CommonOptions.Word<ExitProfile>(result) };
        var cost = new Option<double?>("--cost-bps") { Description = "Cost of buying and selling together, basis points, instead of fees, spread and impact.", HelpName = "N" };
        var venue = new Option<string>("--venue") { Description = "Whose fees are paid.", HelpName = "V", DefaultValueFactory = static _ => "recorded" };
        var perpetual = new Option<bool>("--perpetual") { Description = "The candles are those of perpetual futures: recorded funding is paid." };
        var funding = new Option<string?>("--funding") { Description = "File of funding rates: funding_time_ms,symbol,funding_rate.", HelpName = "FILE" };
        var random = new Option<int>("--random") { Description = "Runs with random entries that the result is held against.", HelpName = "N", DefaultValueFactory = static _ => 100 };
        var audit = new Option<bool>("--audit") { Description = "Look-ahead audit: runs the test again with the future removed, shifted and shuffled. Exit code 1 where anything decided before differs." };
        var command = new Command("backtest", "Back-tests a folder of recordings with the scan that runs live.") { folder, from, to, seed, every, regime, exits, cost, venue, perpetual, funding, random, audit, json };
        command.SetAction((parsed, cancellationToken) =>
        {
            var settings = WorkerSettings.Load(terminal.Settings);
            var options = new BacktestOptions
            {
                From = parsed.GetRequiredValue(from),
                To = parsed.GetRequiredValue(to),
                Seed = parsed.GetValue(seed),
                ScanEveryHours = parsed.GetValue(every),
                Regime = parsed.GetValue(regime),
                Exits = new ExitOptions { Profile = parsed.GetValue(exits) ?? ExitProfile.Patient },
                Costs = parsed.GetValue(cost) is { } bps ? CostOptions.Flat(bps) : new CostOptions(),
                Scan = settings.Scan,
                Regimes = settings.Regime,
            };
            var runs = parsed.GetValue(random);
            if (runs is < 0 or > 1000) throw CommandException.Usage($"--random is {runs}; allowed is 0 to 1000.");
            if (options.Problems() is [var problem, ..]) throw CommandException.Usage(problem);

            var market = RecordedMarket.Read(parsed.GetRequiredValue(folder), parsed.GetValue(venue)!, parsed.GetValue(perpetual), parsed.GetValue(funding), terminal.Note, cancellationToken);
            return Task.FromResult(parsed.GetValue(audit)
                ? Audit(terminal, market, options, parsed.GetValue(json), cancellationToken)
                : Run(terminal, market, options, runs, parsed.GetValue(json), cancellationToken));
        });
        return command;
    }

    private static int Run(Terminal terminal, BacktestMarket market, BacktestOptions options, int randomRuns, bool json, CancellationToken cancellationToken)
    {
        var line = new ProgressLine(terminal);
        var result = BacktestRun.Run(market, options, SymbolLoops.AllCores, (done, all) => Progress(line, "scans", done, all, cancellationToken), cancellationToken);
        line.Write("report");
        var report = BacktestReport.Of(market, result, new ReportOptions { RandomRuns = randomRuns }, cancellationToken);
        line.End();
        if (json) terminal.WriteJson(report);
        else BacktestTable.Write(terminal.Output, report);
        return 0;
    }

    private static int Audit(Terminal terminal, BacktestMarket market, BacktestOptions options, bool json, CancellationToken cancellationToken)
    {
        var line = new ProgressLine(terminal);
        var report = LookAheadAudit.Run(market, options, BacktestAudit.Cuts, SymbolLoops.AllCores, (done, all) => Progress(line, "runs", done, all, cancellationToken), cancellationToken);
        line.End();
        if (json)
        {
            terminal.WriteJson(report);
        }
        else
        {
            foreach (var check in report.Checks) terminal.Output.WriteLine($"{check.Cut:yyyy-MM-dd HH:mm} UTC, future {check.Change.ToString().ToLowerInvariant(),-8} {check.Scans} scans, {check.Trades} trades: {(check.Differences == 0 ? "the same" : "DIFFERENT")}");
            foreach (var finding in report.Findings) terminal.Output.WriteLine($"{finding.At:yyyy-MM-dd HH:mm} UTC {finding.Field}: {finding.Was} became {finding.Became} with the future {finding.Change.ToString().ToLowerInvariant()} from {finding.Cut:yyyy-MM-dd HH:mm} on");
            terminal.Output.WriteLine(report.IsPassed ? "nothing that was decided depends on what came later" : "something sees the future");
        }

        return report.IsPassed ? 0 : 1;
    }

    private static void Progress(ProgressLine line, string what, int done, int all, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        line.Write($"{what} {done} of {all}");
    }
}
