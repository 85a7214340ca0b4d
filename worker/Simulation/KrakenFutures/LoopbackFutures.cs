using System.Globalization;
using System.Net;
using CryptoRun.Worker.Markets;
using CryptoRun.Worker.Simulation.Kraken;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace CryptoRun.Worker.Simulation.KrakenFutures;

/// <summary>A venue on 127.0.0.1 that speaks the public REST interface of Kraken's derivatives venue and lists the tape's perpetuals.</summary>
internal sealed class LoopbackFutures : IAsyncDisposable
{
    private const string Api = "/derivatives/api/v3/";
    private const string Charts = "/api/charts/v1/analytics/";
    private const string Interest = "/open-interest";
    private static readonly TimeSpan History = TimeSpan.FromDays(30);

    private readonly IMarketTape _tape;
    private readonly MarketClock _clock;
    private readonly WebApplication _application;
    private readonly CancellationTokenSource _stopping = new();
    private Uri? _address;

    /// <summary>Builds the venue; it listens from <see cref="StartAsync"/> on.</summary>
    /// <param name="tape">The market.</param>
    /// <param name="clock">Market time.</param>
    public LoopbackFutures(IMarketTape tape, MarketClock clock)
    {
        (_tape, _clock) = (tape, clock);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(o => o.Listen(IPAddress.Loopback, 0));
        _application = builder.Build();
        _application.Run(AnswerAsync);
    }

    /// <summary>Misbehaviour on demand.</summary>
    public LoopbackFaults Faults { get; } = new(static () => { });

    /// <summary>Base address.</summary>
    /// <exception cref="InvalidOperationException">Not started.</exception>
    public Uri RestBaseAddress => _address ?? throw new InvalidOperationException("The loopback venue has no address before it is started.");

    /// <summary>Listens.</summary>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        await _application.StartAsync(cancellationToken);
        _address = new Uri(_application.Urls.First());
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _application.StopAsync();
        await _application.DisposeAsync();
        _stopping.Dispose();
    }

    private Task AnswerAsync(HttpContext context) => Faults.NextRest() is { } fault ? FailAsync(context, fault.Kind, fault.RetryAfter) : WriteAsync(context, Answer(context));

    private byte[] Answer(HttpContext context)
    {
        var now = _clock.GetUtcNow();
        var path = context.Request.Path.Value ?? "";
        if (path == Api + "tickers") return FuturesAnswers.Tickers(_tape, now);
        if (path == Api + "historical-funding-rates")
        {
            return Find(context.Request.Query["symbol"].ToString(), now) is { } symbol
                ? FuturesAnswers.FundingRates(_tape, now, symbol, now - History)
                : FuturesAnswers.Error(now, "invalidArgument: symbol");
        }

        if (path.StartsWith(Charts, StringComparison.Ordinal) && path.EndsWith(Interest, StringComparison.Ordinal))
        {
            var since = long.TryParse(context.Request.Query["since"], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds < 253_402_300_799;
            return since && context.Request.Query["interval"] == "3600" && Find(path[Charts.Length..^Interest.Length], now) is { } symbol
                ? FuturesAnswers.OpenInterest(_tape, now, symbol, DateTimeOffset.FromUnixTimeSeconds(seconds))
                : FuturesAnswers.ChartError("Invalid arguments");
        }

        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return FuturesAnswers.Error(now, "notFound");
    }

    private string? Find(string name, DateTimeOffset now) =>
        _tape.InstrumentsAt(now).Where(i => FuturesAnswers.Name(i) == name && _tape.PerpetualAt(now, i.Symbol) is not null).Select(static i => i.Symbol).FirstOrDefault();

    private async Task FailAsync(HttpContext context, RestFault kind, TimeSpan retryAfter)
    {
        switch (kind)
        {
            case RestFault.TooManyRequests:
                context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
                context.Response.Headers.RetryAfter = Math.Ceiling(retryAfter.TotalSeconds).ToString(CultureInfo.InvariantCulture);
                break;
            case RestFault.LimitCode:
                await WriteAsync(context, FuturesAnswers.Error(_clock.GetUtcNow(), "apiLimitExceeded"));
                break;
            case RestFault.ServerError:
                context.Response.StatusCode = StatusCodes.Status500InternalServerError;
                break;
            case RestFault.WrongJson:
                await WriteAsync(context, "{\"result\":\"success\",\"tickers\":[{\"sy"u8.ToArray());
                break;
            default:
                using (var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _stopping.Token))
                    await Task.Delay(Timeout.InfiniteTimeSpan, end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                context.Abort();
                break;
        }
    }

    private static async Task WriteAsync(HttpContext context, byte[] body)
    {
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }
}
