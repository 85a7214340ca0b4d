using CryptoRun.Domain.Markets;

namespace CryptoRun.Worker.Markets;

/// <summary>A recording on disk, not yet read.</summary>
/// <param name="Symbol">Canonical symbol made from the file's name, <c>BTC-USD</c>.</param>
/// <param name="Path">Path of the <c>.csv</c> or <c>.csv.gz</c>.</param>
public sealed record CandleFile(string Symbol, string Path);

/// <summary>A recording, read and checked.</summary>
/// <param name="Symbol">Canonical symbol.</param>
/// <param name="Path">Path it was read from.</param>
/// <param name="Width">Length of a bar: 1 h or a whole fraction of it.</param>
/// <param name="Candles">Ascending, without duplicates, each on the grid of <paramref name="Width"/>; missing bars stay missing.</param>
public sealed record RecordedCandles(string Symbol, string Path, TimeSpan Width, IReadOnlyList<Candle> Candles)
{
    /// <summary>The recording as 1 h candles; the last one covers what was recorded of its hour.</summary>
    public IReadOnlyList<Candle> ToHourly() => Width == CandleSeries.BarWidth ? Candles : [.. CandleAggregation.ToHourly(Candles, Width)];

    /// <summary>The recording as 1 h candles without a first or last hour that began before it or ended after it.</summary>
    public IReadOnlyList<Candle> ToWholeHours()
    {
        if (Width == CandleSeries.BarWidth || Candles.Count == 0) return Candles;

        var (start, end) = (Candles[0].OpenTime, Candles[^1].OpenTime + Width);
        return [.. CandleAggregation.ToHourly(Candles, Width).Where(c => c.OpenTime >= start && c.OpenTime + CandleSeries.BarWidth <= end)];
    }
}

/// <summary>A recording that cannot be used. The message is one line: file, line, column, value and what is allowed.</summary>
public sealed class CandleFileException : Exception
{
    /// <summary>Creates one.</summary>
    public CandleFileException()
    {
    }

    /// <summary>Creates one with its line.</summary>
    public CandleFileException(string message)
        : base(message)
    {
    }

    /// <summary>Creates one with its line and cause.</summary>
    public CandleFileException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
