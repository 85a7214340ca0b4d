using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Markets;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CryptoRun.Worker.Simulation.DefiLlama;

/// <summary>An aggregator on 127.0.0.1 that speaks DefiLlama's public interfaces, both of them at one address. Of a replay it has nothing: a recording of candles has no reserves, and none are made up.</summary>
internal sealed class LoopbackDefiLlama : LoopbackVenue
{
    private const string Protocol = "/protocol/";
    private readonly DefiLlamaAnswers? _answers;

    /// <summary>Builds the aggregator.</summary>
    /// <param name="tape">The market.</param>
    /// <param name="clock">Market time.</param>
    /// <param name="wall">Wall time.</param>
    /// <param name="loggers">Null for silence.</param>
    public LoopbackDefiLlama(IMarketTape tape, MarketClock clock, TimeProvider wall, ILoggerFactory? loggers = null)
        : base("defillama", tape, clock, wall, loggers) => _answers = tape.Source == MarketSource.Simulated ? new DefiLlamaAnswers(Tape, new TapeReserves(tape)) : null;

    /// <inheritdoc />
    public override IReadOnlyList<VenueFault> CanShow => VenueFaults.OfRest;

    /// <inheritdoc />
    protected override LoopbackAnswer TooOften(DateTimeOffset now) => new(StatusCodes.Status429TooManyRequests, """{"message":"Too many requests"}"""u8.ToArray());

    /// <inheritdoc />
    protected override LoopbackAnswer Answer(HttpRequest request, DateTimeOffset now)
    {
        var path = request.Path.Value ?? "";
        var body = _answers is null ? Nothing(path) : path switch
        {
            "/protocols" => _answers.Listed(now),
            "/v2/chains" => _answers.OfChains(now),
            "/stablecoins" => _answers.OfStablecoins(now),
            "/stablecoincharts/all" => _answers.OfStablecoinDays(now),
            _ when path.StartsWith(Protocol, StringComparison.Ordinal) => _answers.Detail(path[Protocol.Length..], now),
            _ => null,
        };
        return body is null
            ? new LoopbackAnswer(StatusCodes.Status400BadRequest, """{"message":"Protocol not found"}"""u8.ToArray())
            : new LoopbackAnswer(StatusCodes.Status200OK, body);
    }

    private static byte[]? Nothing(string path) => path switch
    {
        "/protocols" or "/v2/chains" or "/stablecoincharts/all" => "[]"u8.ToArray(),
        "/stablecoins" => """{"peggedAssets":[]}"""u8.ToArray(),
        _ => null,
    };
}
