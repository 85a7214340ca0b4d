using System.Collections.Concurrent;

namespace CryptoRun.Worker.Simulation.DefiLlama;

/// <summary>
/// What exchanges hold of the tape's coins: a pure function of tape, exchange and instant. Coins leave exchanges while the price of a week rises and come back while it falls, with a slow noise of
/// each exchange's own. Nothing after the instant is looked at.
/// </summary>
/// <param name="tape">The market as it is: how much is held does not depend on what a venue shows wrongly.</param>
internal sealed class TapeReserves(IMarketTape tape)
{
    /// <summary>Exchanges by the aggregator's names, the largest first.</summary>
    public static readonly IReadOnlyList<(string Slug, string Name, double Share)> Exchanges =
        [("binance-cex", "Binance CEX", 0.46), ("okx", "OKX", 0.2), ("bybit", "Bybit", 0.15), ("bitfinex", "Bitfinex", 0.12), ("gate-io", "Gate", 0.07)];

    private const double Response = 0.5;
    private const double LargestMove = 0.5;
    private const double Noise = 0.012;
    private const int Decimals = 6;
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);
    private static readonly TimeSpan Beginning = TimeSpan.FromHours(48);

    private readonly ConcurrentDictionary<string, double> _held = new(StringComparer.Ordinal);

    /// <summary>Coins held; null before the coin has a price.</summary>
    public decimal? Amount(string exchange, double share, string symbol, DateTimeOffset at)
    {
        if (PriceAt(at, symbol) is not { } now) return null;

        var week = PriceAt(at - Week, symbol) is { } before ? (double)(now / before) - 1 : 0;
        var held = _held.GetOrAdd(symbol, Held) * share;
        return Math.Round((decimal)(held * (1 - (Response * Math.Clamp(week, -LargestMove, LargestMove))) * (1 + Drift(exchange, symbol, at))), Decimals);
    }

    /// <summary>Close of the newest closed hour; null before the first.</summary>
    public decimal? PriceAt(DateTimeOffset at, string symbol)
    {
        var hour = at.FullHour();
        return tape.CandlesAt(at, symbol, hour.AddHours(-1), hour) is [.., var last] ? last.Candle.Close : null;
    }

    /// <summary>Some days of the volume of the coin's first two days.</summary>
    private double Held(string symbol)
    {
        var first = tape.CandlesAt(SimulatedMarket.Epoch + Beginning, symbol, SimulatedMarket.Epoch, SimulatedMarket.Epoch + Beginning);
        return (double)first.Sum(static c => c.Candle.Volume) / 2 * new KeyedRandom(KeyedRandom.Key(KeyedRandom.Key(0, "held"), symbol)).Between(3, 8);
    }

    /// <summary>Between two days the noise goes straight from one day's to the next: today's needs nothing of tomorrow's market.</summary>
    private static double Drift(string exchange, string symbol, DateTimeOffset at)
    {
        var key = KeyedRandom.Key(KeyedRandom.Key(KeyedRandom.Key(0, "drift"), exchange), symbol);
        var (day, part) = (at.UtcTicks / TimeSpan.TicksPerDay, (double)(at.UtcTicks % TimeSpan.TicksPerDay) / TimeSpan.TicksPerDay);
        return Noise * ((Step(day) * (1 - part)) + (Step(day + 1) * part));

        double Step(long of) => new KeyedRandom(KeyedRandom.Key(key, (ulong)of)).Step();
    }
}
