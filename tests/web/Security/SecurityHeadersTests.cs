namespace CryptoRun.Web.Tests.Security;

public sealed class SecurityHeadersTests(PublishedWeb web) : IClassFixture<PublishedWeb>
{
    [Theory]
    [InlineData("/")]
    [InlineData("/api/v1/candidates")]
    [InlineData("/health/live")]
    [InlineData("/no-such-page")]
    public async Task EveryAnswer_CarriesThePolicy(string path)
    {
        using var answer = await web.Http.GetAsync(path);

        var policy = answer.Headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem();
        policy.ShouldContain("script-src 'self';");
        policy.ShouldContain("frame-ancestors 'none'");
        answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        answer.Headers.GetValues("Referrer-Policy").ShouldBe(["same-origin"]);
    }

    [Fact]
    public async Task Page_HasNoInlineScript()
    {
        var html = await web.Http.GetStringAsync("/");

        html.Split("<script").Skip(1).ShouldAllBe(s => s.Contains("src=", StringComparison.Ordinal) && s.Contains("></script>", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nonce_OfTwoRequests_Differs()
    {
        using var first = await web.Http.GetAsync("/");
        using var second = await web.Http.GetAsync("/");

        first.Headers.GetValues("Content-Security-Policy").Single().ShouldNotBe(second.Headers.GetValues("Content-Security-Policy").Single());
    }
}
