using CryptoRun.Domain.Markets;

namespace CryptoRun.Worker.Simulation;

/// <summary>A market as a misbehaving venue shows it: hours without candles, prices with the point in the wrong place, a clock that is ahead.</summary>
/// <param name="tape">The market as it is.</param>
/// <param name="faults">What is wrong at the moment.</param>
internal sealed class FaultyTape(IMarketTape tape, VenueFaults faults) : IMarketTape
{
    private const decimal WrongPlace = 10;
    private const int EveryFourth = 4;

    /// <inheritdoc />
    public MarketSource Source => tape.Source;

    private decimal Factor => faults.Has(VenueFault.WrongDecimals) ? WrongPlace : 1;

    private TimeSpan Skew => faults.Skew;

    /// <inheritdoc />
    public IReadOnlyList<TapeInstrument> InstrumentsAt(DateTimeOffset at) => tape.InstrumentsAt(at);

    /// <inheritdoc />
    public IReadOnlyList<TapeCandle> CandlesAt(DateTimeOffset at, string symbol, DateTimeOffset from, DateTimeOffset to)
    {
        var (candles, factor) = (tape.CandlesAt(at, symbol, from, to), Factor);
        if (faults.Has(VenueFault.MissingCandles)) candles = [.. candles.Where(static c => c.Candle.OpenTime.UtcTicks / TimeSpan.TicksPerHour % EveryFourth != 0)];
        return factor == 1 ? candles : [.. candles.Select(c => Scaled(c, factor))];
    }

    /// <inheritdoc />
    public TapeCandle? FormingAt(DateTimeOffset at, string symbol)
    {
        if (tape.FormingAt(at, symbol) is not { } forming) return null;
        if (faults.Has(VenueFault.MissingCandles) && forming.Candle.OpenTime.UtcTicks / TimeSpan.TicksPerHour % EveryFourth == 0) return null;
        return Factor is var factor && factor == 1 ? forming : Scaled(forming, factor);
    }

    /// <inheritdoc />
    public TapePrice? PriceAt(DateTimeOffset at, string symbol) =>
        tape.PriceAt(at, symbol) is { } price ? new TapePrice(price.Time + Skew, price.Last * Factor, price.Bid * Factor, price.Ask * Factor) : null;

    /// <inheritdoc />
    public TapeBook? BookAt(DateTimeOffset at, string symbol)
    {
        if (tape.BookAt(at, symbol) is not { } book) return null;
        var factor = Factor;
        return new TapeBook(book.Time + Skew, factor == 1 ? book.Bids : Scaled(book.Bids, factor), factor == 1 ? book.Asks : Scaled(book.Asks, factor));
    }

    /// <inheritdoc />
    public IReadOnlyList<Trade> TradesAfter(DateTimeOffset after, DateTimeOffset at, string symbol)
    {
        var (trades, factor, skew) = (tape.TradesAfter(after, at, symbol), Factor, Skew);
        return factor == 1 && skew == TimeSpan.Zero ? trades : [.. trades.Select(t => t with { Time = t.Time + skew, Price = t.Price * factor })];
    }

    /// <inheritdoc />
    public TapePerpetual? PerpetualAt(DateTimeOffset at, string symbol) =>
        tape.PerpetualAt(at, symbol) is { } perpetual ? perpetual with { Index = perpetual.Index * Factor, Mark = perpetual.Mark * Factor } : null;

    /// <inheritdoc />
    public IReadOnlyList<TapePerpetualHour> PerpetualHours(DateTimeOffset at, string symbol, DateTimeOffset from) => tape.PerpetualHours(at, symbol, from);

    /// <inheritdoc />
    public DateTimeOffset? NextAfter(DateTimeOffset at) => tape.NextAfter(at);

    private static List<BookLevel> Scaled(IReadOnlyList<BookLevel> levels, decimal factor) => [.. levels.Select(l => new BookLevel(l.Price * factor, l.Size))];

    private static TapeCandle Scaled(in TapeCandle candle, decimal factor)
    {
        var c = candle.Candle;
        return new TapeCandle(
            c with { Open = c.Open * factor, High = c.High * factor, Low = c.Low * factor, Close = c.Close * factor, QuoteVolume = c.QuoteVolume * factor }, candle.Vwap * factor);
    }
}
