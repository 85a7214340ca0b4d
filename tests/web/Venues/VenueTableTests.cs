using System.Text.RegularExpressions;
using CryptoRun.Domain.Venues;
using CryptoRun.Web.Venues;
using CryptoRun.Worker.Exchanges;
using CryptoRun.Worker.Health;

namespace CryptoRun.Web.Tests.Venues;

public sealed class VenueTableTests
{
    [Fact]
    public async Task Table_GreenVenue_ShowsItsFiguresAndNoReason()
    {
        var row = await RowAsync(VenueFixture.Green);

        row[0].ShouldBe("okx books");
        row[1].ShouldBe("Green");
        row[2].ShouldBe("up 3 min");
        row.Skip(3).ShouldBe(["0.4", "3.1", "12.3", "n/a", "n/a", "60/60", "0", "62", "1,234,567", "0", "1", "Closed", "20"]);
    }

    [Fact]
    public async Task Table_YellowVenue_SaysWhyAndMarksTheMeasure()
    {
        var html = await TableAsync(VenueFixture.Of("okx", heartbeat: 0.4, p99: 1500));

        Cells(html)[1].ShouldBe("Yellow p99 1500 ms");
        html.ShouldContain("<td class=\"n odd\">1,500.0</td>");
        html.ShouldContain("title=\"p99 1500 ms\"");
    }

    [Fact]
    public async Task Table_RedVenue_SaysEveryReasonAndMarksTheMeasures()
    {
        var html = await TableAsync(VenueFixture.Of("okx", heartbeat: 14, errors: 0.5, complete: 0.97));

        Cells(html)[1].ShouldBe("Red heartbeat 14 s ago, 50 % of calls failed");
        html.ShouldContain("<td class=\"n bad\">14.0</td>");
        html.ShouldContain("<td class=\"n bad\">50.0</td>");
        html.ShouldContain("<td class=\"n odd\">97.00</td>");
    }

    [Fact]
    public async Task Table_NeverHeardFrom_IsRedAndInventsNoFigure() =>
        (await RowAsync(VenueFixture.Of("okx", heartbeat: null))).ShouldSatisfyAllConditions(r => r[1].ShouldBe("Red never heard from"), r => r[3].ShouldBe("n/a"));

    [Theory]
    [InlineData(BreakerState.Closed, "st ")]
    [InlineData(BreakerState.HalfOpen, "st odd")]
    [InlineData(BreakerState.Open, "st bad")]
    public async Task Table_Breaker_IsNamedAndMarked(BreakerState state, string style)
    {
        var html = await TableAsync(VenueFixture.Green.With(r => r with { Breaker = state }));

        html.ShouldContain($"<td class=\"{style}\">{state}</td>");
    }

    [Fact]
    public async Task Table_NoRestSide_HasNeitherBreakerNorBudget() =>
        (await RowAsync(VenueFixture.Green.With(r => r with { Breaker = null, BudgetLeft = null }))).Skip(14).ShouldBe(["–", "n/a"]);

    [Fact]
    public async Task Table_NoStream_SaysHowItIsAskedAndCountsNoConnections()
    {
        var row = await RowAsync((VenueFixture.Green with { Role = VenueRole.Perpetuals, Books = 0, BooksTrusted = 0 }).With(r => r with { Link = new VenueLink(false, null, null) }));

        (row[0], row[2], row[8], row[13]).ShouldBe(("okx perpetuals", "asked by REST", "–", "–"));
    }

    [Fact]
    public async Task Table_WrittenDownByAWorker_CountsOnlyWhatIsKnown()
    {
        var stored = VenueFixture.Green with { Role = null, Books = null, BooksTrusted = null, StoredAt = BoardFixture.At };
        var row = await RowAsync(stored.With(static r => r with { P50Milliseconds = null, Link = null, Totals = new VenueTotals(null, null, null, 7, null, null, 1) }));

        row.Skip(2).ShouldBe(["–", "0.4", "n/a", "12.3", "n/a", "n/a", "–", "1", "n/a", "n/a", "7", "–", "Closed", "20"]);
    }

    [Fact]
    public async Task Table_StreamDown_SaysSinceWhenAndWhy()
    {
        var html = await TableAsync(VenueFixture.Green.With(r => r with { Link = new VenueLink(false, r.At.AddSeconds(-12), "dropped on demand") }));

        Cells(html)[2].ShouldBe("down 12 s");
        html.ShouldContain("title=\"dropped on demand\"");
    }

    [Fact]
    public async Task Table_BooksPartlyTrusted_AreMarked()
    {
        var html = await TableAsync(VenueFixture.Green with { BooksTrusted = 58 });

        html.ShouldContain("<td class=\"n odd\">58/60</td>");
    }

    [Fact]
    public async Task Table_Anomalies_AreListedByKind() =>
        (await TableAsync(VenueFixture.Green.With(r => r with { Anomalies = new Dictionary<string, long> { ["trade"] = 2, ["book"] = 1 } }))).ShouldContain("title=\"book: 1; trade: 2\"");

    [Fact]
    public async Task Table_EveryRow_HasAsManyCellsAsTheHeadAndTheColumnsGiven()
    {
        var html = await TableAsync(VenueFixture.Green);

        var columns = Regex.Count(html, "<col ");
        Regex.Count(html, "<th scope=\"col\"").ShouldBe(columns);
        Cells(html).Count.ShouldBe(columns);
    }

    [Fact]
    public async Task Table_ReasonOfAVenueWithMarkup_IsEscaped()
    {
        var html = await Rendered.RawAsync<VenueTable>(("Venues", new List<VenueStatus> { VenueFixture.Green.With(r => r with { Link = r.Link!.Value with { Reason = "\"><script>alert(1)</script>" } }) }));

        html.ShouldNotContain("<script>");
    }

    [Theory]
    [InlineData("DropSockets", "drop sockets")]
    [InlineData("WrongJson", "wrong JSON")]
    [InlineData("Slow", "slow")]
    public void Fault_Name_ReadsAsWords(string name, string expected) => VenueWords.Fault(name).ShouldBe(expected);

    [Fact]
    public void Shape_EachState_IsAnother() => Enum.GetValues<VenueState>().Select(VenueWords.Shape).Distinct().Count().ShouldBe(3);

    private static Task<string> TableAsync(VenueStatus venue) => Rendered.HtmlAsync<VenueTable>(("Venues", new List<VenueStatus> { venue }));

    private static async Task<List<string>> RowAsync(VenueStatus venue) => Cells(await TableAsync(venue));

    /// <summary>What is read in each cell of the only row.</summary>
    private static List<string> Cells(string html)
    {
        var body = html[html.IndexOf("<tbody>", StringComparison.Ordinal)..];
        return [.. Regex.Matches(body, "<t[hd][ >].*?</t[hd]>", RegexOptions.Singleline, TimeSpan.FromSeconds(1)).Select(m => Regex.Replace(Regex.Replace(m.Value, "<[^>]*>", " ", RegexOptions.None, TimeSpan.FromSeconds(1)), @"\s+", " ", RegexOptions.None, TimeSpan.FromSeconds(1)).Trim())];
    }
}
