using System.Globalization;
using CryptoRun.Worker.Markets;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CryptoRun.Worker.Simulation.Bybit;

/// <summary>A venue on 127.0.0.1 that speaks the public REST interface of Bybit v5 and lists the tape's perpetuals.</summary>
internal sealed class LoopbackBybit : LoopbackVenue
{
    private const string Market = "/v5/market/";
    private const int Most = 200;

    /// <summary>Less than the real venue's 1000, so that there is more than one page of contracts to read.</summary>
    private const int ContractsPerPage = 25;
    private const int WrongParameter = 10001;

    private readonly BybitAnswers _answers;

    /// <summary>Builds the venue.</summary>
    /// <param name="tape">The market as Bybit sees it.</param>
    /// <param name="clock">Market time.</param>
    /// <param name="wall">Wall time.</param>
    /// <param name="loggers">Null for silence.</param>
    public LoopbackBybit(IMarketTape tape, MarketClock clock, TimeProvider wall, ILoggerFactory? loggers = null)
        : base("bybit", tape, clock, wall, loggers) => _answers = new BybitAnswers(Tape, new FundingSettlements(Tape));

    /// <inheritdoc />
    protected override LoopbackAnswer TooOften(DateTimeOffset now) => Ok(BybitAnswers.Error(now, 10006, "Too many visits!"));

    /// <inheritdoc />
    protected override LoopbackAnswer Answer(HttpRequest request, DateTimeOffset now)
    {
        var stamp = now + Faults.Skew;
        if (request.Path.Value is { } path && path.StartsWith(Market, StringComparison.Ordinal) && request.Query["category"] != "linear") return Wrong(stamp, "params error: Category is invalid");
        return request.Path.Value switch
        {
            Market + "instruments-info" => Ok(_answers.Instruments(now, stamp, First(request), ContractsPerPage)),
            Market + "tickers" => Ok(_answers.Tickers(now, stamp)),
            Market + "funding/history" => OfContract(request, now, stamp, (contract, from, to) => _answers.Funding(contract, now, stamp, from, to, request.Limit(50, Most))),
            Market + "open-interest" => request.Query["intervalTime"] == "1h"
                ? OfContract(request, now, stamp, (contract, from, to) => _answers.OpenInterest(contract, now, stamp, from, to, request.Limit(50, Most)))
                : Wrong(stamp, "params error: IntervalTime is invalid"),
            _ => new(StatusCodes.Status404NotFound, "404 page not found"u8.ToArray(), "text/plain"),
        };
    }

    private static LoopbackAnswer Ok(byte[] body) => new(StatusCodes.Status200OK, body);

    private static LoopbackAnswer Wrong(DateTimeOffset stamp, string message) => Ok(BybitAnswers.Error(stamp, WrongParameter, message));

    private static int First(HttpRequest request) =>
        request.Query["cursor"].ToString().Split('=') is ["first", var text] && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var first) ? first : 0;

    private LoopbackAnswer OfContract(HttpRequest request, DateTimeOffset now, DateTimeOffset stamp, Func<LoopbackContract, DateTimeOffset, DateTimeOffset, byte[]> answer)
    {
        if (_answers.Find(now, request.Query["symbol"].ToString()) is not { } contract) return Wrong(stamp, "params error: Symbol Is Invalid");
        return request.Milliseconds("startTime") is { } from && request.Milliseconds("endTime") is { } to ? Ok(answer(contract, from, to)) : Wrong(stamp, "params error: startTime and endTime are needed");
    }
}
