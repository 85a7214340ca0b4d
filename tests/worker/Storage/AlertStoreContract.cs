using CryptoRun.Worker.Alerts;
using CryptoRun.Worker.Auditing;
using CryptoRun.Worker.Live;
using CryptoRun.Worker.Storage;
using static CryptoRun.Worker.Tests.Storage.Examples;

namespace CryptoRun.Worker.Tests.Storage;

public abstract class AlertStoreContract<TDatabase> : StoreContract<TDatabase>
    where TDatabase : ITestDatabase, new()
{
    private static readonly AuditActor Audit = new("m.ortiz", "10.0.0.7");
    private static readonly RuleState State = new(T0, "scan-1", "basis", new Dictionary<string, SubjectState> { ["SOL-USD"] = new(true, true, 1, T0, T0.AddMinutes(-3)) });

    [Fact]
    public async Task CommitAsync_New_StateAlertsAndDeliveriesComeBack()
    {
        var sent = Alert("a1", T0) with { Deliveries = [Delivery("hook", DeliveryState.Pending, T0), Delivery("web", DeliveryState.Sent, null)] };
        var held = Alert("a2", T0) with { Suppressed = Suppression.Cooldown, Why = "the last alert of it was 3 min ago" };

        (await Stores.Alerts.CommitAsync([new AlertCommit("r1", 0, State, [sent, held])], None)).ShouldBeTrue();

        var stored = (await Stores.Alerts.StatesAsync(None))["r1"];
        stored.Revision.ShouldBe(1);
        (stored.State with { Subjects = State.Subjects }).ShouldBe(State);
        stored.State.Subjects.ShouldBe(State.Subjects);
        var all = await Stores.Alerts.ListAsync(new AlertQuery(WithSuppressed: true), None);
        all.Select(a => a.Id).ShouldBe(["a2", "a1"]);
        (all[1] with { Deliveries = sent.Deliveries }).ShouldBe(sent);
        all[1].Deliveries.ShouldBe(sent.Deliveries);
        (all[0] with { Deliveries = held.Deliveries }).ShouldBe(held);
        (await Stores.Alerts.ListAsync(new AlertQuery(), None)).ShouldHaveSingleItem().Id.ShouldBe("a1");
    }

    [Fact]
    public async Task CommitAsync_StateWrittenByAnother_NothingIsWritten()
    {
        await Stores.Alerts.CommitAsync([new AlertCommit("r1", 0, State, [])], None);

        (await Stores.Alerts.CommitAsync([new AlertCommit("r2", 0, State, [Alert("a2", T0)]), new AlertCommit("r1", 0, State, [Alert("a1", T0)])], None)).ShouldBeFalse();
        (await Stores.Alerts.CommitAsync([new AlertCommit("r1", 2, State, [Alert("a1", T0)])], None)).ShouldBeFalse();

        (await Stores.Alerts.StatesAsync(None)).Keys.ShouldBe(["r1"]);
        (await Stores.Alerts.ListAsync(new AlertQuery(WithSuppressed: true), None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task CommitAsync_TwoProcessesAtOnce_OneWins()
    {
        using var other = Database.Open();

        var won = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => (i % 2 == 0 ? Stores : other).Alerts.CommitAsync([new AlertCommit("r1", 0, State, [Alert($"a{i}", T0)])], None)));

        won.Count(w => w).ShouldBe(1);
        (await Stores.Alerts.ListAsync(new AlertQuery(), None)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task ListAsync_Filters_OnlyThose()
    {
        await Stores.Alerts.CommitAsync(
            [
                new AlertCommit("r1", 0, State, [Alert("a1", T0) with { Deliveries = [Delivery("web", DeliveryState.Sent, null)] }, Alert("a2", T0.AddMinutes(1)) with { Kind = BoardAlertKind.Exit, Subject = "BTC-USD" }]),
                new AlertCommit("r2", 0, State, [Alert("a3", T0.AddMinutes(2)) with { RuleId = "r2", Subject = "A_B%-USD" }]),
            ],
            None);

        (await ListAsync(new AlertQuery())).ShouldBe(["a3", "a2", "a1"]);
        (await ListAsync(new AlertQuery(Before: "a3", Limit: 1))).ShouldBe(["a2"]);
        (await ListAsync(new AlertQuery(Before: "a1"))).ShouldBeEmpty();
        (await ListAsync(new AlertQuery(Before: "nobody"))).ShouldBeEmpty();
        (await ListAsync(new AlertQuery(RuleId: "r2"))).ShouldBe(["a3"]);
        (await ListAsync(new AlertQuery(Kind: BoardAlertKind.Exit))).ShouldBe(["a2"]);
        (await ListAsync(new AlertQuery(Subject: "btc"))).ShouldBe(["a2"]);
        (await ListAsync(new AlertQuery(Subject: "_b%"))).ShouldBe(["a3"]);
        (await ListAsync(new AlertQuery(ChannelId: "web"))).ShouldBe(["a1"]);
        (await Stores.Alerts.SentAfterAsync(T0, None)).Select(s => s.RuleId).ShouldBe(["r1", "r2"]);
    }

    [Fact]
    public async Task Deliveries_ClaimedDeliveredGivenUpAndTriedAgain()
    {
        await Stores.Alerts.CommitAsync([new AlertCommit("r1", 0, State, [Alert("a1", T0) with { Deliveries = [Delivery("hook", DeliveryState.Pending, T0), Delivery("mail", DeliveryState.Pending, T0.AddMinutes(5))] }])], None);
        (await Stores.Alerts.NextDueAsync(None)).ShouldBe(T0);

        var claimed = (await Stores.Alerts.ClaimAsync(T0, T0.AddMinutes(1), 10, None)).ShouldHaveSingleItem();
        claimed.Deliveries.ShouldHaveSingleItem().ChannelId.ShouldBe("hook");
        using (var other = Database.Open()) (await other.Alerts.ClaimAsync(T0.AddSeconds(30), T0.AddMinutes(2), 10, None)).ShouldBeEmpty();
        (await Stores.Alerts.ClaimAsync(T0.AddMinutes(1), T0.AddMinutes(2), 10, None)).Count.ShouldBe(1, "who claimed it has not said a word since");

        await Stores.Alerts.DeliveredAsync("a1", claimed.Deliveries[0] with { State = DeliveryState.Dead, Attempts = 8, NextAt = null, Error = "answered 500" }, None);
        (await Stores.Alerts.TryAgainAsync("a1", "mail", T0, None)).ShouldBeFalse();
        (await Stores.Alerts.TryAgainAsync("a1", "hook", T0.AddHours(1), None)).ShouldBeTrue();
        (await Stores.Alerts.ListAsync(new AlertQuery(), None))[0].Deliveries.Select(d => (d.ChannelId, d.State, d.Attempts)).ShouldBe([("hook", DeliveryState.Pending, 0), ("mail", DeliveryState.Pending, 0)]);
    }

    [Fact]
    public async Task Rules_SavedChangedAndDeleted_OnlyOverTheVersionBefore()
    {
        var rule = AlertRule.First with { Id = "r1", Filter = new AlertFilter { MinScore = 75, Names = ["A*"] }, MutedUntil = AlertRule.UntilResumed };
        (await Stores.AlertRules.SaveAsync(rule, Audit, None)).ShouldBeTrue();
        (await Stores.AlertRules.SaveAsync(rule, Audit, None)).ShouldBeFalse();
        (await Stores.AlertRules.SaveAsync(rule with { Version = 2, Name = "B" }, Audit, None)).ShouldBeTrue();
        (await Stores.AlertRules.SaveAsync(rule with { Version = 2, Name = "C" }, Audit, None)).ShouldBeFalse();

        var stored = (await Stores.AlertRules.RulesAsync(None)).ShouldHaveSingleItem();
        (stored.Name, stored.Version, stored.MutedUntil, stored.Basis).ShouldBe(("B", 2, AlertRule.UntilResumed, rule.Basis));

        await Stores.Alerts.CommitAsync([new AlertCommit("r1", 0, State, [])], None);
        (await Stores.AlertRules.DeleteRuleAsync("r1", 1, Audit, None)).ShouldBeFalse();
        (await Stores.AlertRules.DeleteRuleAsync("r1", 2, Audit, None)).ShouldBeTrue();
        (await Stores.AlertRules.RulesAsync(None)).ShouldBeEmpty();
        (await Stores.Alerts.StatesAsync(None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task SeedAsync_RuleDeletedSince_DoesNotComeBack()
    {
        await Stores.AlertRules.SeedAsync(AlertRule.First, None);
        (await Stores.AlertRules.DeleteRuleAsync(AlertRule.First.Id, 1, Audit, None)).ShouldBeTrue();
        await Stores.AlertRules.SeedAsync(AlertRule.First, None);

        (await Stores.AlertRules.RulesAsync(None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Channels_SecretKeptUnlessANewOneComes_DeletedWithWhatWaits()
    {
        var channel = new AlertChannel("hook", 1, "Desk", AlertChannelKind.Webhook, false) { Address = "https://desk.example/" };
        (await Stores.AlertRules.SaveAsync(channel, "sealed-1", Audit, None)).ShouldBeTrue();
        (await Stores.AlertRules.SaveAsync(channel with { Version = 2, Name = "Desk 2" }, null, Audit, None)).ShouldBeTrue();
        (await Stores.AlertRules.SaveAsync(channel with { Version = 2 }, "sealed-3", Audit, None)).ShouldBeFalse();

        (await Stores.AlertRules.ChannelsAsync(None)).ShouldHaveSingleItem().ShouldSatisfyAllConditions(c => c.HasSecret.ShouldBeTrue(), c => c.Name.ShouldBe("Desk 2"), c => c.Address.ShouldBe("https://desk.example/"));
        (await Stores.AlertRules.SealedSecretAsync("hook", None)).ShouldBe("sealed-1");

        await Stores.Alerts.CommitAsync([new AlertCommit("r1", 0, State, [Alert("a1", T0) with { Deliveries = [Delivery("hook", DeliveryState.Pending, T0)] }])], None);
        (await Stores.AlertRules.DeleteChannelAsync("hook", 2, T0, Audit, None)).ShouldBeTrue();
        (await Stores.AlertRules.SealedSecretAsync("hook", None)).ShouldBeNull();
        (await Stores.Alerts.ListAsync(new AlertQuery(), None))[0].Deliveries[0].ShouldSatisfyAllConditions(d => d.State.ShouldBe(DeliveryState.Dead), d => d.Error!.ShouldContain("deleted"));
        (await Stores.Alerts.NextDueAsync(None)).ShouldBeNull();
    }

    [Fact]
    public async Task MuteAsync_UntilAndNoMore()
    {
        (await Stores.AlertRules.MutedUntilAsync(None)).ShouldBeNull();
        await Stores.AlertRules.MuteAsync(T0, Audit, None);
        await Stores.AlertRules.MuteAsync(AlertRule.UntilResumed, Audit, None);
        (await Stores.AlertRules.MutedUntilAsync(None)).ShouldBe(AlertRule.UntilResumed);
        await Stores.AlertRules.MuteAsync(null, Audit, None);
        (await Stores.AlertRules.MutedUntilAsync(None)).ShouldBeNull();
    }

    private static StoredAlert Alert(string id, DateTimeOffset at) =>
        new(id, at, BoardAlertKind.Entry, "SOL-USD", "became candidate, 77.4", "r1", "Candidates", true, "scan-1", "/explain/SOL-USD?scanId=scan-1", null, null, []);

    private static AlertDelivery Delivery(string channel, DeliveryState state, DateTimeOffset? next) =>
        new(channel, channel, channel == "web" ? AlertChannelKind.Web : AlertChannelKind.Webhook, state, 0, next, T0, null);

    private async Task<IEnumerable<string>> ListAsync(AlertQuery query) => (await Stores.Alerts.ListAsync(query, None)).Select(a => a.Id);
}
