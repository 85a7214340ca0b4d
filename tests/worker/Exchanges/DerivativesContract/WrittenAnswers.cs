using System.Collections.Concurrent;
using System.Net;
using System.Text;
using CryptoRun.Worker.Exchanges;
using CryptoRun.Worker.Markets;

namespace CryptoRun.Worker.Tests.Exchanges.DerivativesContract;

/// <summary>Answers that a test writes, by path; time is manual.</summary>
internal sealed class WrittenAnswers : HttpMessageHandler
{
    public static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 34, 56, TimeSpan.Zero);

    public WrittenAnswers(DateTimeOffset? now = null)
    {
        Market = new MarketClock(new ManualTime(now ?? Now), null, 1);
        Monitors = new VenueMonitors(Wall);
        Http = new HttpClient(this);
    }

    public ManualTime Wall { get; } = new();

    public MarketClock Market { get; }

    public VenueMonitors Monitors { get; }

    public HttpClient Http { get; }

    public ConcurrentQueue<Uri> Calls { get; } = new();

    public Func<string, HttpResponseMessage> Answer { get; set; } = static _ => Ok("{}");

    public static HttpResponseMessage Ok(string body) => Of(HttpStatusCode.OK, body);

    public static HttpResponseMessage Of(HttpStatusCode status, string body) => new(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    public Task<VenueResult<T>> Ask<T>(Task<VenueResult<T>> answer)
        where T : class => answer.WithTime(Wall);

    public int CallsOf(string path) => Calls.Count(c => c.AbsolutePath.EndsWith(path, StringComparison.Ordinal));

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Calls.Enqueue(request.RequestUri!);
        return Task.FromResult(Answer(request.RequestUri!.AbsolutePath));
    }
}
