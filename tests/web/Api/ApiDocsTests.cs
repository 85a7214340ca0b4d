using System.Net;
using System.Text.Json;

namespace CryptoRun.Web.Tests.Api;

public sealed class ApiDocsTests(PublishedWeb web) : IClassFixture<PublishedWeb>
{
    [Fact]
    public async Task Document_EveryOperation_HasWordsAndAnExample()
    {
        using var document = JsonDocument.Parse(await web.Http.GetStringAsync("/openapi/v1.json"));

        var operations = document.RootElement.GetProperty("paths").EnumerateObject().SelectMany(p => p.Value.EnumerateObject().Select(o => (Path: p.Name, o.Value))).ToList();
        operations.Count.ShouldBeGreaterThanOrEqualTo(9);
        foreach (var (path, operation) in operations)
        {
            operation.GetProperty("summary").GetString().ShouldNotBeNullOrEmpty(path);
            operation.GetProperty("description").GetString().ShouldNotBeNullOrEmpty(path);
            var success = operation.GetProperty("responses").EnumerateObject().FirstOrDefault(static r => r.Name.StartsWith('2'));
            success.Value.ValueKind.ShouldBe(JsonValueKind.Object, path);
            if (success.Value.TryGetProperty("content", out var content) && content.TryGetProperty("application/json", out var json))
                json.TryGetProperty("example", out _).ShouldBeTrue(path);
        }
    }

    [Theory]
    [InlineData("/api/v1/nothing", HttpStatusCode.NotFound)]
    [InlineData("/api/v2/candidates", HttpStatusCode.NotFound)]
    public async Task Api_NoSuchPath_IsAProblem(string path, HttpStatusCode status)
    {
        using var answer = await web.Http.GetAsync(path);

        answer.StatusCode.ShouldBe(status);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [Fact]
    public async Task Api_WrongMethod_IsAProblem()
    {
        using var answer = await web.Http.DeleteAsync("/api/v1/candidates");

        answer.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [Fact]
    public async Task Page_NoSuchPath_IsAPageWithStatus404()
    {
        using var answer = await web.Http.GetAsync("/no-such-page");

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("There is no such page");
    }
}
