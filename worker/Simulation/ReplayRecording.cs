using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Markets;
using Microsoft.Extensions.Options;

namespace CryptoRun.Worker.Simulation;

/// <summary>A folder of recorded candles, read, brought to hours and cut at the replay's end.</summary>
/// <param name="Candles">Hourly candles by canonical symbol, ascending.</param>
/// <param name="First">Open time of the earliest candle.</param>
/// <param name="Last">Close time of the latest candle.</param>
/// <param name="From">Market time at which the replay starts. What closed until then is history, known from then on.</param>
internal sealed record ReplayRecording(IReadOnlyDictionary<string, IReadOnlyList<Candle>> Candles, DateTimeOffset First, DateTimeOffset Last, DateTimeOffset From)
{
    /// <summary>History a replay starts with when <c>From</c> is not set: what Kraken's REST interface keeps.</summary>
    public static readonly TimeSpan DefaultHistory = TimeSpan.FromHours(720);

    /// <summary>Symbols in order.</summary>
    public IReadOnlyList<string> Symbols => [.. Candles.Keys.Order(StringComparer.Ordinal)];

    /// <summary>One symbol's candles that are closed at <see cref="From"/>.</summary>
    public IReadOnlyList<Candle> History(string symbol) => [.. Candles[symbol].TakeWhile(c => c.OpenTime + CandleSeries.BarWidth <= From)];

    /// <summary>Reads a recording.</summary>
    /// <exception cref="CandleFileException">The folder or a file cannot be used; the message has file, line and column.</exception>
    /// <exception cref="OptionsValidationException"><c>Market:Replay:From</c> or <c>To</c> lies outside the recording; the message has key, value and allowed range.</exception>
    public static ReplayRecording Load(ReplayOptions options)
    {
        Dictionary<string, IReadOnlyList<Candle>> candles = new(StringComparer.Ordinal);
        foreach (var file in CandleFiles.List(options.Candles))
        {
            // Of two files of one symbol the first, the one in US dollars, counts.
            if (candles.ContainsKey(file.Symbol)) continue;

            var recorded = CandleFiles.Read(file.Path);
            if (Hourly(recorded) is { Count: > 0 } hourly) candles.Add(file.Symbol, hourly);
        }

        return candles.Count > 0 ? Cut(candles, options) : throw new CandleFileException($"{options.Candles}: its files hold no candle.");
    }

    /// <summary>Hours of finer bars; a first or last hour that the recording has only in part is left out.</summary>
    private static IReadOnlyList<Candle> Hourly(RecordedCandles recorded)
    {
        var (bars, hour) = (recorded.Candles, CandleSeries.BarWidth);
        if (recorded.Width == hour || bars.Count == 0) return bars;

        List<Candle> hours = [.. recorded.ToHourly()];
        if ((bars[^1].OpenTime + recorded.Width).UtcTicks % hour.Ticks != 0) hours.RemoveAt(hours.Count - 1);
        if (bars[0].OpenTime.UtcTicks % hour.Ticks != 0 && hours.Count > 0) hours.RemoveAt(0);
        return hours;
    }

    private static ReplayRecording Cut(Dictionary<string, IReadOnlyList<Candle>> candles, ReplayOptions options)
    {
        var first = candles.Values.Min(c => c[0].OpenTime);
        var last = candles.Values.Max(c => c[^1].OpenTime) + CandleSeries.BarWidth;
        var to = Checked("To", options.To ?? last, first + CandleSeries.BarWidth, last);
        var from = Checked("From", options.From ?? (first + DefaultHistory < to ? first + DefaultHistory : first), first, to);
        Dictionary<string, IReadOnlyList<Candle>> cut = new(StringComparer.Ordinal);
        foreach (var (symbol, all) in candles)
        {
            IReadOnlyList<Candle> kept = to == last ? all : [.. all.TakeWhile(c => c.OpenTime + CandleSeries.BarWidth <= to)];
            if (kept.Count > 0) cut.Add(symbol, kept);
        }

        return new ReplayRecording(cut, first, to, from);
    }

    private static DateTimeOffset Checked(string key, DateTimeOffset value, DateTimeOffset low, DateTimeOffset high) =>
        value >= low && value <= high
            ? value.ToUniversalTime()
            : throw new OptionsValidationException("Market:Replay", typeof(ReplayOptions), [$"Market:Replay:{key} is {value:u}; the recording allows {low:u} to {high:u}."]);
}
