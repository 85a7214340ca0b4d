using System.Globalization;
using CryptoRun.Domain.Gates;

namespace CryptoRun.Worker.Alerts;

/// <summary>What is wrong with a rule.</summary>
internal static class RuleProblems
{
    private const int MostNames = 50;

    /// <summary>One line a field.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="channels">Ids of the channels there are.</param>
    public static IEnumerable<AlertProblem> Of(AlertRule rule, IReadOnlyCollection<string> channels)
    {
        if (Texts.NameProblem(rule.Name) is { } name) yield return name;
        if (!Enum.IsDefined(rule.Kind)) yield return new AlertProblem("kind", $"{rule.Kind}", "filter, regime, venue, job or premove");
        if (rule is { OnEntry: false, OnExit: false }) yield return new AlertProblem("onEntry", "false", "true, or onExit true: a rule tells of entry, of exit or of both");
        foreach (var (field, value, low, high) in new[]
        {
            ("debounceScans", rule.DebounceScans, 1, 20), ("debounceMinutes", rule.DebounceMinutes, 0, 1440), ("cooldownMinutes", rule.CooldownMinutes, 0, 10_080), ("budgetPerHour", rule.BudgetPerHour, 1, 1000),
        })
        {
            if (value < low || value > high) yield return new AlertProblem(field, value.ToString(CultureInfo.InvariantCulture), $"a whole number from {low} to {high}");
        }

        if (rule.Channels.Count == 0) yield return new AlertProblem("channels", "", $"at least one of {string.Join(", ", channels)}");
        foreach (var channel in rule.Channels.Where(c => !channels.Contains(c))) yield return new AlertProblem("channels", Texts.Clean(channel, 40), $"one of {string.Join(", ", channels)}");
        foreach (var problem in Of(rule.Filter)) yield return problem;
    }

    private static IEnumerable<AlertProblem> Of(AlertFilter filter)
    {
        if (filter.MinScore is { } score && score is not (>= 0 and <= 114)) yield return new AlertProblem("filter.minScore", score.ToString(CultureInfo.InvariantCulture), "a number from 0 to 114");
        if (filter.MaxFails is { } fails && fails is < 0 or > 11) yield return new AlertProblem("filter.maxFails", $"{filter.MaxFails}", "a whole number from 0 to 11");
        if (filter.Failing is { } gate && !GateOrder.All.Contains(gate)) yield return new AlertProblem("filter.failing", Texts.Clean(gate, 40), $"one of {string.Join(", ", GateOrder.All)}");
        if (filter.Search is { Length: 0 or > 20 }) yield return new AlertProblem("filter.search", Texts.Clean(filter.Search, 40), "1 to 20 characters");
        if (filter.Tiers is { } tiers && (tiers.Length > 40 || !tiers.All(static c => char.IsAsciiLetterLower(c) || c == ','))) yield return new AlertProblem("filter.tiers", Texts.Clean(tiers, 40), "hot, warm, or both with a comma between");
        if (filter.Names.Count > MostNames) yield return new AlertProblem("filter.names", $"{filter.Names.Count} names", $"at most {MostNames}");
        foreach (var name in filter.Names.Where(static n => n.Length is 0 or > 40 || !n.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '*' or '.' or '_')))
            yield return new AlertProblem("filter.names", Texts.Clean(name, 40), "1 to 40 letters, digits, - . _ and * for any letters");
    }
}
