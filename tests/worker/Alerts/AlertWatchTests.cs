using CryptoRun.Domain.Gates;
using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Alerts;
using CryptoRun.Worker.Auditing;
using CryptoRun.Worker.Health;
using CryptoRun.Worker.Live;
using CryptoRun.Worker.Markets;
using CryptoRun.Worker.Premove;
using CryptoRun.Worker.Storage.Sql;
using CryptoRun.Worker.Storage.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using static CryptoRun.Worker.Tests.Live.Boards;

namespace CryptoRun.Worker.Tests.Alerts;

public sealed class AlertWatchTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("alerts").FullName;
    private readonly ManualTime _wall = new(At.AddSeconds(48));
    private readonly SqliteStore _store;
    private readonly SqlAlertStore _alerts;
    private readonly SqlAlertRuleStore _rules;

    public AlertWatchTests()
    {
        _store = SqliteStore.Open(Path.Combine(_directory, "s.db"), MarketSource.Simulated, NullLogger.Instance);
        (_alerts, _rules) = (new SqlAlertStore(_store), new SqlAlertRuleStore(_store, new SqlAuditTrail(_store, "node/1", TimeProvider.System)));
    }

    public void Dispose()
    {
        _store.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task LookAsync_CoinBecomesCandidate_IsStoredAnnouncedAndTraceableToItsScan()
    {
        using var live = new LiveBoard(_wall);
        using var watch = Watch(live);
        await StartedAsync(watch);
        await SeeAsync(live, watch, "scan-1", 0);
        await SeeAsync(live, watch, "scan-2", 15, "SOL-USD");

        var alert = (await _alerts.ListAsync(new AlertQuery(), default)).ShouldHaveSingleItem();
        (alert.Subject, alert.Kind, alert.Text, alert.ScanId, alert.Href, alert.RuleName).ShouldBe(("SOL-USD", BoardAlertKind.Entry, "became candidate, 77.4", "scan-2", "/explain/SOL-USD?scanId=scan-2", "Candidates"));
        alert.Deliveries.ShouldHaveSingleItem().ShouldSatisfyAllConditions(d => d.ChannelId.ShouldBe("web"), d => d.State.ShouldBe(DeliveryState.Sent));
        live.Current.Alerts.ShouldHaveSingleItem().ShouldBe(alert.ToBoard());
    }

    [Fact]
    public async Task LookAsync_RestartAndTheSameScanAgain_AlertsOnceAndStillShowsIt()
    {
        using (var live = new LiveBoard(_wall))
        using (var watch = Watch(live))
        {
            await StartedAsync(watch);
            await SeeAsync(live, watch, "scan-1", 0);
            await SeeAsync(live, watch, "scan-2", 15, "SOL-USD");
        }

        using var again = new LiveBoard(_wall);
        using var second = Watch(again);
        await StartedAsync(second);
        await SeeAsync(again, second, "scan-2", 15, "SOL-USD");
        await SeeAsync(again, second, "scan-2", 15, "SOL-USD");

        (await _alerts.ListAsync(new AlertQuery(WithSuppressed: true), default)).Count.ShouldBe(1);
        again.Current.Alerts.Count.ShouldBe(1);
    }

    [Fact]
    public async Task LookAsync_TwoProcessesSeeOneScan_OneAlertShownByBoth()
    {
        using var one = new LiveBoard(_wall);
        using var other = new LiveBoard(_wall);
        using var first = Watch(one);
        using var second = Watch(other);
        await StartedAsync(first);
        foreach (var (scan, minute, inside) in new[] { ("scan-1", 0, Array.Empty<string>()), ("scan-2", 15, ["SOL-USD"]) })
        {
            one.Publish(Of(scan, minute, inside), [], null);
            other.Publish(Of(scan, minute, inside), [], null);
            _wall.Advance(LiveBoard.Interval);
            await Task.WhenAll(first.LookAsync(false, default), second.LookAsync(false, default));
            _wall.Advance(LiveBoard.Interval);
        }

        await second.LookAsync(false, default);
        await first.LookAsync(false, default);
        _wall.Advance(LiveBoard.Interval);
        (await _alerts.ListAsync(new AlertQuery(WithSuppressed: true), default)).Count.ShouldBe(1);
        (one.Current.Alerts.Count, other.Current.Alerts.Count).ShouldBe((1, 1));
    }

    [Fact]
    public async Task LookAsync_RuleDisabledForAWhile_BeginsAnew()
    {
        using var live = new LiveBoard(_wall);
        using var watch = Watch(live);
        await StartedAsync(watch);
        await SeeAsync(live, watch, "scan-1", 0);
        await _rules.SaveAsync(AlertRule.First with { Version = 2, Enabled = false }, AuditActor.Program, default);
        await SeeAsync(live, watch, "scan-2", 15, "SOL-USD");
        await _rules.SaveAsync(AlertRule.First with { Version = 3 }, AuditActor.Program, default);
        await SeeAsync(live, watch, "scan-3", 30, "SOL-USD");

        (await _alerts.ListAsync(new AlertQuery(WithSuppressed: true), default)).ShouldHaveSingleItem().Suppressed.ShouldBe(Suppression.Baseline);
    }

    [Fact]
    public async Task LookAsync_RuleWithAWebhookOnly_WaitsForThePostAndIsNotOnTheBoard()
    {
        using var live = new LiveBoard(_wall);
        using var watch = Watch(live);
        await StartedAsync(watch);
        await _rules.SaveAsync(new AlertChannel("hook", 1, "Desk", AlertChannelKind.Webhook, false), null, AuditActor.Program, default);
        await _rules.SaveAsync(AlertRule.First with { Version = 2, Channels = ["hook", "gone"], TellCurrent = true }, AuditActor.Program, default);
        await SeeAsync(live, watch, "scan-1", 0, "SOL-USD");

        (await _alerts.ListAsync(new AlertQuery(), default)).ShouldHaveSingleItem().Deliveries.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            d => d.ChannelName.ShouldBe("Desk"), d => d.State.ShouldBe(DeliveryState.Pending), d => d.NextAt.ShouldBe(d.UpdatedAt));
        live.Current.Alerts.ShouldBeEmpty();
    }

    private static BoardSnapshot Of(string scan, int minute, params string[] candidates) =>
        Board([Row("BTC-USD"), .. candidates.Select(s => Row(s) with { Final = 77.43, Verdict = Verdict.Candidate })]) with { ScanId = scan, AsOf = At.AddMinutes(minute) };

    private async Task SeeAsync(LiveBoard live, AlertWatch watch, string scan, int minute, params string[] candidates)
    {
        live.Publish(Of(scan, minute, candidates), [], null);
        _wall.Advance(LiveBoard.Interval);
        await watch.LookAsync(atProgram: false, default);
        _wall.Advance(LiveBoard.Interval);
    }

    /// <summary>Seeded and with what stands on the board, but without its own loop.</summary>
    private static async Task StartedAsync(AlertWatch watch)
    {
        await watch.StartAsync(default);
        await watch.StopAsync(default);
    }

    private AlertWatch Watch(LiveBoard live) => new(
        live, _rules, _alerts, new VenueStatuses(null!, null!, null!, null!, static () => false, static () => null), new SqlRunStore(_store), new LatestSweep(), new AlertSignals(), new AlertsOptions(), new MarketClock(_wall, null, 1), _wall,
        NullLogger<AlertWatch>.Instance);
}
