using System.Globalization;
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
            Ok(_answers.FundingRate(contract, now, Time(request, "startTime") ?? now - RatesKept, Time(request, "endTime") ?? now, Limit(request, MostRates)))),
        "/fapi/v1/openInterest" => OfContract(request, now, (contract, perpetual) => Ok(BinanceAnswers.OpenInterest(contract, perpetual, now + Faults.Skew))),
        "/futures/data/openInterestHist" => OfContract(request, now, (contract, _) => Hours(request, contract, now)),
        _ => new(StatusCodes.Status404NotFound, "<html>404 Not Found</html>"u8.ToArray(), "text/html"),
    };

    private static LoopbackAnswer Ok(byte[] body) => new(StatusCodes.Status200OK, body);

    private static LoopbackAnswer Refused(int code, string message) => new(StatusCodes.Status400BadRequest, BinanceAnswers.Error(code, message));

    private static DateTimeOffset? Time(HttpRequest request, string name) =>
        long.TryParse(request.Query[name].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var time) && time < 253_402_300_799_999 ? DateTimeOffset.FromUnixTimeMilliseconds(time) : null;

    private static int Limit(HttpRequest request, int most) => int.TryParse(request.Query["limit"].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var limit) ? Math.Min(limit, most) : 100;

    private LoopbackAnswer Hours(HttpRequest request, LoopbackContract contract, DateTimeOffset now)
    {
        var from = Time(request, "startTime") ?? now - InterestKept;
        if (request.Query["period"] != "1h") return Refused(BadParameter, "Data sent for parameter 'period' is not valid.");
        return from < now - InterestKept
            ? Refused(BadParameter, "parameter 'startTime' is invalid.")
            : Ok(_answers.OpenInterestHours(contract, now, from, Time(request, "endTime") ?? now, Limit(request, MostHours)));
    }

    private LoopbackAnswer OfContract(HttpRequest request, DateTimeOffset now, Func<LoopbackContract, TapePerpetual, LoopbackAnswer> answer) =>
        _answers.Find(now, request.Query["symbol"].ToString()) is { } found ? answer(found.Contract, found.Now) : Refused(BadSymbol, "Invalid symbol.");
}
