using CryptoRun.Domain.Numerics;

namespace CryptoRun.Domain.Regimes;

/// <summary>
/// How regimes follow one another and how long they last, from the history of detections. Two detections are one step when they are 4 h apart. Where detections
/// are missing between them, or one is a cold start, it is not known what held: no step is counted, and a stay that the hole cuts has no known length.
/// </summary>
/// <param name="From">First detection, null without any.</param>
/// <param name="To">Last detection.</param>
/// <param name="Detections">Detections, cold starts left out.</param>
/// <param name="Steps">Pairs of detections 4 h apart.</param>
/// <param name="Holes">Places where detections are missing or cold.</param>
/// <param name="Matrix">Every pair of states, in the order of <see cref="RegimeState"/>.</param>
/// <param name="Stays">How long each state lasts.</param>
/// <param name="Now">The stay of now; null without a detection.</param>
public sealed record RegimeTransitions(
    DateTimeOffset? From,
    DateTimeOffset? To,
    int Detections,
    int Steps,
    int Holes,
    IReadOnlyList<RegimeTransition> Matrix,
    IReadOnlyList<RegimeStay> Stays,
    CurrentStay? Now)
{
    /// <summary>Counts transitions and stays.</summary>
    /// <param name="history">Detections, oldest first.</param>
    public static RegimeTransitions Of(IReadOnlyList<RegimeRecord> history)
    {
        var states = Enum.GetValues<RegimeState>();
        var counts = new int[states.Length, states.Length];
        var lengths = states.ToDictionary(state => state, _ => new List<double>());
        var (known, steps, holes) = (0, 0, 0);
        RegimeRecord? before = null;
        DateTimeOffset? began = null;
        foreach (var record in history)
        {
            if (record.IsColdStart)
            {
                (before, began) = (null, null);
                continue;
            }

            var isStep = before is not null && record.At - before.At == RegimeSchedule.Step;
            if (isStep)
            {
                steps++;
                counts[(int)before!.State, (int)record.State]++;
            }
            else
            {
                holes += known > 0 ? 1 : 0;
                began = null;
            }

            if (isStep && before!.State != record.State)
            {
                if (began is { } start) lengths[before.State].Add((record.At - start).TotalHours);
                began = record.At;
            }

            known++;
            before = record;
        }

        return new RegimeTransitions(
            history.Count > 0 ? history[0].At : null,
            history.Count > 0 ? history[^1].At : null,
            known,
            steps,
            holes,
            [.. states.SelectMany(from => states.Select(to => RegimeTransition.Of(from, to, counts)))],
            [.. states.Select(state => RegimeStay.Of(state, lengths[state], counts))],
            history.Count > 0 ? CurrentStay.Of(history[^1], lengths[history[^1].State]) : null);
    }
}

/// <summary>How often one state followed another after 4 h.</summary>
/// <param name="From">State before.</param>
/// <param name="To">State after.</param>
/// <param name="Count">Steps.</param>
/// <param name="OutOf">Steps from the state before.</param>
/// <param name="Probability">Count / OutOf; null of nothing.</param>
/// <param name="Low">Lower end of its 95 % interval (Wilson). Steps hang together more than it assumes: an optimist's interval.</param>
/// <param name="High">Upper end.</param>
public sealed record RegimeTransition(RegimeState From, RegimeState To, int Count, int OutOf, double? Probability, double Low, double High)
{
    internal static RegimeTransition Of(RegimeState from, RegimeState to, int[,] counts)
    {
        var (count, outOf) = (counts[(int)from, (int)to], RegimeStay.StepsFrom(from, counts));
        var interval = Wilson.Interval95(count, outOf);
        return new RegimeTransition(from, to, count, outOf, outOf == 0 ? null : count / (double)outOf, interval.Low, interval.High);
    }
}

/// <summary>How long a state lasts.</summary>
/// <param name="State">State.</param>
/// <param name="Count">Stays whose begin and end were both seen.</param>
/// <param name="MeanHours">Their mean length; null without any. Stays cut by a hole or still going on are not in it, which favours short ones.</param>
/// <param name="MedianHours">Their median length.</param>
/// <param name="ExpectedHours">Hours in the state for each exit from it, cut stays included: 4 / (1 - probability of staying). Null without an exit.</param>
/// <param name="ShareOfTime">Share of all steps that begin in the state, in [0, 1]; null without a step.</param>
public sealed record RegimeStay(RegimeState State, int Count, double? MeanHours, double? MedianHours, double? ExpectedHours, double? ShareOfTime)
{
    internal static RegimeStay Of(RegimeState state, IReadOnlyList<double> lengths, int[,] counts)
    {
        double[] hours = [.. lengths];
        var (steps, exits, all) = (StepsFrom(state, counts), StepsFrom(state, counts) - counts[(int)state, (int)state], counts.Cast<int>().Sum());
        return new RegimeStay(
            state,
            hours.Length,
            hours.Length == 0 ? null : Moments.Mean(hours),
            hours.Length == 0 ? null : RobustStatistics.Median(hours),
            exits == 0 ? null : steps * RegimeSchedule.Step.TotalHours / exits,
            all == 0 ? null : steps / (double)all);
    }

    internal static int StepsFrom(RegimeState state, int[,] counts) => Enumerable.Range(0, counts.GetLength(1)).Sum(to => counts[(int)state, to]);
}

/// <summary>The stay of now.</summary>
/// <param name="State">State in force.</param>
/// <param name="Since">When it began, as the detection says.</param>
/// <param name="Hours">Hours from then to the last detection.</param>
/// <param name="Percentile">Share of the state's completed stays that were no longer than this, in [0, 1]; null without any.</param>
public sealed record CurrentStay(RegimeState State, DateTimeOffset Since, double Hours, double? Percentile)
{
    internal static CurrentStay Of(RegimeRecord last, IReadOnlyList<double> lengths)
    {
        var hours = (last.At - last.Since).TotalHours;
        return new CurrentStay(last.State, last.Since, hours, lengths.Count == 0 ? null : lengths.Count(length => length <= hours) / (double)lengths.Count);
    }
}
