using System.Globalization;
using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Regimes;
using CryptoRun.Worker.Commands;

namespace CryptoRun.Benchmarks.Study;

/// <summary><c>regimes DIR [--days 180]</c>: detects the regime through a folder of recordings and prints its changes, its matrix and its second opinions.</summary>
internal static class RegimeStudy
{
    private const int MostHours = 200 * 365 * 24;
    private static readonly DateTimeOffset FarAhead = new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static int Run(string[] args, TextWriter output)
    {
        var fewest = new RegimeOptions().FewestOpinionDays;
        if (args is not ([_] or [_, "--days", _]) || (args.Length == 3 && !int.TryParse(args[2], NumberStyles.None, CultureInfo.InvariantCulture, out fewest)))
        {
            output.WriteLine("regimes DIR [--days N]: DIR holds SYMBOL.csv[.gz] candles, N is the days under which there is no second opinion.");
            return 2;
        }

        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        var options = new RegimeOptions { FewestOpinionDays = fewest };
        var series = CandleFolder.Read(args[0], FarAhead, MostHours, output.WriteLine, CancellationToken.None);
        var (from, to) = (series.Min(s => s.Start).AddDays(options.ColdStartDays), RegimeSchedule.LastBoundary(series.Max(s => s.End)));
        var history = History(from, to, series, options);
        var days = MarketDays.Of(to, series, options);
        output.WriteLine($"{series.Count} symbols, {history.Count} detections from {history[0].At:u} to {to:u}, {days.Count} days of the market");
        foreach (var record in history.Where(r => r.Previous != r.State)) output.WriteLine($"  {record.At:yyyy-MM-dd HH:mm} {record.Previous} -> {record.State} {record.Confidence:F2}: {record.Reason}");

        Write(output, RegimeTransitions.Of(history));
        Write(output, [.. history.Where(r => r.At.Hour == 0).Select(r => SecondOpinions.On(r, days, options))]);
        return 0;
    }

    private static List<RegimeRecord> History(DateTimeOffset from, DateTimeOffset to, IReadOnlyList<CandleSeries> series, RegimeOptions options)
    {
        var history = new List<RegimeRecord>();
        for (var at = RegimeSchedule.NextBoundary(from); at <= to; at += RegimeSchedule.Step)
            history.Add(RegimeDetector.Detect(at, series, history.Count > 0 ? history[^1] : null, options));
        return history;
    }

    private static void Write(TextWriter output, RegimeTransitions transitions)
    {
        foreach (var row in transitions.Matrix.GroupBy(cell => cell.From))
            output.WriteLine($"  {row.Key,-14} -> {string.Join(", ", row.Select(c => $"{c.To} {c.Count}/{c.OutOf} {c.Probability:F3} [{c.Low:F3}, {c.High:F3}]"))}");
        foreach (var stay in transitions.Stays)
            output.WriteLine($"  {stay.State,-14} {stay.ShareOfTime:P1} of time, {stay.Count} stays, mean {stay.MeanHours:F0} h, median {stay.MedianHours:F0} h, hours an exit {stay.ExpectedHours:F0}");
        output.WriteLine($"  now: {transitions.Now}");
    }

    private static void Write(TextWriter output, IReadOnlyList<SecondOpinions> opinions)
    {
        var model = opinions.Where(o => !o.HiddenMarkov.IsAbsent).ToList();
        var changes = opinions.Where(o => !o.ChangePoints.IsAbsent).ToList();
        output.WriteLine($"hidden Markov: {model.Count} of {opinions.Count} midnights, agrees with the vote on {model.Count(o => o.HiddenMarkov.AgreesWithVote == true)}");
        foreach (var pair in model.GroupBy(o => (o.Vote, o.HiddenMarkov.State)).OrderBy(g => g.Key)) output.WriteLine($"  vote {pair.Key.Vote}, model {pair.Key.State}: {pair.Count()}");
        if (model.Count > 0) output.WriteLine($"  last: {model[^1].HiddenMarkov.Reason}");
        foreach (var state in model.Count > 0 ? model[^1].HiddenMarkov.States : [])
            output.WriteLine($"    {state.State}: {state.Share:P1} of days, return {state.MeanReturn:P2}, volatility {state.VolatilityAnnualised:F3}, next {string.Join(" ", state.Next.Select(p => p.ToString("F3")))}");

        output.WriteLine($"change points: {changes.Count} of {opinions.Count} midnights, agree with the vote on {changes.Count(o => o.ChangePoints.AgreesWithVote == true)}");
        if (changes.Count == 0) return;

        output.WriteLine($"  last: {changes[^1].ChangePoints.Reason}");
        output.WriteLine($"  changes seen from the end: {string.Join(", ", changes[^1].ChangePoints.Changes.Select(day => $"{day:yyyy-MM-dd}"))}");
    }
}
