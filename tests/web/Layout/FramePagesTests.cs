using System.Net;
using CryptoRun.Web.Layout;

namespace CryptoRun.Web.Tests.Layout;

/// <summary>The document around every page, as the first answer brings it.</summary>
public sealed class FramePagesTests
{
    [Fact]
    public async Task Document_NoChoice_IsInUtc()
    {
        using var web = new PublishedWeb();

        var html = await web.Http.GetStringAsync("/");

        html.ShouldContain("data-times=\"utc\" data-zone=\"UTC\"");
        html.ShouldContain("15:00:49 UTC<");
        html.ShouldContain("15:00:00 UTC");
    }

    [Fact]
    public async Task Document_ZoneInTheCookie_IsLocalInTheFirstAnswer()
    {
        using var web = new PublishedWeb();

        var html = await PageAsync(web, "Asia%2FKolkata");

        html.ShouldContain("data-times=\"local\" data-zone=\"Asia/Kolkata\"");
        html.ShouldContain("20:30:49 UTC+5:30<");
        html.ShouldContain("20:30:00 UTC+5:30");
        html.ShouldNotContain("15:00:00 UTC");
    }

    [Theory]
    [InlineData("..%2F..%2Fetc%2Fpasswd")]
    [InlineData("%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E")]
    [InlineData("%00")]
    public async Task Document_HostileCookie_IsInUtc(string zone)
    {
        using var web = new PublishedWeb();

        var html = await PageAsync(web, zone);

        html.ShouldContain("data-times=\"utc\" data-zone=\"UTC\"");
        html.ShouldNotContain("alert(1)");
        html.ShouldNotContain("passwd");
    }

    [Fact]
    public async Task Document_Help_ListsEveryKeyWithWhatItDoes()
    {
        using var web = new PublishedWeb();

        var html = WebUtility.HtmlDecode(await web.Http.GetStringAsync("/"));

        foreach (var key in SiteKey.All)
        {
            html.ShouldContain($"data-keys=\"{string.Join(' ', key.Keys)}\" data-does=\"{key.Action.ToString().ToLowerInvariant()}\"");
            html.ShouldContain($"<dd>{key.Words}</dd>");
        }
    }

    [Fact]
    public void Keys_OfPagesAndOfTheRest_AreEachUsedOnce()
    {
        SiteKey.All.Select(k => string.Join(' ', k.Keys)).ShouldBeUnique();
        SiteKey.All.Where(k => k.Action == SiteKeyAction.Go).Select(k => k.Href).ShouldBe(SitePage.All.Where(p => p.Key is not null).Select(p => p.Path));
        SitePage.All.Where(p => p.IsTab).Count().ShouldBeLessThanOrEqualTo(4);
    }

    [Fact]
    public async Task Page_ThatIsNotThere_Is404WithAWayBack()
    {
        using var web = new PublishedWeb();

        var answer = await web.Http.GetAsync("/nowhere");

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("There is no such page");
    }

    [Fact]
    public async Task Api_ThatIsNotThere_IsAProblemThatNamesIt()
    {
        using var web = new PublishedWeb();

        var answer = await web.Http.GetAsync("/api/v1/nowhere");

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        (await answer.Content.ReadAsStringAsync()).ShouldContain("There is nothing at /api/v1/nowhere");
    }

    private static async Task<string> PageAsync(PublishedWeb web, string zone)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.Add("Cookie", "cryptorun.times=" + zone);
        return WebUtility.HtmlDecode(await (await web.Http.SendAsync(request)).Content.ReadAsStringAsync());
    }
}
