using System.Net;
using System.Text.Json;
using CryptoRun.Worker.Alerts;
using CryptoRun.Worker.Live;
using CryptoRun.Worker.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace CryptoRun.Web.Tests.Alerts;

public sealed class AlertsEndpointsTests(PublishedWeb web) : IClassFixture<PublishedWeb>
{
    [Fact]
    public async Task Alerts_Stored_PageByPageNewestFirst()
    {
        await StoreAsync();

        using var first = JsonDocument.Parse(await web.Http.GetStringAsync("/api/v1/alerts?limit=2"));
        Ids(first).ShouldBe(["a3", "a1"]);
        first.RootElement.GetProperty("source").GetString().ShouldBe("Simulated");
        first.RootElement.GetProperty("alerts")[1].GetProperty("deliveries")[0].GetProperty("state").GetString().ShouldBe("sent");
        using var next = JsonDocument.Parse(await web.Http.GetStringAsync($"/api/v1/alerts?limit=2&before={first.RootElement.GetProperty("next").GetString()}"));
        Ids(next).ShouldBeEmpty();
        using var all = JsonDocument.Parse(await web.Http.GetStringAsync("/api/v1/alerts?suppressed=true"));
        Ids(all).ShouldBe(["a3", "a2", "a1"]);
        all.RootElement.GetProperty("alerts")[1].GetProperty("suppressed").GetString().ShouldBe("cooldown");
        using var some = JsonDocument.Parse(await web.Http.GetStringAsync("/api/v1/alerts?kind=exit&q=btc&rule=candidates"));
        Ids(some).ShouldBe(["a3"]);
    }

    [Fact]
    public async Task Alerts_Csv_FormulasAreGuarded()
    {
        await StoreAsync();

        var lines = (await web.Http.GetStringAsync("/api/v1/alerts?format=csv&suppressed=true")).TrimEnd().Split("\r\n");

        lines.Length.ShouldBe(4);
        lines[0].ShouldStartWith("id,at,kind,subject,text,");
        lines[1].ShouldBe("a3,2025-11-06T15:02:00Z,exit,BTC-USD,\"no longer candidate, 73.1\",candidates,'=Candidates,scan-1,,,");
        lines[3].ShouldEndWith("Web sent");
    }

    [Theory]
    [InlineData("limit=0", "a whole number from 1 to 500")]
    [InlineData("kind=7", "entry, exit, regime")]
    [InlineData("suppressed=yes", "true or false")]
    [InlineData("format=xml", "json or csv")]
    public async Task Alerts_Unusable_Is400WithWhatIsAllowed(string query, string allowed)
    {
        using var answer = await web.Http.GetAsync($"/api/v1/alerts?{query}");

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync()).ShouldContain(allowed);
    }

    private static IEnumerable<string?> Ids(JsonDocument answer) => answer.RootElement.GetProperty("alerts").EnumerateArray().Select(a => a.GetProperty("id").GetString());

    private async Task StoreAsync()
    {
        var alert = new StoredAlert(
            "a1", BoardFixture.At, BoardAlertKind.Entry, "SOL-USD", "became candidate, 77.4", "candidates", "=Candidates", true, "scan-1", "/explain/SOL-USD?scanId=scan-1", null, null,
            [new AlertDelivery("web", "Web", AlertChannelKind.Web, DeliveryState.Sent, 1, null, BoardFixture.At, null)]);
        await web.Web.Services.GetRequiredService<IAlertStore>().CommitAsync(
            [
                new AlertCommit("candidates", 0, new RuleState(BoardFixture.At, "scan-1", "basis", new Dictionary<string, SubjectState>()),
                [
                    alert,
                    alert with { Id = "a2", At = BoardFixture.At.AddMinutes(1), Suppressed = Suppression.Cooldown, Why = "too near", Deliveries = [] },
                    alert with { Id = "a3", At = BoardFixture.At.AddMinutes(2), Kind = BoardAlertKind.Exit, Subject = "BTC-USD", Text = "no longer candidate, 73.1", Deliveries = [] },
                ]),
            ],
            CancellationToken.None);
    }
}
