using CryptoRun.Domain.Gates;
using CryptoRun.Domain.Regimes;
using CryptoRun.Web.Alerts;
using CryptoRun.Worker.Alerts;
using CryptoRun.Worker.Live;

namespace CryptoRun.Web.Tests.Alerts;

public sealed class AlertComponentsTests
{
    private static readonly AlertChannel Desk = new("desk", 1, "Desk", AlertChannelKind.Webhook, true) { Address = "https://desk.example/hook" };
    private static readonly AlertChannel[] Channels = [AlertChannel.Web, Desk];

    private static readonly StoredAlert Alert = new(
        "a1", BoardFixture.At, BoardAlertKind.Entry, "SOL-USD", "became candidate, 77.4", "candidates", "Candidates", true, "scan-1", "/explain/SOL-USD?scanId=scan-1", null, null,
        [new AlertDelivery("web", "Web", AlertChannelKind.Web, DeliveryState.Sent, 1, null, BoardFixture.At, null)]);

    public static TheoryData<string, string> Sentences => new()
    {
        { "default", "When a coin enters or leaves Candidate, at most once per 1 h each, tell Web" },
        { "score", "When a coin enters the board with score ≥ 75 and at most 2 failed gates among A*, SOL while the regime is Choppy, for 2 scans and 30 min, tell Web + Desk" },
        { "gate", "When a coin leaves Watch with a failing VADR gate, at most once per 4 h each, tell Desk" },
        { "regime", "When High volatility begins, at most once per 1 h each, tell Web" },
        { "venue", "When a venue degrades or recovers, for 3 looks, at most once per 1 h each, tell Web" },
        { "job", "When scan.hot fails, at most once per 1 h each, tell a channel that is gone" },
    };

    [Theory]
    [MemberData(nameof(Sentences))]
    public void Sentence_Rule_ReadsAsOne(string which, string sentence)
    {
        var rule = AlertRule.First;
        AlertWords.Sentence(
            which switch
            {
                "score" => rule with
                {
                    Filter = new AlertFilter { MinScore = 75, MaxFails = 2, Names = ["A*", "SOL"], Regime = RegimeState.Choppy },
                    OnExit = false,
                    DebounceScans = 2,
                    DebounceMinutes = 30,
                    CooldownMinutes = 0,
                    Channels = ["web", "desk"],
                },
                "gate" => rule with { Filter = new AlertFilter { Verdict = Verdict.Watch, Failing = "vadr" }, OnEntry = false, CooldownMinutes = 240, Channels = ["desk"] },
                "regime" => rule with { Kind = AlertRuleKind.Regime, Filter = new AlertFilter { Regime = RegimeState.HighVolatility }, OnExit = false },
                "venue" => rule with { Kind = AlertRuleKind.Venue, Filter = new AlertFilter(), DebounceScans = 3 },
                "job" => rule with { Kind = AlertRuleKind.Job, Filter = new AlertFilter { Names = ["scan.hot"] }, OnExit = false, Channels = ["gone"] },
                _ => rule,
            },
            Channels).ShouldBe(sentence);
    }

    [Fact]
    public async Task History_Sent_SaysWhenWhatWhyAndWhoWasTold()
    {
        var html = await HistoryAsync([Alert], new AlertsQuery());

        html.ShouldContain("Thu 6 Nov 15:00:00 UTC");
        html.ShouldContain("href=\"/explain/SOL-USD?scanId=scan-1\"");
        html.ShouldContain("became candidate, 77.4");
        html.ShouldContain("/alerts?tab=rules&edit=candidates");
        html.ShouldNotContain("Try again");
    }

    [Fact]
    public async Task History_GivenUp_OffersToTryAgain()
    {
        var dead = Alert with { Deliveries = [new AlertDelivery("desk", "Desk", AlertChannelKind.Webhook, DeliveryState.Dead, 8, null, BoardFixture.At, "it answered 500")] };

        var html = await HistoryAsync([dead], new AlertsQuery());

        html.ShouldSatisfyAllConditions(h => h.ShouldContain("given up after 8 attempts"), h => h.ShouldContain("it answered 500"), h => h.ShouldContain("Try again"));
    }

    [Fact]
    public async Task History_Suppressed_SaysWhyNobodyWasTold() =>
        (await HistoryAsync([Alert with { Suppressed = Suppression.Budget, Why = "60 were sent within the hour", Deliveries = [] }], new AlertsQuery { WithSuppressed = true })).ShouldContain("<b>budget</b> 60 were sent within the hour");

    [Theory]
    [InlineData(false, "Nobody was told of anything yet")]
    [InlineData(true, "No such alert")]
    public async Task History_Empty_SaysWhatToDoNext(bool isFiltered, string says) => (await HistoryAsync([], new AlertsQuery { Search = isFiltered ? "SOL" : null })).ShouldContain(says);

    [Fact]
    public async Task History_Page_OffersOlderAndNewest()
    {
        var html = await HistoryAsync([Alert], new AlertsQuery { Before = "a2" }, hasMore: true);

        html.ShouldSatisfyAllConditions(h => h.ShouldContain("before=a1\">Older"), h => h.ShouldContain("href=\"/alerts\">Newest"));
    }

    [Fact]
    public async Task History_TextWithMarkup_IsShownAsText() =>
        (await Rendered.WithAsync<HistoryTab>(static _ => { }, History([Alert with { Text = "<script>alert(1)</script>", Subject = "<img src=x>" }], new AlertsQuery(), false))).ShouldSatisfyAllConditions(
            h => h.ShouldNotContain("<script>"), h => h.ShouldNotContain("<img"));

    [Theory]
    [InlineData("<b>", "“<b>” cannot be. Allowed: 1 to 20.")]
    [InlineData("", "Allowed: 1 to 20.")]
    public void Problem_Value_IsNamedWithWhatIsAllowed(string value, string says) => AlertWords.Problem(new AlertProblem("debounceScans", value, "1 to 20")).ShouldBe(says);

    [Fact]
    public async Task FieldError_OtherField_IsNothing()
    {
        var problems = new[] { new AlertProblem("name", "", "1 to 60 characters on one line") };

        (await Rendered.HtmlAsync<FieldError>(("Field", "name"), ("Problems", problems))).ShouldContain("role=\"alert\"");
        (await Rendered.HtmlAsync<FieldError>(("Field", "kind"), ("Problems", problems))).Trim().ShouldBeEmpty();
    }

    [Fact]
    public async Task MuteButtons_MutedOrNot_OfferTheOther()
    {
        (await Rendered.HtmlAsync<MuteButtons>(("What", "everything"))).ShouldContain("until resumed");
        (await Rendered.HtmlAsync<MuteButtons>(("What", "everything"), ("Until", AlertRule.UntilResumed))).ShouldContain("Resume");
    }

    [Fact]
    public void RuleForm_ReadBack_TheSameRule()
    {
        var rule = AlertRule.First with { Filter = new AlertFilter { MinScore = 75.5, MaxFails = 2, Failing = "vadr", Regime = RegimeState.Choppy, Names = ["A*", "SOL"], Tiers = "hot" }, DebounceMinutes = 30, Channels = ["web", "desk"] };

        var (read, problems) = new RuleForm(rule).Read();

        problems.ShouldBeEmpty();
        read.Basis.ShouldBe(rule.Basis);
        (read with { Filter = rule.Filter, Channels = rule.Channels }).ShouldBe(rule);
        new RuleForm(rule) { Scans = "two", MinScore = "much" }.Read().Problems.Select(p => (p.Field, p.Value)).ShouldBe([("filter.minScore", "much"), ("debounceScans", "two")]);
    }

    private static (string, object?)[] History(IReadOnlyList<StoredAlert> alerts, AlertsQuery query, bool hasMore) =>
        [("Alerts", alerts), ("Rules", new[] { AlertRule.First }), ("Query", query), ("HasMore", hasMore), ("Now", Rendered.Now)];

    private static Task<string> HistoryAsync(IReadOnlyList<StoredAlert> alerts, AlertsQuery query, bool hasMore = false) => Rendered.HtmlAsync<HistoryTab>(History(alerts, query, hasMore));
}
