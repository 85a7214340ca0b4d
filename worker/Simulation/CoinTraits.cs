namespace CryptoRun.Worker.Simulation;

/// <summary>How a coin behaves, drawn once from the seed and its liquidity: the smaller, the wilder.</summary>
/// <param name="MarketBeta">Exposure to the market.</param>
/// <param name="SectorBeta">Exposure to its sector.</param>
/// <param name="OwnVolatility">Standard deviation of its own hourly log return.</param>
/// <param name="BurstHours">Mean hours between bursts.</param>
/// <param name="SlotSeconds">Seconds between two trades that move the price.</param>
/// <param name="SpreadBps">Its usual spread in basis points.</param>
/// <param name="TradeUsd">Mean size of a trade, USD.</param>
internal sealed record CoinTraits(double MarketBeta, double SectorBeta, double OwnVolatility, double BurstHours, int SlotSeconds, double SpreadBps, double TradeUsd)
{
    /// <summary>Draws them.</summary>
    public static CoinTraits Draw(ulong key, VenuePair pair)
    {
        var random = new KeyedRandom(KeyedRandom.Key(KeyedRandom.Key(key, pair.Path), "traits"));
        var (beta, own) = pair.AdvUsd switch
        {
            >= 1e8 => (random.Between(0.85, 1.05), random.Between(0.0015, 0.0024)),
            >= 1e7 => (random.Between(1.00, 1.30), random.Between(0.0027, 0.0040)),
            >= 1e6 => (random.Between(1.00, 1.45), random.Between(0.0034, 0.0052)),
            _ => (random.Between(0.85, 1.40), random.Between(0.0042, 0.0068)),
        };
        var sectorBeta = random.Between(0.7, 1.3);
        var burstHours = random.Between(5, 8) * (pair.AdvUsd >= 3e6 ? 22 : 34);
        var spread = 0.5 + (8 * Math.Sqrt(5e6 / pair.AdvUsd));
        var slot = pair.AdvUsd >= 2e7 ? 1 : pair.AdvUsd >= 2e6 ? 2 : 5;
        var trade = Math.Clamp(Math.Sqrt(pair.AdvUsd) / 8, 40, 2_500);
        return pair.Sector == Sector.Pegged
            ? new CoinTraits(0, 0, 0.00004, double.MaxValue, slot, 0.6, trade)
            : new CoinTraits(beta, sectorBeta, own, burstHours, slot, spread, trade);
    }
}
