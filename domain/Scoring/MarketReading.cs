using CryptoRun.Domain.Factors;
using CryptoRun.Domain.Gates;
using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Regimes;
using CryptoRun.Domain.Venues;

namespace CryptoRun.Domain.Scoring;

/// <summary>The market at the scan instant as gates and display see it: here, and only here, the live price enters.</summary>
/// <param name="Market">Measures for display.</param>
/// <param name="GateBase">What the gates read, but for regime, composite and signal.</param>
/// <param name="Tier"><c>hot</c>, <c>warm</c> or <c>cold</c>: how old the price was.</param>
public sealed record MarketReading(MarketMeasures Market, GateInputs GateBase, string Tier)
{
    private const double HotSeconds = 5;
    private const double WarmSeconds = 60;

    /// <summary>Reads a symbol's market.</summary>
    /// <param name="at">The scan instant.</param>
    /// <param name="symbol">Its measures.</param>
    /// <param name="quote">Newest price known at the instant; one older than the last closed candle gives way to its close.</param>
    /// <param name="decision">When it was decided; null outside live decisions.</param>
    /// <param name="health">Health by venue; null where nobody measures it.</param>
    /// <param name="leftOut">Venues that were not looked at; null: none was left out.</param>
    public static MarketReading Of(
        DateTimeOffset at, SymbolMeasures symbol, Quote? quote, DecisionTiming? decision = null, IReadOnlyDictionary<string, VenueState>? health = null, LeftOutVenues? leftOut = null)
    {
        var closed = symbol.Closed;
        var isLive = quote is not null && quote.ExchangeTime >= closed.End;
        var price = isLive ? DecimalCrossing.ToDouble(quote!.Last) : closed.Close[^1];
        var priceTime = isLive ? quote!.ExchangeTime : closed.End;

        var market = new MarketMeasures(
            priceTime,
            price,
            Since(closed, price, hours: 1),
            Since(closed, price, hours: 4),
            Since(closed, price, hours: 24),
            symbol.Vadr.Ratio,
            symbol.Quality.Book?.SpreadBps,
            symbol.Quality.Book?.DepthUsd,
            OrNull(symbol.Quality.Derivatives.Funding.Z),
            symbol.Quality.AdvUsd,
            symbol.Volume.Usd24h,
            symbol.Atr1h,
            symbol.Technical.Rsi,
            symbol.Technical.Adx);

        var gates = new GateInputs(
            at,
            priceTime,
            closed.Venue,
            RegimeState.Choppy,
            Composite: 0,
            price,
            symbol.Vadr.Ratio,
            symbol.Vadr.Percentile80,
            symbol.Vadr.Why,
            symbol.Quality.AdvUsd,
            market.Return4h,
            market.Return24h,
            symbol.Volume.Usd24h,
            symbol.Technical.Adx,
            OrNull(symbol.Hurst),
            Signal: null,
            symbol.Atr1h,
            symbol.Technical.Rsi,
            market.Return4h - ((closed.Close[^5] / closed.Close[^9]) - 1),
            closed.End)
        {
            Books = GateFeeds.Books(symbol, health),
            Funding = GateFeeds.Funding(symbol.Quality.Derivatives),
            Vwap24h = OrNull(symbol.Volume.Vwap24h),
            Decision = decision,
            LeftOut = leftOut,
        };

        return new MarketReading(market, gates, TierOf(at, quote));
    }

    /// <summary>The price over the close so many hours before the last closed bar's end, minus 1.</summary>
    private static double Since(CandleSeries closed, double price, int hours) => (price / closed.Close[^(hours + 1)]) - 1;

    private static double? OrNull(double value) => double.IsNaN(value) ? null : value;

    private static string TierOf(DateTimeOffset at, Quote? quote) => quote is null
        ? "cold"
        : (at - quote.ExchangeTime).TotalSeconds switch
        {
            <= HotSeconds => "hot",
            <= WarmSeconds => "warm",
            _ => "cold",
        };
}

/// <summary>A symbol's market and what the gates say of it under the regime in force.</summary>
/// <param name="Reading">Market.</param>
/// <param name="Judgement">Eleven results and the size of a position.</param>
internal sealed record JudgedMarket(MarketReading Reading, GateJudgement Judgement);
