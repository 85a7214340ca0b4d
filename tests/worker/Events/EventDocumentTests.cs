using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Events;
using Microsoft.Extensions.Logging;
using static CryptoRun.Worker.Tests.Events.DocumentBench<CryptoRun.Domain.Markets.CatalystEvent>;

namespace CryptoRun.Worker.Tests.Events;

public class EventDocumentTests
{
    private const string Csv = "id,symbol,time,title,tier,source,known_at\n";
    private static readonly DateTimeOffset Later = new(2026, 12, 1, 14, 0, 0, TimeSpan.Zero);
    private readonly DocumentBench<CatalystEvent> _bench = DocumentBench.Events();

    [Fact]
    public async Task At_JsonAndCsv_SayTheSame()
    {
        var expected = new CatalystEvent(Later, Start.AddMilliseconds(1), "Upgrade, \"Fusaka\"", EventTier.Major, "foundation");
        string[] documents =
        [
            """{"note":{"by":["me"]},"events":[{"id":"e1","symbol":"ETH","time":"2026-12-01T16:00:00+02:00","title":"Upgrade, \"Fusaka\"","tier":"MAJOR","source":"foundation","links":[1,{"a":2}]}]}""",
            """[ {"ID":"e1","Symbol":"eth-usd","Time":"2026-12-01T14:00Z","Title":" Upgrade, \"Fusaka\" ","Tier":"major","Source":"foundation","known_at":null} ]""",
            "\uFEFF" + Csv.Replace("\n", "\r\n") + "e1,ETH-USD, 2026-12-01T14:00:00Z ,\"Upgrade, \"\"Fusaka\"\"\",major,foundation,\r\n\r\n",
        ];
        foreach (var document in documents)
        {
            var bench = DocumentBench.Events();
            await bench.ReadAsync(document);
            bench.Now("ETH-USD").ShouldBe([expected], document);
            (bench.Feed.Warning, bench.Taken).ShouldBe((null, 1));
        }
    }

    [Fact]
    public async Task At_NotConnectedYet_IsNullAndThenEmptyForACoinWithoutEvents()
    {
        _bench.Now().ShouldBeNull();
        await _bench.ReadAsync(new DocumentAnswer(null, "doc: the file does not exist."));
        (_bench.Now(), _bench.Feed.Warning).ShouldBe((null, "events: there is no feed yet. doc: the file does not exist."));
        await _bench.ReadAsync("[]");
        _bench.Now()!.ShouldBeEmpty();
        _bench.Feed.At(Start.AddTicks(-1), "BTC-USD").ShouldBeNull();
        _bench.Feed.Warning.ShouldBeNull();
    }

    [Theory]
    [InlineData(",BTC,2026-12-01T14:00:00Z,t,major,,", "line 2: id is \"\"; allowed is 1 to 100 characters.")]
    [InlineData("e,,2026-12-01T14:00:00Z,t,major,,", "line 2: symbol is \"\"; allowed is 1 to 24 characters.")]
    [InlineData("e,../etc,2026-12-01T14:00:00Z,t,major,,", "line 2: symbol is \"../ETC\"; allowed is a coin such as BTC or BTC-USD.")]
    [InlineData("e,BTC-EUR,2026-12-01T14:00:00Z,t,major,,", "line 2: symbol is \"BTC-EUR\"; allowed is a coin such as BTC or BTC-USD.")]
    [InlineData("e,BTC,2026-12-01T14:00:00,t,major,,", "line 2: time is \"2026-12-01T14:00:00\"; allowed is an instant with its zone; it has none, write 2026-12-01T14:00:00Z for UTC.")]
    [InlineData("e,BTC,2026-12-01,t,major,,", "line 2: time is \"2026-12-01\"; allowed is an ISO 8601 instant with its zone such as 2026-11-22T15:00:00Z.")]
    [InlineData("e,BTC,1796133600,t,major,,", "line 2: time is \"1796133600\"; allowed is an ISO 8601 instant with its zone such as 2026-11-22T15:00:00Z.")]
    [InlineData("e,BTC,2026-02-30T14:00:00Z,t,major,,", "line 2: time is \"2026-02-30T14:00:00Z\"; allowed is an ISO 8601 instant with its zone such as 2026-11-22T15:00:00Z.")]
    [InlineData("e,BTC,9999-12-31T14:00:00Z,t,major,,", "line 2: time is \"9999-12-31T14:00:00Z\"; allowed is 2009 to 2099.")]
    [InlineData("e,BTC,2026-12-01T14:00:00Z,t,huge,,", "line 2: tier is \"huge\"; allowed is major, minor, info.")]
    [InlineData("e,BTC,2026-12-01T14:00:00Z,\u001b[31mred,major,,", "line 2: title is \"\uFFFD[31mred\"; allowed is 1 to 200 characters without control characters.")]
    [InlineData("e,BTC,2026-12-01T14:00:00Z,t,major,,yesterday", "line 2: known_at is \"yesterday\"; allowed is an ISO 8601 instant with its zone such as 2026-11-22T15:00:00Z.")]
    [InlineData("e,BTC,2026-12-01T14:00:00Z,t,major", "line 2: has 5 fields and the header 7.")]
    public async Task Row_ThatCannotBeUsed_IsCountedSaidOnceAndTheRestStays(string row, string problem)
    {
        var body = $"{Csv}{row}\nok,BTC,2026-12-01T14:00:00Z,Fine,minor,,\n";
        await _bench.ReadAsync(body);
        await _bench.ReadAsync(body);

        _bench.Now().ShouldHaveSingleItem().Title.ShouldBe("Fine");
        _bench.Feed.Warning.ShouldBe($"events: 1 rows of doc cannot be used; the first: {problem}");
        _bench.Feed.Refused.Values.ShouldBe([2L]);
        _bench.Log.Lines.Count(l => l.Level == LogLevel.Warning && l.Text.Contains(problem)).ShouldBe(1);
    }

    [Fact]
    public async Task Row_WithAnIdTwice_FirstIsTaken()
    {
        await _bench.ReadAsync(Csv + "e,BTC,2026-12-01T14:00:00Z,First,minor,,\ne,BTC,2026-12-02T14:00:00Z,Second,major,,\n");
        _bench.Now().ShouldHaveSingleItem().Title.ShouldBe("First");
        _bench.Feed.Warning!.ShouldEndWith("line 3: e is in line 2 already; each may come once, the first is taken.");
    }

    [Theory]
    [InlineData("", "is empty; a JSON list or a CSV header is expected.")]
    [InlineData("\uFEFF \n", "is empty; a JSON list or a CSV header is expected.")]
    [InlineData("[{\"id\":\"e\"", "is not JSON: line 1.")]
    [InlineData("{\"a\":1}", "has no list in it; expected is [ { … } ] or { \"events\": [ { … } ] }.")]
    [InlineData("[{\"id\":\"\\uD800\"}]", "is not JSON: it has text that is no Unicode.")]
    [InlineData("<html><body>Not found</body></html>", "has no column \"symbol\" in its header: it is neither JSON nor CSV as documented.")]
    [InlineData("id,symbol,symbol\n", "has the column \"symbol\" twice.")]
    [InlineData("id,symbol\ne,\"BTC\nf,ETH\n", "is not CSV: a quote in line 2 is not closed in it.")]
    [InlineData("id,symbol\ne,\"BTC\"x\n", "is not CSV: line 2 has text after a closing quote.")]
    [InlineData("id,symbol\re,BTC\r", "is not CSV: line 1 has a carriage return in it; lines end with LF or CR LF.")]
    [InlineData("[7,null,[],\"x\"]", "has no row that can be used; the first: line 1: id is \"\"; allowed is 1 to 100 characters.")]
    public async Task Document_ThatCannotBeUsed_LeavesWhatWasKnownInForce(string body, string problem)
    {
        await _bench.ReadAsync(Csv + "e,BTC,2026-12-01T14:00:00Z,Fine,minor,,\n");
        await _bench.ReadAsync(body);
        await _bench.ReadAsync(body);

        _bench.Now().ShouldHaveSingleItem().Title.ShouldBe("Fine");
        _bench.Feed.Warning.ShouldBe($"events: what was read before stays in force. doc: {problem}");
        _bench.Log.Lines.Count(l => l.Level == LogLevel.Warning && l.Text == _bench.Feed.Warning).ShouldBe(1);
        _bench.Taken.ShouldBe(1);
        await _bench.ReadAsync("[]");
        (_bench.Feed.Warning, _bench.Now()!.Count).ShouldBe((null, 0));
    }

    [Fact]
    public async Task Field_ThatASpreadsheetWouldCompute_StaysText()
    {
        string[] titles = ["=cmd|' /C calc'!A0", "@SUM(1+1)*cmd", "+1+1", "-2+3", "<script>alert(1)</script>", "'; DROP TABLE events; --", "{{7*7}}", "${jndi:ldap://x}"];
        await _bench.ReadAsync(Csv + string.Concat(titles.Select((t, i) => $"e{i},BTC,2026-12-01T14:00:00Z,\"{t}\",info,,\n")));
        _bench.Now()!.Select(e => e.Title).ShouldBe(titles, ignoreOrder: true);
    }

    [Fact]
    public async Task Rows_MoreThanAllowed_AreRefusedAsAWhole()
    {
        await _bench.ReadAsync(Csv + string.Concat(Enumerable.Range(0, 100_001).Select(i => $"e{i},BTC,2026-12-01T14:00:00Z,t,info,,\n")));
        (_bench.Now(), _bench.Feed.Warning).ShouldBe((null, "events: there is no feed yet. doc: has more than 100000 rows, which is what is allowed."));
    }
}
