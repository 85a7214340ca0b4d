using System.Globalization;
using CryptoRun.Worker.Markets;
using Microsoft.AspNetCore.Http;

namespace CryptoRun.Worker.Simulation.Kraken;

/// <summary>Kraken's public REST interface over a tape: same paths, same shapes, errors inside a 200.</summary>
internal sealed class LoopbackRest(IMarketTape tape, MarketClock clock, LoopbackFaults faults, CancellationToken stopping)
{
    /// <summary>The prefix of all paths.</summary>
    public const string Prefix = "/0/public/";

    private const string InvalidArguments = "EGeneral:Invalid arguments";
    private const string UnknownPair = "EQuery:Unknown asset pair";

    /// <summary>Answers a call.</summary>
    public async Task AnswerAsync(HttpContext context)
    {
        if (faults.NextRest() is { } fault)
        {
            await FailAsync(context, fault.Kind, fault.RetryAfter);
            return;
        }

        var (status, body) = Answer(context.Request);
        context.Response.StatusCode = status;
        await WriteAsync(context, "application/json; charset=utf-8", body);
    }

    private (int Status, byte[] Body) Answer(HttpRequest request)
    {
        var now = clock.GetUtcNow();
        return request.Path.Value?[Prefix.Length..] switch
        {
            "SystemStatus" => (200, LoopbackAnswers.SystemStatus(now)),
            "Time" => (200, LoopbackAnswers.Time(now)),
            "AssetPairs" => (200, ForPairs(request, now, LoopbackAnswers.AssetPairs)),
            "Ticker" => (200, ForPairs(request, now, pairs => LoopbackAnswers.Ticker(tape, now, pairs))),
            "OHLC" => (200, Ohlc(request, now)),
            _ => (404, LoopbackAnswers.Error("EGeneral:Unknown method")),
        };
    }

    private byte[] ForPairs(HttpRequest request, DateTimeOffset now, Func<IReadOnlyList<TapeInstrument>, byte[]> answer)
    {
        var instruments = tape.InstrumentsAt(now);
        if (!request.Query.TryGetValue("pair", out var asked)) return answer(instruments);

        List<TapeInstrument> pairs = [];
        foreach (var name in asked.ToString().Split(',', StringSplitOptions.TrimEntries))
        {
            if (Find(instruments, name) is not { } instrument) return LoopbackAnswers.Error(UnknownPair);
            if (!pairs.Contains(instrument)) pairs.Add(instrument);
        }

        return answer(pairs);
    }

    private byte[] Ohlc(HttpRequest request, DateTimeOffset now)
    {
        if (request.Query["pair"].ToString() is not { Length: > 0 } name) return LoopbackAnswers.Error(InvalidArguments);
        if (Find(tape.InstrumentsAt(now), name) is not { } instrument) return LoopbackAnswers.Error(UnknownPair);
        // Kraken has other widths and a default of one minute; this market has hours.
        if (request.Query["interval"] != "60") return LoopbackAnswers.Error(InvalidArguments);

        DateTimeOffset? since = null;
        if (request.Query.TryGetValue("since", out var text))
        {
            if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds > 253_402_300_799) return LoopbackAnswers.Error(InvalidArguments);
            since = DateTimeOffset.FromUnixTimeSeconds(seconds);
        }

        return LoopbackAnswers.Ohlc(tape, now, instrument, since);
    }

    private static TapeInstrument? Find(IReadOnlyList<TapeInstrument> instruments, string name) =>
        instruments.FirstOrDefault(i => i.Key == name || i.AltName == name || i.RestWsName == name);

    private async Task FailAsync(HttpContext context, RestFault kind, TimeSpan retryAfter)
    {
        switch (kind)
        {
            case RestFault.TooManyRequests:
                context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
                context.Response.Headers.RetryAfter = Math.Ceiling(retryAfter.TotalSeconds).ToString(CultureInfo.InvariantCulture);
                await WriteAsync(context, "text/plain", "Too Many Requests"u8.ToArray());
                break;
            case RestFault.LimitCode:
                await WriteAsync(context, "application/json; charset=utf-8", LoopbackAnswers.Error("EAPI:Rate limit exceeded"));
                break;
            case RestFault.ServerError:
                context.Response.StatusCode = StatusCodes.Status500InternalServerError;
                await WriteAsync(context, "text/html", "<html><body>Internal Server Error</body></html>"u8.ToArray());
                break;
            case RestFault.WrongJson:
                await WriteAsync(context, "application/json; charset=utf-8", "{\"error\":[],\"result\":{\"XXBTZUSD\":[[17"u8.ToArray());
                break;
            case RestFault.Hang:
                using (var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping))
                    await Task.Delay(Timeout.InfiniteTimeSpan, end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                context.Abort();
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such fault.");
        }
    }

    private static async Task WriteAsync(HttpContext context, string contentType, byte[] body)
    {
        context.Response.ContentType = contentType;
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }
}
