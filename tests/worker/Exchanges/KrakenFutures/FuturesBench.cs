using System.Collections.Concurrent;
using System.Net;
using System.Text;
using CryptoRun.Worker.Exchanges;
using CryptoRun.Worker.Exchanges.KrakenFutures;
using CryptoRun.Worker.Markets;

namespace CryptoRun.Worker.Tests.Exchanges.KrakenFutures;

/// <summary>A derivatives client whose answers a test writes; time is manual.</summary>
internal sealed class FuturesBench : HttpMessageHandler
{
    public static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 34, 56, TimeSpan.Zero);

    public FuturesBench() => Client = new KrakenFuturesClient(
        new HttpClient(this), new KrakenFuturesEndpoints { RequestsPerSecond = 1000, Burst = 1000 }, new MarketClock(Wall, Now, 1), Wall, new VenueMonitors(Wall), Log);

    public ManualTime Wall { get; } = new();

    public CapturedLog<KrakenFuturesClient> Log { get; } = new();

    public KrakenFuturesClient Client { get; }

    public ConcurrentQueue<Uri> Calls { get; } = new();

    public Func<int, HttpResponseMessage> Answer { get; set; } = _ => Ok("{}");

    public static HttpResponseMessage Ok(string body) => new(HttpStatusCode.OK) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    public Task<VenueResult<T>> Ask<T>(Func<KrakenFuturesClient, Task<VenueResult<T>>> ask)
        where T : class => ask(Client).WithTime(Wall);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Calls.Enqueue(request.RequestUri!);
        return Task.FromResult(Answer(Calls.Count));
    }
}
