using System.Globalization;

namespace CryptoRun.Domain.Evidence;

/// <summary>What may be said of a horizon, in plain words. An interval that holds zero, few days or few picks say nothing, and the sentence says that.</summary>
/// <param name="Finding">In one word.</param>
/// <param name="Sentence">With the numbers.</param>
public sealed record EvidenceVerdict(Finding Finding, string Sentence)
{
    internal static EvidenceVerdict Of(OutcomePanel panel, ExcessReturn candidates, ExcessReturn top, EvidenceOptions options)
    {
        if (panel.Scans.Count == 0) return new(Finding.TooLittle, $"Too little to say: no outcome over {panel.Hours} h is known yet.");

        var few = EvidenceOptions.FewestDays(panel.Hours);
        if (panel.Days < few) return new(Finding.TooLittle, $"Too little to say: outcomes over {panel.Hours} h are known of {panel.Days} {(panel.Days == 1 ? "day" : "days")}; an interval needs {few}.");

        // Candidates are what a reader would have taken; where there were hardly any, the best tenth stands in and is named.
        var isCandidates = candidates.Picks >= options.FewestPicks && candidates.Interval is not null;
        var (who, picks) = isCandidates ? ("Candidates", candidates) : ("The best tenth by score", top);
        var why = isCandidates ? "" : candidates.Picks == 0 ? " (there was no candidate)" : $" (only {candidates.Picks} candidates, on too few days)";
        if (picks.Picks < options.FewestPicks || picks is not { Net: { } net, NetInterval: { } interval })
            return new(Finding.TooLittle, $"Too little to say: {picks.Picks} picks with an outcome over {panel.Hours} h; at least {options.FewestPicks}, on {few} days, are needed.");

        var facts = $"{who}{why} returned {Percent(net)} against the universe over {panel.Hours} h, after costs of {options.CostBps.ToString("0.#", CultureInfo.InvariantCulture)} bp; 95 % interval {Percent(interval.Low)} to {Percent(interval.High)}";
        return interval switch
        {
            { Low: > 0 } => new(Finding.Better, $"{facts}: better than the universe in these {panel.Days} days, which does not make it so in the next."),
            { High: < 0 } => new(Finding.Worse, $"{facts}: worse than the universe in these {panel.Days} days."),
            _ => new(Finding.TooLittle, $"Too little to say: {char.ToLowerInvariant(facts[0])}{facts[1..]}, which holds zero."),
        };
    }

    private static string Percent(double fraction)
    {
        var text = Math.Abs(fraction * 100).ToString("F2", CultureInfo.InvariantCulture);
        return (text == "0.00" ? "" : fraction < 0 ? "\u2212" : "+") + text + " %";
    }
}

/// <summary>What figures show.</summary>
public enum Finding
{
    /// <summary>Nothing can be told.</summary>
    TooLittle,

    /// <summary>The whole interval is above zero after costs.</summary>
    Better,

    /// <summary>The whole interval is under zero after costs.</summary>
    Worse,
}
