using CryptoRun.Domain.Markets;
using CryptoRun.Web.Api;
using CryptoRun.Web.Layout;
using CryptoRun.Worker.Storage;
using Microsoft.OpenApi;

namespace CryptoRun.Web.Scans;

/// <summary><c>GET /api/v1/candles/{symbol}</c>: hourly candles as they are known now.</summary>
internal static class CandlesEndpoints
{
    private const string Example =
        """{"symbol":"SOL-USD","venue":"kraken","intervalSeconds":3600,"asOf":"2025-11-06T15:00:48Z","candles":[{"openTime":"2025-11-06T14:00:00Z","open":171.9,"high":173.2,"low":171.1,"close":172.31,"volume":18233.2}]}""";

    public static void MapCandles(this IEndpointRouteBuilder api) => api.MapGet("/candles/{symbol}", GetAsync)
        .Produces<CandlesAnswer>()
        .ProducesProblems(400, 404)
        .WithTags("Scans")
        .Describe("Hourly candles", "Oldest first, closed bars; volume in base units.", Example, new ApiParameter("hours", JsonSchemaType.Integer, "Hours back from now, 1 to 5208 (default 168)", "168", "1", "5208"));

    private static async Task<IResult> GetAsync(HttpRequest request, string symbol, ICandleStore candles, MarketView market, CancellationToken cancellationToken)
    {
        var bad = new List<BadParameter>();
        var hours = Read.Whole(request, "hours", 1, 5208, 168, bad);
        if (bad.Count > 0) return ApiProblem.Bad(bad);
        var (name, now) = (Read.Symbol(symbol), market.Now);
        var rows = await candles.ReadAsync(MarketView.Venue, name, CandleSeries.BarWidth, now.AddHours(-hours), now, now, cancellationToken);
        if (rows.Count == 0)
        {
            var known = await candles.SymbolsAsync(MarketView.Venue, CandleSeries.BarWidth, cancellationToken);
            if (!known.Contains(name)) return ApiProblem.NotFound("No such candles", $"There are no candles of {name} from {MarketView.Venue}.", SymbolSuggestions.Near(name, known));
        }

        return Results.Ok(new CandlesAnswer(name, MarketView.Venue, (int)CandleSeries.BarWidth.TotalSeconds, now, rows));
    }
}

/// <summary>Candles of a symbol.</summary>
internal sealed record CandlesAnswer(string Symbol, string Venue, int IntervalSeconds, DateTimeOffset AsOf, IReadOnlyList<Candle> Candles);
