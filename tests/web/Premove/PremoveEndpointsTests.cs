using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using CryptoRun.Worker.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace CryptoRun.Web.Tests.Premove;

public sealed class PremoveEndpointsTests : IDisposable
{
    private readonly PublishedWeb _web = new();

    public void Dispose() => _web.Dispose();

    [Fact]
    public async Task Premove_NoneYet_IsAProblemWithStatus503()
    {
        using var answer = await _web.Http.GetAsync("/api/v1/premove");

        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task Premove_Stored_ComesWithEverythingAndTheNextSlot()
    {
        await StoreAsync(0);

        using var document = JsonDocument.Parse(await _web.Http.GetStringAsync("/api/v1/premove"));

        var root = document.RootElement;
        root.GetProperty("at").GetDateTimeOffset().ShouldBe(SweepFixture.At);
        root.GetProperty("nextAt").GetDateTimeOffset().ShouldBe(SweepFixture.At.AddHours(1));
        root.GetProperty("coins").GetArrayLength().ShouldBe(5);
        root.GetProperty("coins")[0].GetProperty("score").GetProperty("components").GetArrayLength().ShouldBe(11);
        var rejected = root.GetProperty("portfolio").GetProperty("rejected")[0];
        rejected.GetProperty("symbol").GetString().ShouldBe("AVAX-USD");
        rejected.GetProperty("breaches")[0].GetProperty("rule").GetString().ShouldBe("correlation");
        rejected.GetProperty("breaches")[0].GetProperty("conflictsWith")[0].GetString().ShouldBe("SOL-USD");
        root.GetProperty("feeds")[2].GetProperty("absent").GetString().ShouldNotBeNull();
    }

    [Fact]
    public async Task Premove_Filtered_OnlyWhatPassesInOrder()
    {
        await StoreAsync(0);

        (await SymbolsAsync("verdict=blocked&sort=symbol")).ShouldBe(["DOGE-USD", "X-USD"]);
        (await SymbolsAsync("met=2&q=o")).ShouldBe(["SOL-USD", "DOGE-USD"], ignoreOrder: true);
        (await SymbolsAsync("state=prime&sort=-symbol")).ShouldBe((await SymbolsAsync("state=prime&sort=symbol")).Reverse());
    }

    [Fact]
    public async Task Premove_AsOf_TheSweepOfThen()
    {
        await StoreAsync(-2, -1, 0);

        using var document = JsonDocument.Parse(await _web.Http.GetStringAsync("/api/v1/premove?asOf=2025-11-06T14:30:00Z"));
        using var early = await _web.Http.GetAsync("/api/v1/premove?asOf=2025-11-01T00:00:00Z");

        document.RootElement.GetProperty("at").GetDateTimeOffset().ShouldBe(SweepFixture.At.AddHours(-1));
        early.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Premove_Csv_OneLineACoinWithRunAndInstant()
    {
        await StoreAsync(0);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/premove");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/csv"));

        using var answer = await _web.Http.SendAsync(request);

        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/csv");
        var lines = (await answer.Content.ReadAsStringAsync()).TrimEnd().Split("\r\n");
        lines.Length.ShouldBe(6);
        lines[0].ShouldStartWith("runId,at,source,regime,rank,symbol,score,");
        lines[1..].ShouldAllBe(l => l.StartsWith("7f3a91c2,2025-11-06T15:00:00Z,Simulated,Choppy,"));
        lines.Single(l => l.Contains("AVAX-USD,")).ShouldContain("rejected,correlation,");
    }

    [Fact]
    public async Task Premove_AskedAgain_NotModified()
    {
        await StoreAsync(0);
        using var first = await _web.Http.GetAsync("/api/v1/premove");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/premove");
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);

        using var second = await _web.Http.SendAsync(request);

        second.StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    [Fact]
    public async Task History_Coin_SweepsNewestFirstPointsOldestFirst()
    {
        await StoreAsync(-2, -1, 0);

        using var document = JsonDocument.Parse(await _web.Http.GetStringAsync("/api/v1/premove/history?hours=1&symbol=sol"));

        var root = document.RootElement;
        root.GetProperty("sweeps").EnumerateArray().Select(s => s.GetProperty("at").GetDateTimeOffset()).ShouldBe([SweepFixture.At]);
        root.GetProperty("points").GetArrayLength().ShouldBe(1);
        root.GetProperty("symbol").GetString().ShouldBe("SOL-USD");
    }

    [Theory]
    [InlineData("premove?state=7")]
    [InlineData("premove?verdict=good")]
    [InlineData("premove?met=4")]
    [InlineData("premove?sort=colour")]
    [InlineData("premove?asOf=soon")]
    [InlineData("premove?format=xml")]
    [InlineData("premove/history?hours=0")]
    public async Task Premove_ParameterThatCannotBeUsed_IsAProblem(string path)
    {
        using var answer = await _web.Http.GetAsync("/api/v1/" + path);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    private async Task StoreAsync(params int[] hours)
    {
        foreach (var hour in hours) await _web.Web.Services.GetRequiredService<IPremoveStore>().AppendAsync(SweepFixture.Sweep(SweepFixture.At.AddHours(hour)), CancellationToken.None);
    }

    private async Task<IReadOnlyList<string?>> SymbolsAsync(string query)
    {
        using var document = JsonDocument.Parse(await _web.Http.GetStringAsync("/api/v1/premove?" + query));
        return [.. document.RootElement.GetProperty("coins").EnumerateArray().Select(c => c.GetProperty("symbol").GetString())];
    }
}
