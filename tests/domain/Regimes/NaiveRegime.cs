using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Regimes;

namespace CryptoRun.Domain.Tests.Regimes;

/// <summary>The regime specification once more, slowly and by the book: dictionaries by time, no shared work, nothing from the detector.</summary>
internal static class NaiveRegime
{
    internal sealed record Answer(DateTimeOffset At, RegimeState State, RegimeState? Pending, double Confidence, DateTimeOffset Since, double? Volatility, double? Breadth, double? Thrust, int Count);

    private sealed record Coin(string Symbol, Dictionary<DateTimeOffset, double> Close, double Adv, int Hours);

    public static List<Answer> History(DateTimeOffset at, IReadOnlyList<CandleSeries> series, int universeSize)
    {
        var last = new DateTimeOffset(at.Year, at.Month, at.Day, at.Hour / 4 * 4, 0, 0, TimeSpan.Zero);
        var answers = new List<Answer>();
        for (var hoursBefore = 240; hoursBefore >= 0; hoursBefore -= 4) answers.Add(Detect(last.AddHours(-hoursBefore), series, universeSize, answers.LastOrDefault()));
        return answers;
    }

    private static Answer Detect(DateTimeOffset t, IReadOnlyList<CandleSeries> series, int universeSize, Answer? previous)
    {
        var coins = series.Select(s => Take(s, t)).OfType<Coin>().OrderByDescending(c => c.Adv).ThenBy(c => c.Symbol, StringComparer.Ordinal).Take(universeSize).ToList();
        if (!coins.Exists(c => c.Hours >= 21 * 24))
            return new Answer(t, RegimeState.Choppy, null, 0, previous?.State == RegimeState.Choppy ? previous.Since : t, null, null, null, coins.Count);

        var end = coins.Max(c => c.Close.Keys.Max()).AddHours(1);
        var volatility = Volatility(coins, end);
        var today = new DateTimeOffset(end.Year, end.Month, end.Day, 0, 0, 0, TimeSpan.Zero);
        var breadth = AboveAverage(coins, today);
        var (thrust, remembered) = Thrust(coins, today);

        var votes = new[] { breadth > 0.65, thrust > 0.55 || remembered };
        var (state, confidence) = (volatility > 1.125, volatility > 0.9, votes.Count(bull => bull)) switch
        {
            (true, _, _) => (RegimeState.HighVolatility, 1.0),
            (_, true, 2) => (RegimeState.TrendingBull, 2 / 3.0),
            (_, true, 0) => (RegimeState.Choppy, 2 / 3.0),
            (_, true, _) => (RegimeState.HighVolatility, 1 / 3.0),
            (_, _, 2) => (RegimeState.TrendingBull, 1.0),
            (_, _, 0) => (RegimeState.Choppy, 1.0),
            _ => (RegimeState.Choppy, 2 / 3.0),
        };
        Answer Now(RegimeState inForce, RegimeState? pending, DateTimeOffset since) => new(t, inForce, pending, confidence, since, volatility, breadth, thrust, coins.Count);

        if (previous is null) return Now(state, null, t);
        if (previous.State == state) return Now(state, null, previous.Since);
        return confidence == 1 || previous.Pending == state ? Now(state, null, t) : Now(previous.State, state, previous.Since);
    }

    private static Coin? Take(CandleSeries series, DateTimeOffset t)
    {
        var hours = Enumerable.Range(0, series.Count).Where(i => series.Start.AddHours(i + 1) <= t).ToList();
        if (hours.Count < 480) return null;

        var times = hours.ToDictionary(i => series.Start.AddHours(i));
        var window = Enumerable.Range(1, 720).Select(back => t.AddHours(-back)).Where(time => time >= series.Start).ToList();
        var missing = window.Count(time => !times.TryGetValue(time, out var i) || series.Filled[i]);
        if (missing > 0.05 * window.Count) return null;

        var lastMidnight = new DateTimeOffset(series.Start.AddHours(hours.Count).Date, TimeSpan.Zero);
        var days = Enumerable.Range(1, 30).Select(back => lastMidnight.AddDays(-back)).Where(day => day >= series.Start).ToList();
        var adv = days.Average(day => Enumerable.Range(0, 24).Sum(hour => series.VolumeUsd[times[day.AddHours(hour)]]));
        return new Coin(series.Symbol, times.ToDictionary(pair => pair.Key, pair => series.Close[pair.Value]), adv, hours.Count);
    }

    private static double Volatility(List<Coin> coins, DateTimeOffset end)
    {
        var medians = new List<double>();
        for (var i = 1; i <= 168; i++)
        {
            var hour = end.AddHours(-i);
            var returns = coins.Where(c => c.Close.ContainsKey(hour) && c.Close.ContainsKey(hour.AddHours(-1))).Select(c => Math.Log(c.Close[hour] / c.Close[hour.AddHours(-1)])).Order().ToList();
            medians.Add((returns[(returns.Count - 1) / 2] + returns[returns.Count / 2]) / 2);
        }

        var mean = medians.Average();
        return Math.Sqrt(medians.Sum(m => (m - mean) * (m - mean)) / 167) * Math.Sqrt(365 * 24);
    }

    private static double AboveAverage(List<Coin> coins, DateTimeOffset today)
    {
        var closes = coins.Select(c => Enumerable.Range(1, 20).Select(back => Daily(c, today.AddDays(-back))).ToList()).Where(days => days.TrueForAll(day => day is not null)).ToList();
        return closes.Count(days => days[0] > days.Average()) / (double)closes.Count;
    }

    private static (double Value, bool Remembered) Thrust(List<Coin> coins, DateTimeOffset today)
    {
        var shares = new List<double>();
        for (var back = 60; back >= 1; back--)
        {
            var day = today.AddDays(-back);
            var changes = coins.Select(c => Daily(c, day) - Daily(c, day.AddDays(-1))).OfType<double>().ToList();
            if (changes.Count == 0) continue;
            var moved = changes.Count(c => c != 0);
            shares.Add(moved == 0 ? 0.5 : changes.Count(c => c > 0) / (double)moved);
        }

        var emas = new List<double> { shares.Take(10).Average() };
        foreach (var share in shares.Skip(10)) emas.Add(emas[^1] + ((share - emas[^1]) * 2 / 11));

        var remembered = false;
        for (var to = 0; to < emas.Count; to++)
        {
            for (var from = 0; from < to; from++)
                remembered |= to - from <= 10 && emas.Count - 1 - to <= 10 && emas[from] < 0.40 && emas[to] > 0.615;
        }

        return (emas[^1], remembered);
    }

    private static double? Daily(Coin coin, DateTimeOffset day) =>
        coin.Close.ContainsKey(day) && coin.Close.TryGetValue(day.AddHours(23), out var close) ? close : null;
}
