using CryptoRun.Worker.Markets;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CryptoRun.Worker.Simulation.Binance;

/// <summary>A venue on 127.0.0.1 that speaks the public REST interface of Binance's USD-M futures and lists the tape's perpetuals.</summary>
internal sealed class LoopbackBinance : LoopbackVenue
{
    private const int MostRates = 1000;
    private const int MostHours = 500;
    private const int BadSymbol = -1121;
    private const int BadParameter = -1130;

    private static readonly TimeSpan InterestKept = TimeSpan.FromDays(30);
    private static readonly TimeSpan RatesKept = TimeSpan.FromDays(400);

    private readonly BinanceAnswers _answers;

    /// <summary>Builds the venue.</summary>
    /// <param name="tape">The market as Binance sees it.</param>
    /// <param name="clock">Market time.</param>
    /// <param name="wall">Wall time.</param>
    /// <param name="loggers">Null for silence.</param>
    public LoopbackBinance(IMarketTape tape, MarketClock clock, TimeProvider wall, ILoggerFactory? loggers = null)
        : base("binance", tape, clock, wall, loggers) => _answers = new BinanceAnswers(Tape, new FundingSettlements(Tape));

    /// <inheritdoc />
    protected override LoopbackAnswer TooOften(DateTimeOffset now) =>
        new(StatusCodes.Status429TooManyRequests, BinanceAnswers.Error(-1003, "Too many requests; current limit of IP is 1200 requests per minute."));

    /// <inheritdoc />
    protected override LoopbackAnswer Answer(HttpRequest request, DateTimeOffset now) => request.Path.Value switch
    {
        "/fapi/v1/exchangeInfo" => Ok(_answers.ExchangeInfo(now)),
        "/fapi/v1/fundingInfo" => Ok(_answers.FundingInfo(now)),
        "/fapi/v1/premiumIndex" => Ok(_answers.PremiumIndex(now, now + Faults.Skew)),
        "/fapi/v1/fundingRate" => OfContract(request, now, (contract, _) =>
            Ok(_answers.FundingRate(contract, now, request.Milliseconds("startTime") ?? now - RatesKept, request.Milliseconds("endTime") ?? now, request.Limit(100, MostRates)))),
        "/fapi/v1/openInterest" => OfContract(request, now, (contract, perpetual) => Ok(BinanceAnswers.OpenInterest(contract, perpetual, now + Faults.Skew))),
        "/futures/data/openInterestHist" => OfContract(request, now, (contract, _) => Hours(request, contract, now)),
        _ => new(StatusCodes.Status404NotFound, "<html>404 Not Found</html>"u8.ToArray(), "text/html"),
    };

    private static LoopbackAnswer Ok(byte[] body) => new(StatusCodes.Status200OK, body);

    private static LoopbackAnswer Refused(int code, string message) => new(StatusCodes.Status400BadRequest, BinanceAnswers.Error(code, message));

    private LoopbackAnswer Hours(HttpRequest request, LoopbackContract contract, DateTimeOffset now)
    {
        var from = request.Milliseconds("startTime") ?? now - InterestKept;
        if (request.Query["period"] != "1h") return Refused(BadParameter, "Data sent for parameter 'period' is not valid.");
        return from < now - InterestKept
            ? Refused(BadParameter, "parameter 'startTime' is invalid.")
            : Ok(_answers.OpenInterestHours(contract, now, from, request.Milliseconds("endTime") ?? now, request.Limit(100, MostHours)));
    }

    private LoopbackAnswer OfContract(HttpRequest request, DateTimeOffset now, Func<LoopbackContract, TapePerpetual, LoopbackAnswer> answer) =>
        _answers.Find(now, request.Query["symbol"].ToString()) is { } found ? answer(found.Contract, found.Now) : Refused(BadSymbol, "Invalid symbol.");
}
