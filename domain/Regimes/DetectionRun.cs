using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Scanning;

namespace CryptoRun.Domain.Regimes;

/// <summary>Detections over one set of candles. Symbols are prepared once, hourly medians are shared as long as the universe stays the same.</summary>
internal sealed class DetectionRun(DateTimeOffset last, IReadOnlyList<CandleSeries> series, RegimeOptions options, int lookBackHours = RegimeDetector.HistoryHours)
{
    private readonly List<SymbolHistory> _symbols = [.. series.Select(candles => new SymbolHistory(candles.ClosedAt(last), lookBackHours)).Where(symbol => symbol.Candles.Count > 0)];
    private readonly string _parameters = InputHash.OfParameters(options);
    private IReadOnlyList<SymbolHistory> _members = [];
    private RealisedVolatility _volatility = new([]);

    /// <summary>The detection at <paramref name="at"/>, a boundary at or before the run's last.</summary>
    public RegimeRecord Detect(DateTimeOffset at, RegimeRecord? previous)
    {
        var members = RegimeUniverse.At(at, _symbols, options);
        if (!members.SequenceEqual(_members)) (_members, _volatility) = (members, new RealisedVolatility(members));

        var now = UtcGrid.Hour(at);
        var hours = members.Count == 0 ? 0 : members.Max(member => Math.Min(member.EndHour, now) - member.StartHour);
        var record = hours >= options.ColdStartDays * UtcGrid.HoursPerDay && Read(now) is { } reading
            ? Record(at, reading, previous)
            : ColdStart(at, hours, previous);
        return record with { InputHash = RegimeHash.Of(at, _symbols, previous, _parameters) };
    }

    /// <summary>Indicators up to the newest candle that any member has: a late feed moves all windows alike.</summary>
    private RegimeReading? Read(int now)
    {
        var end = _members.Max(member => Math.Min(member.EndHour, now));
        var lastDay = (end / UtcGrid.HoursPerDay) - 1;
        return _volatility.At(end) is { } volatility && Breadth.At(_members, lastDay) is { } breadth && BreadthThrust.At(_members, lastDay, options) is { } thrust
            ? new RegimeReading(volatility, breadth, thrust) { Basis = Basis(end, lastDay, thrust) }
            : null;
    }

    private (string Volatility, string Breadth, string Thrust) Basis(int end, int lastDay, ThrustReading thrust)
    {
        var (above, counted) = Breadth.Count(_members, lastDay);
        var day = DateTimeOffset.UnixEpoch.AddDays(lastDay);
        return (
            $"sd of the {RealisedVolatility.Hours} hourly medians of {_members.Count} coins up to {DateTimeOffset.UnixEpoch.AddHours(end):yyyy-MM-dd HH:mm} UTC, x sqrt(8760)",
            $"{above} of {counted} coins closed {day:yyyy-MM-dd} UTC above their {Breadth.Days}-day average",
            $"10-day average over {thrust.Shares} daily shares of advancers; {day:yyyy-MM-dd} UTC: {thrust.LastDay.Up} rose, {thrust.LastDay.Down} fell of {thrust.LastDay.Counted}");
    }

    private RegimeRecord Record(DateTimeOffset at, RegimeReading reading, RegimeRecord? previous)
    {
        var votes = RegimeVotes.Of(reading.Volatility, reading.Breadth, reading.Thrust, options);
        var decision = votes.Decide();
        var result = Hysteresis.Apply(at, decision, previous);
        var isMemoryNeeded = reading.Thrust.IsRemembered && reading.Thrust.Value <= options.Thrust;
        return new RegimeRecord(
            at,
            result.State,
            decision.Confidence,
            result.Since,
            result.Pending,
            decision.State,
            previous?.State,
            Indicators(reading, votes.Level.ToString().ToLowerInvariant(), votes.Breadth.ToString(), votes.Thrust.ToString()),
            RegimeSentence.Of(reading, votes, decision, result, previous?.State, options),
            _members.Count,
            isMemoryNeeded ? ["thrust remembered"] : []);
    }

    /// <summary>Choppy at once, whatever held before: nothing is known.</summary>
    private RegimeRecord ColdStart(DateTimeOffset at, int hours, RegimeRecord? previous) => new(
        at,
        RegimeState.Choppy,
        0,
        previous is { State: RegimeState.Choppy } ? previous.Since : at,
        null,
        RegimeState.Choppy,
        previous?.State,
        Indicators(null, "none", "none", "none"),
        RegimeSentence.ColdStart(_members.Count, hours, options),
        _members.Count,
        [RegimeRecord.ColdStartFlag]);

    private IReadOnlyList<RegimeIndicator> Indicators(RegimeReading? reading, string level, string breadth, string thrust) =>
    [
        new("realisedVolatility", reading?.Volatility, options.CalmVolatility, level) { Basis = reading?.Basis.Volatility },
        new("breadth", reading?.Breadth, options.Breadth, breadth) { Basis = reading?.Basis.Breadth },
        new("thrust", reading?.Thrust.Value, options.Thrust, thrust) { Basis = reading?.Basis.Thrust },
    ];
}
