using System.Net;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace CryptoRun.Worker.Exchanges;

/// <summary>
/// Polite GETs to one venue. From outside in: retry (429, 5xx, no answer; exponential, full jitter, Retry-After honoured), circuit breaker (50 % of at least 10 calls in
/// 60 s, open 30 s), token bucket, time-out. Failures are values; only cancellation is thrown.
/// </summary>
internal sealed class VenueHttp
{
    /// <summary>The longest that a venue's Retry-After is waited for within a call; after a longer one the call fails at once and says so.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(60);

    /// <summary>418: Binance's answer to whoever went on after a 429.</summary>
    private const HttpStatusCode Teapot = (HttpStatusCode)418;

    private readonly HttpClient _http;
    private readonly string _venue;
    private readonly VenueLimits _limits;
    private readonly TimeProvider _wall;
    private readonly VenueMonitor _monitor;
    private readonly Func<HttpResponseMessage, TimeSpan?>? _pauseAfter;
    private readonly TokenBucket _bucket;
    private readonly CircuitBreakerStateProvider _breaker = new();
    private readonly ResiliencePipeline<VenueResult<byte[]>> _pipeline;

    /// <summary>Builds the pipeline.</summary>
    /// <param name="http">Client.</param>
    /// <param name="limits">How the venue wants to be called.</param>
    /// <param name="monitor">Counts the calls.</param>
    /// <param name="wall">Wall time.</param>
    /// <param name="logger">Log.</param>
    /// <param name="pauseAfter">How long an answer, by its headers, wants all further calls to wait; null where the venue's headers say nothing.</param>
    public VenueHttp(HttpClient http, VenueLimits limits, VenueMonitor monitor, TimeProvider wall, ILogger logger, Func<HttpResponseMessage, TimeSpan?>? pauseAfter = null)
    {
        (_http, _venue, _limits, _monitor, _wall, _pauseAfter) = (http, monitor.Venue, limits, monitor, wall, pauseAfter);
        _bucket = new TokenBucket(limits.RequestsPerSecond, limits.Burst, wall);
        _pipeline = BuildPipeline(logger);
        monitor.Http = this;
    }

    /// <summary>State of the circuit breaker.</summary>
    public BreakerState State => _breaker.CircuitState switch
    {
        CircuitState.Closed => BreakerState.Closed,
        CircuitState.HalfOpen => BreakerState.HalfOpen,
        _ => BreakerState.Open,
    };

    /// <summary>Calls that could be made at once.</summary>
    public double BudgetLeft => _bucket.Left;

    /// <summary>Fetches a body.</summary>
    /// <param name="uri">Absolute address.</param>
    /// <param name="what">Endpoint and symbol, for messages: <c>OHLC of BTC-USD</c>.</param>
    /// <param name="inspect">Reads the venue's own errors out of a 200; null when there are none.</param>
    /// <param name="cancellationToken">Propagates.</param>
    public async Task<VenueResult<byte[]>> GetAsync(Uri uri, string what, Func<byte[], VenueFailure?> inspect, CancellationToken cancellationToken)
    {
        try
        {
            return await _pipeline.ExecuteAsync(
                static (call, token) => call.Self.AttemptAsync(call.Uri, call.What, call.Inspect, token),
                (Self: this, Uri: uri, What: what, Inspect: inspect),
                cancellationToken);
        }
        catch (BrokenCircuitException open)
        {
            return Fail(VenueFailureKind.CircuitOpen, what, "not asked, the circuit breaker is open after repeated failures.", open.RetryAfter);
        }
        catch (TimeoutRejectedException)
        {
            return Fail(VenueFailureKind.Unreachable, what, $"no answer within {_limits.ReadTimeout.TotalSeconds:0.#} s.");
        }
    }

    private static bool IsVenuesFault(VenueFailure? failure) =>
        failure?.Kind is VenueFailureKind.RateLimited or VenueFailureKind.ServerError or VenueFailureKind.Unreachable or VenueFailureKind.Malformed;

    private static bool IsTransient(Outcome<VenueResult<byte[]>> outcome) =>
        outcome.Exception is TimeoutRejectedException
        || outcome.Result?.Failure?.Kind is VenueFailureKind.RateLimited or VenueFailureKind.ServerError or VenueFailureKind.Unreachable;

    private ResiliencePipeline<VenueResult<byte[]>> BuildPipeline(ILogger logger) =>
        new ResiliencePipelineBuilder<VenueResult<byte[]>> { TimeProvider = _wall }
            .AddRetry(new RetryStrategyOptions<VenueResult<byte[]>>
            {
                MaxRetryAttempts = Math.Max(1, _limits.Attempts - 1),
                ShouldHandle = args => ValueTask.FromResult(_limits.Attempts > 1 && IsTransient(args.Outcome) && !(args.Outcome.Result?.Failure?.RetryAfter > LongestPause)),
                DelayGenerator = args => ValueTask.FromResult<TimeSpan?>(
                    args.Outcome.Result?.Failure?.RetryAfter ?? Backoff.FullJitter(args.AttemptNumber + 1, _limits.RetryDelay, LongestPause)),
                OnRetry = args =>
                {
                    CallRetries.Add();
                    logger.CallRetried(args.Outcome.Result?.Failure?.Message ?? $"{_venue}: no answer in time.", args.RetryDelay.TotalSeconds);
                    return default;
                },
            })
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<VenueResult<byte[]>>
            {
                FailureRatio = 0.5,
                MinimumThroughput = 10,
                SamplingDuration = TimeSpan.FromSeconds(60),
                BreakDuration = TimeSpan.FromSeconds(30),
                StateProvider = _breaker,
                ShouldHandle = args => ValueTask.FromResult(IsTransient(args.Outcome)),
                OnOpened = args =>
                {
                    logger.CircuitOpened(_venue, args.BreakDuration.TotalSeconds);
                    return default;
                },
                OnClosed = _ =>
                {
                    logger.CircuitClosed(_venue);
                    return default;
                },
            })
            .Build();

    private async ValueTask<VenueResult<byte[]>> AttemptAsync(Uri uri, string what, Func<byte[], VenueFailure?> inspect, CancellationToken cancellationToken)
    {
        if (_bucket.Wait is var wait && wait > LongestPause)
            return Fail(VenueFailureKind.RateLimited, what, $"not asked, the venue wants a pause of another {wait.TotalSeconds:0} s.", wait);

        await _bucket.TakeAsync(cancellationToken);
        var began = _wall.GetTimestamp();
        VenueResult<byte[]>? result = null;
        try
        {
            return result = await AskAsync(uri, what, inspect, cancellationToken);
        }
        finally
        {
            // A refusal of what we asked for is an answer: only what the venue could not do counts against it.
            if (!cancellationToken.IsCancellationRequested) _monitor.Called(_wall.GetElapsedTime(began), result is null || IsVenuesFault(result.Failure));
        }
    }

    private async Task<VenueResult<byte[]>> AskAsync(Uri uri, string what, Func<byte[], VenueFailure?> inspect, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(_limits.ReadTimeout, _wall);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            using var response = await _http.GetAsync(uri, HttpCompletionOption.ResponseContentRead, either.Token);
            var result = response.IsSuccessStatusCode
                ? await InspectedAsync(response, inspect, either.Token)
                : new VenueResult<byte[]>(null, await ExplainedAsync(response, FailureOf(response, what), inspect, either.Token));
            if (_pauseAfter?.Invoke(response) is { } rest) _bucket.Pause(rest);
            if (result.Failure is { Kind: VenueFailureKind.RateLimited, RetryAfter: { } pause }) _bucket.Pause(pause);
            return result;
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutRejectedException(_limits.ReadTimeout);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Fail(VenueFailureKind.Unreachable, what, "no connection within the time allowed.");
        }
        catch (HttpRequestException e)
        {
            return Fail(VenueFailureKind.Unreachable, what, $"{e.HttpRequestError}: {e.Message}");
        }
    }

    private static async Task<VenueResult<byte[]>> InspectedAsync(HttpResponseMessage response, Func<byte[], VenueFailure?> inspect, CancellationToken cancellationToken)
    {
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        return inspect(body) is { } failure ? new VenueResult<byte[]>(null, failure) : new VenueResult<byte[]>(body, null);
    }

    /// <summary>Of a refusal the venue's own error in the body, where there is one, says more than the status.</summary>
    private static async Task<VenueFailure> ExplainedAsync(HttpResponseMessage response, VenueFailure failure, Func<byte[], VenueFailure?> inspect, CancellationToken cancellationToken) =>
        failure.Kind == VenueFailureKind.Refused && inspect(await response.Content.ReadAsByteArrayAsync(cancellationToken)) is { Kind: not VenueFailureKind.Malformed } told
            ? told with { RetryAfter = failure.RetryAfter }
            : failure;

    private VenueFailure FailureOf(HttpResponseMessage response, string what)
    {
        var kind = response.StatusCode switch
        {
            HttpStatusCode.TooManyRequests or Teapot => VenueFailureKind.RateLimited,
            HttpStatusCode.RequestTimeout => VenueFailureKind.Unreachable,
            >= HttpStatusCode.InternalServerError => VenueFailureKind.ServerError,
            _ => VenueFailureKind.Refused,
        };
        var retryAfter = response.Headers.RetryAfter is { } header ? header.Delta ?? (header.Date - _wall.GetUtcNow()) : null;
        return new VenueFailure(kind, $"{_venue} {what}: HTTP {(int)response.StatusCode} {response.ReasonPhrase}.", retryAfter < TimeSpan.Zero ? TimeSpan.Zero : retryAfter);
    }

    private VenueResult<byte[]> Fail(VenueFailureKind kind, string what, string happened, TimeSpan? retryAfter = null) =>
        new(null, new VenueFailure(kind, $"{_venue} {what}: {happened}", retryAfter));
}

/// <summary>How a venue wants to be called.</summary>
/// <param name="RequestsPerSecond">Calls per second.</param>
/// <param name="Burst">Calls at once.</param>
/// <param name="ReadTimeout">Longest wait for a whole answer.</param>
/// <param name="Attempts">Attempts in all, at least 1.</param>
/// <param name="RetryDelay">Ceiling of the first wait between attempts; it doubles.</param>
internal sealed record VenueLimits(double RequestsPerSecond, int Burst, TimeSpan ReadTimeout, int Attempts, TimeSpan RetryDelay);
