namespace CryptoRun.Worker.Simulation;

/// <summary>What tickers say about the last 24 hours: here the 23 closed hours before and the forming one.</summary>
/// <param name="Open">First price.</param>
/// <param name="High">Highest.</param>
/// <param name="Low">Lowest.</param>
/// <param name="Volume">Base volume.</param>
/// <param name="Vwap">Volume-weighted price, 0 without volume.</param>
/// <param name="Trades">Trades.</param>
internal readonly record struct DayFigures(decimal Open, decimal High, decimal Low, decimal Volume, decimal Vwap, int Trades)
{
    /// <summary>The figures at an instant.</summary>
    /// <param name="tape">Market.</param>
    /// <param name="at">The instant.</param>
    /// <param name="instrument">Pair.</param>
    /// <param name="last">Its price then: all there is when nothing was traded for a day.</param>
    public static DayFigures At(IMarketTape tape, DateTimeOffset at, TapeInstrument instrument, decimal last)
    {
        var candles = tape.HoursAt(at, instrument.Symbol, at.FullHour().AddHours(-23), DateTimeOffset.MaxValue);
        if (candles.Count == 0) return new DayFigures(last, last, last, 0, 0, 0);

        var (high, low, volume, usd, trades) = (0m, decimal.MaxValue, 0m, 0m, 0);
        foreach (var (candle, vwap) in candles)
        {
            (high, low) = (Math.Max(high, candle.High), Math.Min(low, candle.Low));
            volume += candle.Volume;
            usd += candle.QuoteVolume ?? candle.Volume * vwap;
            trades += candle.Trades ?? 0;
        }

        var mean = volume > 0 ? Math.Clamp(Math.Round(usd / volume, instrument.PriceDecimals), low, high) : 0;
        return new DayFigures(candles[0].Candle.Open, high, low, volume, mean, trades);
    }
}
