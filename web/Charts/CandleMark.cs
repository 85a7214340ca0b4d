using CryptoRun.Domain.Markets;

namespace CryptoRun.Web.Charts;

/// <summary>Something that happened at an instant of a candle chart.</summary>
/// <param name="Time">When, UTC.</param>
/// <param name="Kind">What, which chooses its shape.</param>
/// <param name="Text">In few words; the time is written beside it.</param>
public sealed record CandleMark(DateTimeOffset Time, CandleMarkKind Kind, string Text);

/// <summary>Kinds of marks.</summary>
public enum CandleMarkKind
{
    /// <summary>The signal: triangle and dashed line.</summary>
    Signal,

    /// <summary>The verdict became candidate: a diamond's place, above the bar.</summary>
    Candidate,

    /// <summary>It is no candidate any more.</summary>
    Left,
}

/// <summary>A price that means something.</summary>
/// <param name="Price">USD.</param>
/// <param name="Text">In few words.</param>
/// <param name="Kind"><c>stop</c> or <c>target</c>.</param>
public sealed record CandleLevel(double Price, string Text, string Kind);

/// <summary>What a candle chart draws.</summary>
/// <param name="From">Begin of the axis, a full bar.</param>
/// <param name="To">Its end, exclusive.</param>
/// <param name="Candles">Closed candles, oldest first; a bar of the axis without one stays empty.</param>
/// <param name="Marks">Oldest first.</param>
public sealed record CandlePicture(DateTimeOffset From, DateTimeOffset To, IReadOnlyList<Candle> Candles, IReadOnlyList<CandleMark> Marks)
{
    /// <summary>A line over the candles by the opening time of its bar; where it is missing there is no line.</summary>
    public IReadOnlyList<(DateTimeOffset OpenTime, double Price)> Vwap { get; init; } = [];

    /// <summary>Prices drawn across the whole chart where they lie in its range.</summary>
    public IReadOnlyList<CandleLevel> Levels { get; init; } = [];

    /// <summary>Length of a bar.</summary>
    public static TimeSpan Bar => CandleSeries.BarWidth;

    /// <summary>Bars of the axis for which there is no candle.</summary>
    public int Missing => (int)((To - From) / Bar) - Candles.Count;

    /// <summary>What the browser draws: seconds of the axis, a row a candle, a row a mark.</summary>
    internal object Wire() => new
    {
        from = From.ToUnixTimeSeconds(),
        to = To.ToUnixTimeSeconds(),
        step = (long)Bar.TotalSeconds,
        candles = Candles.Select(static c => new[] { c.OpenTime.ToUnixTimeSeconds(), Number(c.Open), Number(c.High), Number(c.Low), Number(c.Close), Number(c.Volume) }).ToArray(),
        marks = Marks.Select(static m => new { time = m.Time.ToUnixTimeSeconds(), kind = m.Kind.ToString().ToLowerInvariant(), text = m.Text }).ToArray(),
        vwap = Vwap.Select(static v => new[] { v.OpenTime.ToUnixTimeSeconds(), v.Price }).ToArray(),
        levels = Levels.Select(static l => new { price = l.Price, text = l.Text, kind = l.Kind }).ToArray(),
    };

    private static double Number(decimal value) => decimal.ToDouble(value);
}
