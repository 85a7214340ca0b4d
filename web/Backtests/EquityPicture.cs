using CryptoRun.Domain.Backtesting;

namespace CryptoRun.Web.Backtests;

/// <summary>Accounts as lines: equity, and under it the drawdown; of more than one each begins at 100.</summary>
/// <param name="Lines">Lines, at most six.</param>
public sealed record EquityPicture(IReadOnlyList<EquityLine> Lines)
{
    /// <summary>More points than pixels are not drawn.</summary>
    private const int MostPoints = 1200;

    /// <summary>One account in USD.</summary>
    public static EquityPicture Of(string name, IReadOnlyList<EquityPoint> equity) => new([Line(name, equity, 1)]);

    /// <summary>Accounts side by side, each 100 at its start.</summary>
    public static EquityPicture Compared(IEnumerable<(string Name, IReadOnlyList<EquityPoint> Equity)> accounts) =>
        new([.. accounts.Where(static a => a.Equity.Count > 0).Select(static a => Line(a.Name, a.Equity, 100 / a.Equity[0].EquityUsd))]);

    /// <summary>Points with the fall under the high before, as a fraction, 0 or less.</summary>
    public static IEnumerable<(EquityPoint Point, double Drawdown)> WithDrawdown(IReadOnlyList<EquityPoint> equity)
    {
        var high = double.MinValue;
        foreach (var point in equity)
        {
            high = Math.Max(high, point.EquityUsd);
            yield return (point, high > 0 ? (point.EquityUsd / high) - 1 : 0);
        }
    }

    /// <summary>For the script: rows of seconds, value and drawdown in per cent.</summary>
    public object Wire() => new
    {
        isUsd = Lines.Count == 1,
        lines = Lines.Select(static l => new { name = l.Name, points = l.Points.Select(static p => new[] { p.At.ToUnixTimeSeconds(), Math.Round(p.Value, 4), Math.Round(p.Drawdown * 100, 4) }).ToArray() }).ToArray(),
    };

    /// <summary>Of each stretch its last value and its deepest fall, so that no drawdown is hidden.</summary>
    private static EquityLine Line(string name, IReadOnlyList<EquityPoint> equity, double scale)
    {
        var step = (equity.Count / MostPoints) + 1;
        return new EquityLine(name, [.. WithDrawdown(equity).Chunk(step).Select(c => new EquityLinePoint(c[^1].Point.At, c[^1].Point.EquityUsd * scale, c.Min(static p => p.Drawdown)))]);
    }
}

/// <summary>An account.</summary>
/// <param name="Name">Whose.</param>
/// <param name="Points">Oldest first.</param>
public sealed record EquityLine(string Name, IReadOnlyList<EquityLinePoint> Points);

/// <summary>A point of an account.</summary>
/// <param name="At">UTC.</param>
/// <param name="Value">USD, or 100 at the start.</param>
/// <param name="Drawdown">Deepest fall under the high before since the last point, fraction, 0 or less.</param>
public sealed record EquityLinePoint(DateTimeOffset At, double Value, double Drawdown);
