using System.Globalization;
using CryptoRun.Domain.Exits;
using CryptoRun.Domain.Regimes;
using CryptoRun.Worker.Alerts;
using CryptoRun.Worker.Backtests;

namespace CryptoRun.Web.Backtests;

/// <summary>A back-test as it is typed.</summary>
public sealed class BacktestDraft
{
    private const string Pattern = "yyyy-MM-ddTHH:mm";

    /// <summary>The word for a span with both ends typed.</summary>
    public const string Own = "own";

    /// <summary>Spans to choose from: days back from the last full hour.</summary>
    public static IReadOnlyList<(string Days, string Words)> Spans { get; } = [("7", "last 7 days"), ("30", "last 30 days"), ("90", "last 90 days"), ("180", "last half year"), ("365", "last year"), (Own, "from … to")];

    /// <summary>Name; empty: what it does.</summary>
    public string Name { get; set; } = "";

    /// <summary>One of <see cref="Spans"/>.</summary>
    public string Span { get; set; } = "30";

    /// <summary>First scan, UTC.</summary>
    public string From { get; set; } = "";

    /// <summary>End, UTC.</summary>
    public string To { get; set; } = "";

    /// <summary>Which symbols.</summary>
    public BacktestUniverse Universe { get; set; } = BacktestUniverse.All;

    /// <summary>Named symbols.</summary>
    public string Symbols { get; set; } = "";

    /// <summary>How many of the largest.</summary>
    public string Top { get; set; } = "50";

    /// <summary>Regime; empty: as detected.</summary>
    public string Regime { get; set; } = "";

    /// <summary>Hours between scans.</summary>
    public string ScanEveryHours { get; set; } = "4";

    /// <summary>Exit rules.</summary>
    public ExitProfile Exits { get; set; } = ExitProfile.Patient;

    /// <summary>Costs.</summary>
    public BacktestCosts Costs { get; set; } = BacktestCosts.Venue;

    /// <summary>Flat costs.</summary>
    public string FlatBps { get; set; } = "20";

    /// <summary>Equity at the start.</summary>
    public string InitialUsd { get; set; } = "100000";

    /// <summary>Most positions.</summary>
    public string MostPositions { get; set; } = "15";

    /// <summary>Seed.</summary>
    public string Seed { get; set; } = "1";

    /// <summary>Whether the look-ahead audit follows.</summary>
    public bool Audit { get; set; }

    /// <summary>Everything as another test had it, to be changed.</summary>
    public static BacktestDraft Like(BacktestRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new BacktestDraft
        {
            Name = request.Name ?? "",
            Span = Own,
            From = Text(request.From!.Value),
            To = Text(request.To!.Value),
            Universe = request.Universe,
            Symbols = string.Join(", ", request.Symbols ?? []),
            Top = Text(request.Top),
            Regime = request.Regime?.ToString() ?? "",
            ScanEveryHours = Text(request.ScanEveryHours),
            Exits = request.Exits,
            Costs = request.Costs,
            FlatBps = request.FlatBps.ToString(CultureInfo.InvariantCulture),
            InitialUsd = request.InitialUsd.ToString(CultureInfo.InvariantCulture),
            MostPositions = Text(request.MostPositions),
            Seed = request.Seed.ToString(CultureInfo.InvariantCulture),
            Audit = request.Audit,
        };
    }

    /// <summary>Writes both ends of a chosen span out, so that they can be changed.</summary>
    /// <param name="now">Market time.</param>
    public void WriteSpan(DateTimeOffset now)
    {
        if (Span == Own && From.Length > 0) return;
        var to = BacktestRequest.FullHour(now);
        var days = int.TryParse(Span, NumberStyles.None, CultureInfo.InvariantCulture, out var chosen) ? chosen : BacktestRequest.DefaultDays;
        (From, To) = (Text(to.AddDays(-days)), Text(to));
    }

    /// <summary>The request, and what cannot be read as a number or an instant; those fields have their defaults meanwhile.</summary>
    /// <param name="now">Market time.</param>
    public (BacktestRequest Request, IReadOnlyList<AlertProblem> Problems) Read(DateTimeOffset now)
    {
        List<AlertProblem> problems = [];
        var to = BacktestRequest.FullHour(now);
        var otherwise = new BacktestRequest();
        var request = new BacktestRequest
        {
            Name = Name,
            From = Span == Own ? Instant("from", From, problems) : to.AddDays(-int.Parse(Span, CultureInfo.InvariantCulture)),
            To = Span == Own ? Instant("to", To, problems) : to,
            Universe = Universe,
            Symbols = Symbols.Split([',', ' ', ';', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            Top = Whole("top", Top, "a whole number from 1 to 1000", Universe == BacktestUniverse.Top, otherwise.Top, problems),
            Regime = Enum.TryParse<RegimeState>(Regime, out var regime) ? regime : null,
            ScanEveryHours = Whole("scanEveryHours", ScanEveryHours, "a whole number from 1 to 24", true, otherwise.ScanEveryHours, problems),
            Exits = Exits,
            Costs = Costs,
            FlatBps = Number("flatBps", FlatBps, "a number from 0 to 1000", Costs == BacktestCosts.Flat, otherwise.FlatBps, problems),
            InitialUsd = Number("initialUsd", InitialUsd, "a number from 100 to 1e12", true, otherwise.InitialUsd, problems),
            MostPositions = Whole("mostPositions", MostPositions, "a whole number from 1 to 100", true, otherwise.MostPositions, problems),
            Seed = ulong.TryParse(Seed.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var seed) ? seed : Bad("seed", Seed, "a whole number from 0 on", problems, otherwise.Seed),
            Audit = Audit,
        };
        return (request, problems);
    }

    private static DateTimeOffset? Instant(string field, string text, List<AlertProblem> problems) =>
        DateTimeOffset.TryParse(text.Trim(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var value)
            ? value
            : Bad<DateTimeOffset?>(field, text, "an instant such as 2025-11-06 15:00, UTC", problems, null);

    private static int Whole(string field, string text, string allowed, bool isAsked, int otherwise, List<AlertProblem> problems) =>
        int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : isAsked ? Bad(field, text, allowed, problems, otherwise) : otherwise;

    private static double Number(string field, string text, string allowed, bool isAsked, double otherwise, List<AlertProblem> problems) =>
        double.TryParse(text.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : isAsked ? Bad(field, text, allowed, problems, otherwise) : otherwise;

    private static T Bad<T>(string field, string text, string allowed, List<AlertProblem> problems, T otherwise)
    {
        problems.Add(new AlertProblem(field, text.Trim(), allowed));
        return otherwise;
    }

    private static string Text(DateTimeOffset at) => at.UtcDateTime.ToString(Pattern, CultureInfo.InvariantCulture);

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
