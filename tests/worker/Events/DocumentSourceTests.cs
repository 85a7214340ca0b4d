using System.Net;
using System.Net.Http.Headers;
using System.Text;
using CryptoRun.Worker.Events;
using CryptoRun.Worker.Tests.Exchanges;

namespace CryptoRun.Worker.Tests.Events;

public sealed class DocumentSourceTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("events").FullName;

    [Theory]
    [InlineData("https://me:secret@calendar.example:8443/events.json?token=abc#frag", "https://…@calendar.example:8443/events.json?…")]
    [InlineData("http://127.0.0.1:9/e.csv", "http://127.0.0.1:9/e.csv")]
    [InlineData(" data/events.csv ", "data/events.csv")]
    public void Name_OfAnAddress_HasNoSecretInIt(string source, string name) => (DocumentAddress.Of(source).Name, DocumentAddress.Of(source).Problem).ShouldBe((name, null));

    [Theory]
    [InlineData("ftp://me:secret@x/y", "Events:Source is a ftp address; allowed is a path or an http or https address.")]
    [InlineData("file:///etc/passwd", "Events:Source is a file address; allowed is a path or an http or https address.")]
    [InlineData("https://secret@[", "Events:Source is no address; allowed is a path or an http or https address.")]
    public void Problems_WrongSource_SaySoWithoutIt(string source, string problem) => new EventsOptions { Source = source }.Problems().ShouldBe([problem]);

    [Fact]
    public void Problems_Nonsense_NamesKeyValueAndRange()
    {
        (new EventsOptions().Problems().Count, new SentimentOptions().IsConnected, new EtfFlowOptions { Source = "x.csv" }.Problems().Count).ShouldBe((0, false, 0));
        new EtfFlowOptions { Poll = TimeSpan.Zero, MaxBytes = 20_000_000 }.Problems().ShouldBe([
            "EtfFlow:Poll is 00:00:00; allowed are 1 to 86400 s.", "EtfFlow:MaxBytes is 20000000; allowed are 1024 to 10485760.",
        ]);
    }

    [Fact]
    public async Task File_Changes_IsReadAgainAndOnlyThen()
    {
        var path = Path.Combine(_folder, "events.json");
        var file = new FileDocument(path, 2048);
        (await file.ReadAsync(CancellationToken.None)).Failure.ShouldBe($"{path}: the file does not exist.");

        await File.WriteAllTextAsync(path, "[]");
        (await file.ReadAsync(CancellationToken.None)).Body.ShouldBe("[]"u8.ToArray());
        (await file.ReadAsync(CancellationToken.None)).Body.ShouldNotBeNull("it was not accepted");
        file.Accepted();
        (await file.ReadAsync(CancellationToken.None)).ShouldBe(DocumentAnswer.Unchanged);

        File.SetLastWriteTimeUtc(path, File.GetLastWriteTimeUtc(path).AddSeconds(5));
        (await file.ReadAsync(CancellationToken.None)).Body.ShouldNotBeNull();
        await File.WriteAllTextAsync(path, new string(' ', 2049));
        (await file.ReadAsync(CancellationToken.None)).Failure.ShouldBe($"{path}: has 2049 bytes; allowed are 2048.");
        (await new FileDocument(_folder, 2048).ReadAsync(CancellationToken.None)).Failure.ShouldNotBeNull();
    }

    [Fact]
    public async Task Web_AcceptedAnswer_IsAskedForByItsTagAndDate()
    {
        var modified = new DateTimeOffset(2026, 11, 20, 8, 0, 0, TimeSpan.Zero);
        var (web, calls) = Web(_ => Ok("[]", r =>
        {
            r.Headers.ETag = new EntityTagHeaderValue("\"v1\"");
            r.Content.Headers.LastModified = modified;
        }), call => call.Headers.IfNoneMatch.Count > 0 ? new HttpResponseMessage(HttpStatusCode.NotModified) : null);

        (await web.ReadAsync(CancellationToken.None)).Body.ShouldNotBeNull();
        (await web.ReadAsync(CancellationToken.None)).Body.ShouldNotBeNull("it was not accepted");
        web.Accepted();
        (await web.ReadAsync(CancellationToken.None)).ShouldBe(DocumentAnswer.Unchanged);
        (calls[^1].Headers.IfNoneMatch.ToString(), calls[^1].Headers.IfModifiedSince).ShouldBe(("\"v1\"", modified));
        (calls[0].RequestUri!.ToString(), calls[0].Headers.Authorization!.Scheme).ShouldBe(("https://calendar.example/events.json?token=abc", "Basic"));
    }

    [Theory]
    [InlineData("http://calendar.example/x", "is redirected from https to http, which is not followed.")]
    [InlineData("file:///etc/passwd", "is redirected from https to file, which is not followed.")]
    [InlineData("/again", "is redirected more than 3 times.")]
    public async Task Web_RedirectedWhereItMustNot_IsAFailureWithoutSecrets(string location, string problem)
    {
        var (web, calls) = Web(_ => new HttpResponseMessage(HttpStatusCode.Found) { Headers = { Location = new Uri(location, UriKind.RelativeOrAbsolute) } });
        (await web.ReadAsync(CancellationToken.None)).Failure.ShouldBe($"https://…@calendar.example/events.json?…: {problem}");
        calls.ShouldAllBe(c => c.RequestUri!.Scheme == "https");
    }

    [Fact]
    public async Task Web_RedirectedToAnotherHost_DoesNotSendItsCredentials()
    {
        var (web, calls) = Web(call => call.RequestUri!.Host == "mirror.example" ? Ok("[]") : new HttpResponseMessage(HttpStatusCode.TemporaryRedirect) { Headers = { Location = new Uri("https://mirror.example/e.json") } });
        (await web.ReadAsync(CancellationToken.None)).Body.ShouldNotBeNull();
        calls.Select(c => c.Headers.Authorization is not null).ShouldBe([true, false]);
    }

    [Fact]
    public async Task Web_Failures_AreSentencesWithoutSecrets()
    {
        HttpResponseMessage busy = new(HttpStatusCode.TooManyRequests) { Headers = { RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromSeconds(90)) } };
        (await Web(_ => busy).Web.ReadAsync(CancellationToken.None)).ShouldBe(new DocumentAnswer(null, "https://…@calendar.example/events.json?…: HTTP 429.", TimeSpan.FromSeconds(90)));
        (await Web(_ => Ok(new string(' ', 5000))).Web.ReadAsync(CancellationToken.None)).Failure!.ShouldEndWith(": has 5000 bytes; allowed are 2048.");
        (await Web(_ => Ok(new string(' ', 5000), r => r.Content.Headers.ContentLength = null)).Web.ReadAsync(CancellationToken.None)).Failure!.ShouldContain("allowed");
        (await Web(_ => throw new HttpRequestException(HttpRequestError.ConnectionError, "me:secret token=abc")).Web.ReadAsync(CancellationToken.None)).Failure.ShouldBe("https://…@calendar.example/events.json?…: no answer (ConnectionError).");
    }

    [Fact]
    public async Task Web_Silence_EndsWithTheTimeAllowed()
    {
        var time = new ManualTime();
        var web = new WebDocument(new HttpClient(new Handler(async (_, cancellation) =>
        {
            await Task.Delay(Timeout.Infinite, cancellation);
            return null!;
        })), new Uri("https://calendar.example/e"), new EventsOptions(), time);
        (await web.ReadAsync(CancellationToken.None).WithTime(time, TimeSpan.FromSeconds(1))).Failure.ShouldBe("https://calendar.example/e: no answer within 20 s.");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static HttpResponseMessage Ok(string body, Action<HttpResponseMessage>? with = null)
    {
        var response = new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        with?.Invoke(response);
        return response;
    }

    private static (WebDocument Web, List<HttpRequestMessage> Calls) Web(Func<HttpRequestMessage, HttpResponseMessage> answer, Func<HttpRequestMessage, HttpResponseMessage?>? first = null)
    {
        List<HttpRequestMessage> calls = [];
        var http = new HttpClient(new Handler((call, _) =>
        {
            calls.Add(call);
            return Task.FromResult(first?.Invoke(call) ?? answer(call));
        }));
        return (new WebDocument(http, new Uri("https://me:secret@calendar.example/events.json?token=abc"), new EventsOptions { MaxBytes = 2048 }, new ManualTime()), calls);
    }

    private sealed class Handler(Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => answer(request, cancellationToken);
    }
}
