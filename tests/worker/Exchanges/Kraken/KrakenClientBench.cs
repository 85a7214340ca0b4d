using System.Collections.Concurrent;
using System.Net;
using System.Text;
using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Exchanges;
using CryptoRun.Worker.Exchanges.Kraken;
using CryptoRun.Worker.Markets;

namespace CryptoRun.Worker.Tests.Exchanges.Kraken;

/// <summary>A client whose answers a test writes; time is manual.</summary>
internal sealed class KrakenClientBench : HttpMessageHandler
{
    public const string NoCandles = """{"error":[],"result":{"XXBTZUSD":[],"last":0}}""";

    public KrakenClientBench(KrakenEndpoints? endpoints = null)
    {
        Market = new MarketClock(Wall, ParserBench.Now, 1);
        Client = new KrakenClient(new HttpClient(this), endpoints ?? new KrakenEndpoints { RequestsPerSecond = 1000, Burst = 1000 }, new KrakenSymbols(), Market, Wall, new VenueMonitors(Wall), Log);
    }

    public ManualTime Wall { get; } = new();

    public MarketClock Market { get; }

    public CapturedLog<KrakenClient> Log { get; } = new();

    public KrakenClient Client { get; }

    /// <summary>Wall time and address of each call.</summary>
    public ConcurrentQueue<(DateTimeOffset At, Uri Uri)> Calls { get; } = new();

    /// <summary>The answer to call number n, from 1.</summary>
    public Func<int, Uri, CancellationToken, Task<HttpResponseMessage>> Answer { get; set; } = (_, _, _) => Task.FromResult(Ok(NoCandles));

    public static HttpResponseMessage Ok(string body) => new(HttpStatusCode.OK) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    public static HttpResponseMessage Status(int status, TimeSpan? retryAfter = null)
    {
        var response = new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent("busy") };
        if (retryAfter is { } after) response.Headers.RetryAfter = new(after);
        return response;
    }

    public void Respond(Func<int, HttpResponseMessage> answer) => Answer = (n, _, _) => Task.FromResult(answer(n));

    public Task<VenueResult<IReadOnlyList<Candle>>> CandlesAsync() =>
        Client.GetCandlesAsync("BTC-USD", TimeSpan.FromHours(1), null, CancellationToken.None).WithTime(Wall);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Calls.Enqueue((Wall.GetUtcNow(), request.RequestUri!));
        return Answer(Calls.Count, request.RequestUri!, cancellationToken);
    }
}
