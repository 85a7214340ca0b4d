using System.Net;
using CryptoRun.Web.Api;
using CryptoRun.Web.Auditing;
using CryptoRun.Worker.Alerts;
using CryptoRun.Worker.Auditing;
using CryptoRun.Worker.Live;
using Microsoft.Extensions.DependencyInjection;

namespace CryptoRun.Web.Tests.Security;

/// <summary>Text that others wrote, names of coins and of rules: it is shown as text, and no spreadsheet runs it.</summary>
public sealed class ForeignTextTests
{
    private const string Markup = "<img src=x onerror=alert(1)>";
    private const string Attribute = "\" onmouseover=\"alert(1)";

    private static readonly string[] Pages =
    [
        "/",
        "/wall",
        "/alerts",
        "/alerts?tab=rules",
        "/explain/compare?a=%3Cimg%20src=x%20onerror=alert(1)%3E&b=SOL",
        "/explain/%3Cimg%20src=x%20onerror=alert(1)%3E",
        "/?q=%3Cimg%20src=x%20onerror=alert(1)%3E",
        "/nowhere/%3Cimg%20src=x%20onerror=alert(1)%3E",
    ];

    [Fact]
    public async Task Page_NamesThatAreMarkup_AreText()
    {
        using var web = new WebFixture();
        using var http = web.CreateClient();
        var board = BoardFixture.Board();
        var row = board.Candidates[0];
        var named = row with { Symbol = $"{Markup}-USD", Gates = row.Gates with { FirstFailedText = Markup, NearestMiss = Attribute } };
        web.Publish(board with { Candidates = [named, .. board.Candidates.Skip(1).Select(static r => r with { Symbol = r.Symbol.Replace("BAT", $"BAT{Attribute}", StringComparison.Ordinal) })] });
        web.Live.Announce([new BoardAlert("1", BoardFixture.At, BoardAlertKind.Entry, $"{Markup}-USD", Markup + Attribute, "/")]);
        var made = await web.Services.GetRequiredService<AlertBook>().SaveAsync(new AlertRule("", 0, Markup, AlertRuleKind.Filter, new AlertFilter { Search = "SOL" }) { Channels = ["web"] }, AuditActor.Program, default);
        made.Problems.ShouldBeEmpty();

        foreach (var path in Pages)
        {
            using var answer = await http.GetAsync(path);
            var html = await answer.Content.ReadAsStringAsync();
            html.ShouldNotContain("<img src=x", Case.Insensitive, path);
            html.ShouldNotContain("\" onmouseover=\"", Case.Insensitive, path);
        }
    }

    [Theory]
    [InlineData("=HYPERLINK(\"http://evil.example\")")]
    [InlineData("+1+1")]
    [InlineData("-2+3")]
    [InlineData("@SUM(A1)")]
    [InlineData("\t=1")]
    [InlineData("\r=1")]
    public void Csv_TextThatASpreadsheetWouldRun_StandsBehindAnApostrophe(string text)
    {
        CsvCell.Of(text).TrimStart('"').ShouldStartWith("'" + text[..1]);

        var entry = new AuditEntry(BoardFixture.At, 1, "n", new AuditChange(new AuditActor(text, text), "a", text, text, text), "h");
        var line = System.Text.Encoding.UTF8.GetString(AuditCsv.Encode([entry])).Split("\r\n", 2)[1];
        line.Split(',').Where(c => c.TrimStart('"').StartsWith(text[0])).ShouldBeEmpty();
    }

    [Fact]
    public async Task Path_OutOfTheFolder_IsNotFound()
    {
        using var web = new PublishedWeb();

        foreach (var path in ((string[])["..%2f..%2fetc%2fpasswd", "....%2f%2f", "%5c..%5cwindows"]).SelectMany(static name => (string[])[$"/api/v1/candles/{name}", $"/api/v1/explain/{name}", $"/api/v1/scans/{name}", $"/lib/{name}", $"/{name}"]))
        {
            using var answer = await web.Http.GetAsync(path);
            answer.StatusCode.ShouldBeOneOf(HttpStatusCode.NotFound, HttpStatusCode.BadRequest);
            (await answer.Content.ReadAsStringAsync()).ShouldNotContain("root:");
        }
    }
}
