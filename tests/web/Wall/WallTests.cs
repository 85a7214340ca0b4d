using System.Net;
using System.Net.Http.Headers;
using CryptoRun.Web.Tests.Board;

namespace CryptoRun.Web.Tests.Wall;

/// <summary>The wall's document; what the stream puts on it is seen in a browser (e2e).</summary>
public sealed class WallTests(PublishedWeb web) : IClassFixture<PublishedWeb>
{
    [Fact]
    public async Task Document_HasNoCircuitAndNothingOfTheBoard()
    {
        var html = await web.Http.GetStringAsync("/wall");

        html.ShouldContain("data-layout=\"wall\"");
        html.ShouldContain("SIMULATED");
        html.ShouldContain("src=\"/lib/app/wall.js\"");
        html.ShouldNotContain("blazor");
        html.ShouldNotContain("<!--Blazor");
        html.ShouldNotContain("-USD");
        html.Split("<tr class=\"sk\"").Length.ShouldBe(13);
        html.Split("<script").Skip(1).ShouldAllBe(s => s.Contains("src=", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Document_SeenBefore_Is304ForEveryVersionOfTheBoard()
    {
        using var own = new PublishedWeb();
        using var first = await own.Http.GetAsync("/wall");
        own.Web.Publish(BoardFixture.Board(at: BoardFixture.At.AddMinutes(15)));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/wall");
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var again = await own.Http.SendAsync(request);

        again.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        first.Headers.CacheControl!.ShouldBe(new CacheControlHeaderValue { NoCache = true });
        first.Content.Headers.ContentType!.ToString().ShouldBe("text/html; charset=utf-8");
    }

    [Fact]
    public async Task Stream_RowsCarryTheTimeOfTheirPrice()
    {
        var row = BoardFixture.Board().Candidates[0];
        using var viewer = await EventReader.OpenAsync(web.Web);
        using var document = System.Text.Json.JsonDocument.Parse((await viewer.NextAsync("snapshot")).Data);

        document.RootElement.GetProperty("candidates")[0].GetProperty("priceTime").GetDateTimeOffset().ShouldBe(row.PriceTime);
    }
}
