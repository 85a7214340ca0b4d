using System.Collections.Concurrent;
using System.Net;
using System.Text;
using CryptoRun.Worker.Exchanges;
using CryptoRun.Worker.Exchanges.DefiLlama;
using CryptoRun.Worker.Markets;
using Microsoft.Extensions.Logging.Abstractions;

namespace CryptoRun.Worker.Tests.Exchanges.DefiLlama;

/// <summary>A client and a feed whose answers a test writes, path by path; time is manual.</summary>
internal sealed class LlamaBench : HttpMessageHandler
{
    public static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 34, 56, TimeSpan.Zero);

    public LlamaBench()
    {
        var endpoints = new DefiLlamaEndpoints { RequestsPerSecond = 1000, Burst = 1000 };
        Market = new MarketClock(Wall, null, 1);
        Client = new DefiLlamaClient(new HttpClient(this), endpoints, Market, Wall, new VenueMonitors(Wall), Log);
        Feed = new ReservesFeed(Client, endpoints, Market, NullLogger<ReservesFeed>.Instance);
    }

    public ManualTime Wall { get; } = new(Now);

    public MarketClock Market { get; }

    public CapturedLog<DefiLlamaClient> Log { get; } = new();

    public DefiLlamaClient Client { get; }

    public ReservesFeed Feed { get; }

    public ConcurrentQueue<Uri> Calls { get; } = new();

    public Dictionary<string, string> Bodies { get; } = new(StringComparer.Ordinal)
    {
        ["/protocols"] = "[]",
        ["/v2/chains"] = "[]",
        ["/stablecoins"] = """{"peggedAssets":[]}""",
        ["/stablecoincharts/all"] = "[]",
    };

    public static long Unix(DateTimeOffset time) => time.ToUnixTimeSeconds();

    /// <summary>The detail of an exchange with one coin at the given instants.</summary>
    public static string Detail(params (DateTimeOffset Time, decimal Bitcoin)[] points) =>
        $$"""{"name":"X","tokens":[{{Points(points, 1)}}],"tokensInUsd":[{{Points(points, 100_000)}}]}""";

    public Task<VenueResult<T>> Ask<T>(Func<DefiLlamaClient, Task<VenueResult<T>>> ask)
        where T : class => ask(Client).WithTime(Wall);

    public Task ReadAsync() => Read().WithTime(Wall, TimeSpan.FromMilliseconds(1));

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Calls.Enqueue(request.RequestUri!);
        return Task.FromResult(Bodies.TryGetValue(request.RequestUri!.AbsolutePath, out var body)
            ? new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(body, Encoding.UTF8, "application/json") }
            : new HttpResponseMessage(HttpStatusCode.BadRequest));
    }

    private async Task<bool> Read()
    {
        await Feed.ReadAsync(CancellationToken.None);
        // What was learnt is known just after now.
        Wall.Advance(TimeSpan.FromSeconds(1));
        return true;
    }

    private static string Points((DateTimeOffset Time, decimal Bitcoin)[] points, decimal price) =>
        string.Join(',', points.Select(p => $$"""{"date":{{Unix(p.Time)}},"tokens":{"BTC":{{p.Bitcoin * price}} } }"""));
}
