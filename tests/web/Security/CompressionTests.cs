using System.IO.Compression;

namespace CryptoRun.Web.Tests.Security;

public sealed class CompressionTests
{
    [Theory]
    [InlineData("/")]
    [InlineData("/api/v1/candidates")]
    [InlineData("/api/v1/candidates?format=csv")]
    [InlineData("/api/v1/nowhere/at/all")]
    public async Task Answer_ViewerReadsBrotli_IsCompressedAndTheSame(string path)
    {
        using var web = new PublishedWeb();
        var plain = await web.Http.GetAsync(path);
        plain.Content.Headers.ContentEncoding.ShouldBeEmpty();

        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Accept-Encoding", "br, gzip");
        var answer = await web.Http.SendAsync(request);

        answer.StatusCode.ShouldBe(plain.StatusCode);
        answer.Content.Headers.ContentEncoding.ShouldBe(["br"]);
        answer.Headers.Vary.ShouldContain("Accept-Encoding");
        await using var brotli = new BrotliStream(await answer.Content.ReadAsStreamAsync(), CompressionMode.Decompress);
        using var text = new StreamReader(brotli);
        var read = await text.ReadToEndAsync();
        if (path.StartsWith("/api/v1/candidates", StringComparison.Ordinal)) read.ShouldBe(await plain.Content.ReadAsStringAsync());
        else read.Length.ShouldBeGreaterThan(20);
    }

    [Fact]
    public async Task Stream_ViewerReadsBrotliOnly_IsLeftAlone()
    {
        using var web = new PublishedWeb();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/stream");
        request.Headers.Add("Accept-Encoding", "br");

        using var answer = await web.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);

        answer.Content.Headers.ContentEncoding.ShouldBeEmpty();
    }

    [Fact]
    public async Task Answer_ViewerReadsGzip_IsThatAndTheSame()
    {
        using var web = new PublishedWeb();
        var plain = await web.Http.GetStringAsync("/api/v1/candidates?limit=5");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/candidates?limit=5");
        request.Headers.Add("Accept-Encoding", "gzip, br;q=0");

        var answer = await web.Http.SendAsync(request);

        answer.Content.Headers.ContentEncoding.ShouldBe(["gzip"]);
        await using var gzip = new GZipStream(await answer.Content.ReadAsStreamAsync(), CompressionMode.Decompress);
        using var text = new StreamReader(gzip);
        (await text.ReadToEndAsync()).ShouldBe(plain);
    }

    [Fact]
    public async Task Answer_NotChanged_Is304WhetherCompressedOrNot()
    {
        using var web = new PublishedWeb();
        var tag = (await web.Http.GetAsync("/api/v1/candidates")).Headers.ETag!;
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/candidates");
        request.Headers.Add("Accept-Encoding", "br");
        request.Headers.IfNoneMatch.Add(tag);

        (await web.Http.SendAsync(request)).StatusCode.ShouldBe(System.Net.HttpStatusCode.NotModified);
    }
}
