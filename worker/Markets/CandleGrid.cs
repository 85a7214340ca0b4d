namespace CryptoRun.Worker.Markets;

/// <summary>
/// Finds a recording's bar width from its times: the most common step up to an hour, the smaller one of a tie. Not simply the smallest: one row half an hour off
/// would turn a recording of hours into one of half hours with half of them missing.
/// </summary>
internal sealed class CandleGrid
{
    private const long HourMs = 3_600_000;
    private readonly List<(long Time, int Line)> _rows = [];
    private readonly Dictionary<long, int> _steps = [];
    private long _smallest = long.MaxValue;

    /// <summary>Takes the next row's time; returns what is wrong with it, or null.</summary>
    public string? Add(long time, int line)
    {
        if (_rows is [.., var last])
        {
            var step = time - last.Time;
            if (step == 0) return $"is a duplicate of line {last.Line}; each time may occur once.";
            if (step < 0) return $"is earlier than {last.Time} in line {last.Line}; rows must be ascending.";
            _smallest = Math.Min(_smallest, step);
            if (step <= HourMs) _steps[step] = _steps.GetValueOrDefault(step) + 1;
        }

        _rows.Add((time, line));
        return null;
    }

    /// <summary>The width, checked against every row.</summary>
    /// <exception cref="CandleFileException">No step is a whole fraction of an hour, or a row is off the grid.</exception>
    public TimeSpan Width(string path)
    {
        if (_steps.Count == 0 && _rows.Count > 1)
            throw new CandleFileException($"{path}, column open_time_ms: the smallest step between rows is {TimeSpan.FromMilliseconds(_smallest)}; bars of at most 1 h are allowed.");

        // A single row says nothing of its width: it is taken for an hour.
        var width = _rows.Count == 1 ? HourMs : _steps.OrderByDescending(s => s.Value).ThenBy(s => s.Key).First().Key;
        if (HourMs % width != 0 || width % 1000 != 0)
            throw new CandleFileException($"{path}, column open_time_ms: most rows are {TimeSpan.FromMilliseconds(width)} apart; a whole fraction of 1 h in whole seconds is allowed (are the times in seconds instead of milliseconds?).");

        foreach (var (time, line) in _rows)
        {
            if (time % width != 0)
                throw new CandleFileException($"{path}, line {line}, column open_time_ms: '{time}' is not on the grid of {TimeSpan.FromMilliseconds(width)}; a multiple of {width} is expected.");
        }

        return TimeSpan.FromMilliseconds(width);
    }
}
