namespace CryptoRun.Worker.Simulation.Kraken;

/// <summary>What Kraken's tickers say about the last 24 hours: here the 23 closed hours before and the forming one.</summary>
/// <param name="Open">First price.</param>
/// <param name="High">Highest.</param>
/// <param name="Low">Lowest.</param>
/// <param name="Volume">Base volume.</param>
/// <param name="Vwap">Volume-weighted price, 0 without volume.</param>
/// <param name="Trades">Trades.</param>
internal readonly record struct DayFigures(decimal Open, decimal High, decimal Low, decimal Volume, decimal Vwap, int Trades)
{
    /// <summary>The figures at an instant; null before the symbol's first price.</summary>
    public static DayFigures? At(IMarketTape tape, DateTimeOffset at, TapeInstrument instrument)
    {
        if (tape.FormingAt(at, instrument.Symbol) is not { } forming) return null;

        var f = forming.Candle;
        var hour = f.OpenTime;
        var (open, high, low, volume, usd, trades) = (f.Open, f.High, f.Low, f.Volume, f.QuoteVolume ?? f.Volume * forming.Vwap, f.Trades ?? 0);
        var first = true;
        foreach (var (candle, vwap) in tape.CandlesAt(at, instrument.Symbol, hour.AddHours(-23), hour))
        {
            if (first) (open, first) = (candle.Open, false);
            (high, low) = (Math.Max(high, candle.High), Math.Min(low, candle.Low));
            volume += candle.Volume;
            usd += candle.QuoteVolume ?? candle.Volume * vwap;
            trades += candle.Trades ?? 0;
        }

        var mean = volume > 0 ? Math.Clamp(Math.Round(usd / volume, instrument.PriceDecimals), low, high) : 0;
        return new DayFigures(open, high, low, volume, mean, trades);
    }
}
