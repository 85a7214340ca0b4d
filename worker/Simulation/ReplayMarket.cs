using CryptoRun.Domain.Markets;

namespace CryptoRun.Worker.Simulation;

/// <summary>
/// Recorded hourly candles on a virtual clock. Nothing is invented: at market time T there are the candles closed at T and nothing else. The price is the close of the last of them,
/// at its close time; there is no book; the forming candle is flat at that price with no volume, which is what Kraken shows while nobody trades.
/// </summary>
internal sealed class ReplayMarket : IMarketTape
{
    private static readonly TimeSpan Hour = CandleSeries.BarWidth;
    private readonly Dictionary<string, Track> _tracks = new(StringComparer.Ordinal);
    private readonly DateTimeOffset[] _closeTimes;

    /// <summary>Takes the recordings.</summary>
    /// <param name="candles">Hourly candles by canonical symbol, ascending.</param>
    public ReplayMarket(IReadOnlyDictionary<string, IReadOnlyList<Candle>> candles)
    {
        foreach (var (symbol, recorded) in candles.OrderBy(c => c.Key, StringComparer.Ordinal))
        {
            if (recorded.Count > 0) _tracks.Add(symbol, new Track(Name(symbol, recorded), [.. recorded]));
        }

        _closeTimes = [.. _tracks.Values.SelectMany(t => t.Candles).Select(c => c.OpenTime + Hour).Distinct().Order()];
    }

    /// <inheritdoc />
    public MarketSource Source => MarketSource.Replay;

    /// <inheritdoc />
    /// <remarks>A pair is listed from its first closed candle on.</remarks>
    public IReadOnlyList<TapeInstrument> InstrumentsAt(DateTimeOffset at) => [.. _tracks.Values.Where(t => t.ClosedAt(at) > 0).Select(t => t.Instrument)];

    /// <inheritdoc />
    public IReadOnlyList<TapeCandle> CandlesAt(DateTimeOffset at, string symbol, DateTimeOffset from, DateTimeOffset to)
    {
        if (!_tracks.TryGetValue(symbol, out var track)) return [];

        var first = track.OpenedBefore(from);
        var end = Math.Min(track.ClosedAt(at), track.OpenedBefore(to));
        return end <= first ? [] : Array.ConvertAll(track.Candles[first..end], WithVwap);
    }

    /// <inheritdoc />
    /// <remarks>An hour that the recording does not have shows no forming candle, or whoever keeps candles would make a traded hour of a gap. That it will have one is all that is read ahead, nothing in it.</remarks>
    public TapeCandle? FormingAt(DateTimeOffset at, string symbol)
    {
        if (Last(at, symbol) is not { Close: var price }) return null;

        var hour = at.FullHour();
        return _tracks[symbol].Has(hour) ? new TapeCandle(new Candle(hour, price, price, price, price, 0, 0, 0), 0) : null;
    }

    /// <inheritdoc />
    public TapePrice? PriceAt(DateTimeOffset at, string symbol) =>
        Last(at, symbol) is { } candle ? new TapePrice(candle.OpenTime + Hour, candle.Close, null, null) : null;

    /// <inheritdoc />
    /// <remarks>A recording of candles has no book, and none is made up for it.</remarks>
    public TapeBook? BookAt(DateTimeOffset at, string symbol) => null;

    /// <inheritdoc />
    public IReadOnlyList<Trade> TradesAfter(DateTimeOffset after, DateTimeOffset at, string symbol) => [];

    /// <inheritdoc />
    /// <remarks>A recording of candles has no perpetual either.</remarks>
    public TapePerpetual? PerpetualAt(DateTimeOffset at, string symbol) => null;

    /// <inheritdoc />
    public IReadOnlyList<TapePerpetualHour> PerpetualHours(DateTimeOffset at, string symbol, DateTimeOffset from) => [];

    /// <inheritdoc />
    public DateTimeOffset? NextAfter(DateTimeOffset at)
    {
        var index = Array.BinarySearch(_closeTimes, at);
        index = index < 0 ? ~index : index + 1;
        return index < _closeTimes.Length ? _closeTimes[index] : null;
    }

    /// <summary>
    /// Kraken's wire has a volume-weighted price where a recording has a quote volume: with all 28 digits it gives that volume back to the eighth decimal.
    /// A recording without quote volume gets the typical price, which is what the factors would use.
    /// </summary>
    internal static TapeCandle WithVwap(Candle candle) => new(
        candle,
        candle.Volume == 0 ? 0 : candle.QuoteVolume is { } quote ? quote / candle.Volume : (candle.High + candle.Low + candle.Close) / 3);

    private Candle? Last(DateTimeOffset at, string symbol) =>
        _tracks.TryGetValue(symbol, out var track) && track.ClosedAt(at) is var closed and > 0 ? track.Candles[closed - 1] : null;

    private static TapeInstrument Name(string symbol, IReadOnlyList<Candle> candles)
    {
        var dash = symbol.LastIndexOf('-');
        return TapeInstrument.Named(symbol[..dash], symbol[(dash + 1)..], candles.Max(c => c.Close.Scale));
    }

    private sealed record Track(TapeInstrument Instrument, Candle[] Candles)
    {
        /// <summary>How many candles are closed at an instant.</summary>
        public int ClosedAt(DateTimeOffset at) => OpenedBefore(at - Hour + TimeSpan.FromTicks(1));

        /// <summary>Whether there is a candle of an hour.</summary>
        public bool Has(DateTimeOffset hour) => OpenedBefore(hour) is var index && index < Candles.Length && Candles[index].OpenTime == hour;

        /// <summary>How many candles open before an instant.</summary>
        public int OpenedBefore(DateTimeOffset at)
        {
            var (low, high) = (0, Candles.Length);
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (Candles[middle].OpenTime < at) low = middle + 1;
                else high = middle;
            }

            return low;
        }
    }
}
