using CryptoRun.Worker.Markets;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CryptoRun.Worker.Simulation.KrakenFutures;

/// <summary>A venue on 127.0.0.1 that speaks the public REST interface of Kraken's derivatives venue and lists the tape's perpetuals.</summary>
internal sealed class LoopbackFutures : LoopbackVenue
{
    private const string Api = "/derivatives/api/v3/";
    private const string Charts = "/api/charts/v1/analytics/";
    private const string Interest = "/open-interest";
    private static readonly TimeSpan History = TimeSpan.FromDays(30);

    /// <summary>Builds the venue.</summary>
    /// <param name="tape">The market.</param>
    /// <param name="clock">Market time.</param>
    /// <param name="wall">Wall time.</param>
    /// <param name="loggers">Null for silence.</param>
    public LoopbackFutures(IMarketTape tape, MarketClock clock, TimeProvider wall, ILoggerFactory? loggers = null)
        : base("krakenfutures", tape, clock, wall, loggers)
    {
    }

    /// <inheritdoc />
    protected override LoopbackAnswer TooOften(DateTimeOffset now) => new(StatusCodes.Status200OK, FuturesAnswers.Error(now, "apiLimitExceeded"));

    /// <inheritdoc />
    protected override LoopbackAnswer Answer(HttpRequest request, DateTimeOffset now)
    {
        var path = request.Path.Value ?? "";
        if (path == Api + "tickers") return new(StatusCodes.Status200OK, FuturesAnswers.Tickers(Tape, now, now + Faults.Skew));
        if (path == Api + "historical-funding-rates")
        {
            return new(StatusCodes.Status200OK, Find(request.Query["symbol"].ToString(), now) is { } symbol
                ? FuturesAnswers.FundingRates(Tape, now, symbol, now - History)
                : FuturesAnswers.Error(now, "invalidArgument: symbol"));
        }

        if (!path.StartsWith(Charts, StringComparison.Ordinal) || !path.EndsWith(Interest, StringComparison.Ordinal)) return new(StatusCodes.Status404NotFound, FuturesAnswers.Error(now, "notFound"));

        return new(StatusCodes.Status200OK, request.Seconds("since") is { } since && request.Query["interval"] == "3600" && Find(path[Charts.Length..^Interest.Length], now) is { } coin
            ? FuturesAnswers.OpenInterest(Tape, now, coin, since)
            : FuturesAnswers.ChartError("Invalid arguments"));
    }

    private string? Find(string name, DateTimeOffset now) =>
        Tape.InstrumentsAt(now).Where(i => FuturesAnswers.Name(i) == name && Tape.PerpetualAt(now, i.Symbol) is not null).Select(static i => i.Symbol).FirstOrDefault();
}
