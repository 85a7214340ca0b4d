using System.Net;
using CryptoRun.Web.Identity;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CryptoRun.Web.Tests.Identity;

public sealed class DecisionsTests
{
    [Fact]
    public void Endpoint_Every_SaysWhoMayAsk()
    {
        using var web = new PublishedWeb();

        var undecided = web.Web.Services.GetServices<EndpointDataSource>().SelectMany(static s => s.Endpoints)
            // The framework's own, while developing: what is not in the manifest of files. The fallback policy holds for it.
            .Where(static e => e.DisplayName != "Fallback {**path:file}")
            .Where(static e => e.Metadata.GetMetadata<IAllowAnonymous>() is null && !e.Metadata.GetOrderedMetadata<IAuthorizeData>().Any(static a => a.Policy is { } p && (Policies.All.Contains(p) || p == Policies.SignedIn)))
            .Select(static e => e.DisplayName);

        undecided.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/wall")]
    [InlineData("/nowhere")]
    [InlineData("/api")]
    public async Task Page_AnonymousIsOff_LeadsToSignIn(string path)
    {
        using var web = new PeopleWeb();
        await web.MakeAsync("ortiz", Roles.Admin);
        using var browser = web.Browser();

        using var answer = await browser.GetAsync(path);

        answer.Headers.Location!.ToString().ShouldBe(ReturnAddress.SignIn(path));
    }

    [Theory]
    [InlineData("/api/v1/candidates")]
    [InlineData("/api/v1/stream")]
    [InlineData("/hubs/board")]
    [InlineData("/hubs/board/negotiate")]
    [InlineData("/api/v1/nowhere")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/_blazor")]
    public async Task Program_AnonymousIsOff_IsRefused(string path)
    {
        using var web = new PeopleWeb();
        using var browser = web.Browser();

        using var answer = await browser.GetAsync(path);

        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        answer.Headers.WwwAuthenticate.ToString().ShouldBe("Bearer");
    }

    [Theory]
    [InlineData("/health/live", HttpStatusCode.OK)]
    [InlineData("/health/ready", HttpStatusCode.ServiceUnavailable)]
    public async Task Health_AnonymousIsOff_IsOpen(string path, HttpStatusCode status)
    {
        await using var web = new WebFixture().WithWebHostBuilder(static b => b.UseSetting("Identity:Anonymous", "false"));
        using var http = web.CreateClient();

        using var answer = await http.GetAsync(path);

        answer.StatusCode.ShouldBe(status);
    }
}
