using Microsoft.AspNetCore.WebUtilities;

namespace CryptoRun.Web.Jobs;

/// <summary>What the page looks at, as its address says.</summary>
public sealed record JobsQuery
{
    /// <summary>How runs end, and running.</summary>
    public static IReadOnlyList<string> Outcomes { get; } = ["running", "succeeded", "failed", "cancelled", "lost", "missed"];

    /// <summary>Of this job.</summary>
    public string? Job { get; init; }

    /// <summary>With this outcome.</summary>
    public string? Outcome { get; init; }

    /// <summary>Whose id begins with this, or whose job's name contains it.</summary>
    public string? Search { get; init; }

    /// <summary>The run whose log is read.</summary>
    public string? Run { get; init; }

    /// <summary>The job whose schedule is edited.</summary>
    public string? Edit { get; init; }

    /// <summary>Cursor.</summary>
    public string? Before { get; init; }

    /// <summary>Reads an address; what cannot be used is left out.</summary>
    public static JobsQuery ReadAddress(string address)
    {
        var values = QueryHelpers.ParseQuery(new Uri(address).Query);
        return new JobsQuery { Job = Word("job"), Outcome = Outcomes.FirstOrDefault(o => o == Word("outcome")), Search = Word("q"), Run = Word("run"), Edit = Word("edit"), Before = Word("before") };

        string? Word(string name) => values.TryGetValue(name, out var value) && value.ToString().Trim() is { Length: > 0 and <= 60 } text ? text : null;
    }

    /// <summary>The address.</summary>
    public string ToAddress() => "/jobs" + ToQuery(new() { ["job"] = Job, ["outcome"] = Outcome, ["q"] = Search, ["run"] = Run, ["edit"] = Edit, ["before"] = Before });

    /// <summary>The same runs from the API.</summary>
    public string ToExport(string format) => "/api/v1/jobs/runs" + ToQuery(new() { ["job"] = Job, ["outcome"] = Outcome, ["q"] = Search, ["limit"] = "1000", ["format"] = format });

    private static string ToQuery(Dictionary<string, string?> values) => QueryHelpers.AddQueryString("", values.Where(static v => v.Value is not null));
}
