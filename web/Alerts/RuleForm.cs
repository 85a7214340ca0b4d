using System.Globalization;
using CryptoRun.Domain.Gates;
using CryptoRun.Domain.Regimes;
using CryptoRun.Worker.Alerts;

namespace CryptoRun.Web.Alerts;

/// <summary>A rule while a person writes it: what is typed stays as it was typed until it is saved.</summary>
internal sealed class RuleForm
{
    private AlertRule _before;

    public RuleForm(AlertRule? before)
    {
        _before = before ?? new AlertRule("", 0, "", AlertRuleKind.Filter, new AlertFilter { Verdict = Domain.Gates.Verdict.Candidate });
        var filter = _before.Filter;
        (Name, Kind, OnEntry, OnExit, TellCurrent, Enabled) = (_before.Name, _before.Kind, _before.OnEntry, _before.OnExit, _before.TellCurrent, _before.Enabled);
        (Verdict, Regime, Failing) = (Word(filter.Verdict), Word(filter.Regime), filter.Failing ?? "");
        (MinScore, MaxFails, Names) = (Text(filter.MinScore), Text(filter.MaxFails), string.Join(", ", filter.Names));
        (Scans, Minutes, Cooldown, Budget) = (Text(_before.DebounceScans), Text(_before.DebounceMinutes), Text(_before.CooldownMinutes), Text(_before.BudgetPerHour));
        Channels = [.. _before.Channels];
    }

    public string Name { get; set; }

    public AlertRuleKind Kind { get; set; }

    public bool OnEntry { get; set; }

    public bool OnExit { get; set; }

    public bool TellCurrent { get; set; }

    public bool Enabled { get; set; }

    public string Verdict { get; set; }

    public string Regime { get; set; }

    public string Failing { get; set; }

    public string MinScore { get; set; }

    public string MaxFails { get; set; }

    public string Names { get; set; }

    public string Scans { get; set; }

    public string Minutes { get; set; }

    public string Cooldown { get; set; }

    public string Budget { get; set; }

    public HashSet<string> Channels { get; }

    public bool IsNew => _before.Id.Length == 0;

    /// <summary>Goes on from a later version that differs in nothing a form has.</summary>
    public void Follow(AlertRule later) => _before = _before with { Version = later.Version, MutedUntil = later.MutedUntil };

    /// <summary>The rule, and what could not even be read.</summary>
    public (AlertRule Rule, IReadOnlyList<AlertProblem> Problems) Read()
    {
        List<AlertProblem> problems = [];
        var isFilter = Kind == AlertRuleKind.Filter;
        var filter = new AlertFilter
        {
            Verdict = isFilter ? Named<Verdict>(Verdict) : null,
            MinScore = isFilter ? Number("filter.minScore", MinScore, "a number from 0 to 114", problems) : null,
            MaxFails = isFilter && MaxFails.Trim().Length > 0 ? Whole("filter.maxFails", MaxFails, "a whole number from 0 to 11", problems) : null,
            Failing = isFilter && Failing.Length > 0 ? Failing : null,
            Search = isFilter ? _before.Filter.Search : null,
            Tiers = isFilter ? _before.Filter.Tiers : null,
            Regime = Kind is AlertRuleKind.Filter or AlertRuleKind.Regime ? Named<RegimeState>(Regime) : null,
            Names = Kind == AlertRuleKind.Regime ? [] : [.. Names.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)],
        };
        var rule = _before with
        {
            Name = Name.Trim(),
            Kind = Kind,
            Filter = filter,
            OnEntry = OnEntry,
            OnExit = OnExit,
            TellCurrent = TellCurrent,
            Enabled = Enabled,
            DebounceScans = Whole("debounceScans", Scans, "a whole number from 1 to 20", problems),
            DebounceMinutes = Whole("debounceMinutes", Minutes, "a whole number from 0 to 1440", problems),
            CooldownMinutes = Whole("cooldownMinutes", Cooldown, "a whole number from 0 to 10080", problems),
            BudgetPerHour = Whole("budgetPerHour", Budget, "a whole number from 1 to 1000", problems),
            Channels = [.. Channels],
        };
        return (rule, problems);
    }

    private static int Whole(string field, string text, string allowed, List<AlertProblem> problems)
    {
        if (int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var value)) return value;
        problems.Add(new AlertProblem(field, text.Trim(), allowed));
        return 1;
    }

    private static double? Number(string field, string text, string allowed, List<AlertProblem> problems)
    {
        if (text.Trim().Length == 0) return null;
        if (double.TryParse(text.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)) return value;
        problems.Add(new AlertProblem(field, text.Trim(), allowed));
        return null;
    }

    private static T? Named<T>(string word)
        where T : struct, Enum => Enum.TryParse<T>(word, out var value) ? value : null;

    private static string Word<T>(T? value)
        where T : struct, Enum => value?.ToString() ?? "";

    private static string Text(double? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "";
}
