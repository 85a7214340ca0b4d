using System.Globalization;
using CryptoRun.Domain.Scoring;

namespace CryptoRun.Web.Explain;

/// <summary>A what-if as it stands in an address, <c>momentum:0.3,composite:70</c>: what differs from what is in force, in the units of the domain.</summary>
public static class WhatIfText
{
    /// <summary>Name of a knob with its unit.</summary>
    public static string Name(WhatIfKnob knob) => knob.Limit is { } limit ? LimitWords.Name(limit) : ExplainWords.Subject(knob.Key);

    /// <summary>How many times larger a value is written than it is: fractions are written in per cent.</summary>
    public static double Scale(WhatIfKnob knob) => knob.Limit is { } limit ? LimitWords.Scale(limit) : 1;

    /// <summary>A value as it is typed.</summary>
    public static string Typed(WhatIfKnob knob, double value) => LimitWords.Number(Math.Round(value * Scale(knob), 10));

    /// <summary>Reads an address; problems are sentences with the allowed range.</summary>
    public static (WhatIf Asked, IReadOnlyList<string> Problems) Read(string? text, WhatIf inForce)
    {
        var (asked, problems) = (inForce, new List<string>());
        foreach (var part in (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Take(40))
        {
            var colon = part.IndexOf(':', StringComparison.Ordinal);
            var knob = colon < 0 ? null : WhatIfKnob.All.FirstOrDefault(k => k.Key == part[..colon]);
            if (knob is null) problems.Add($"“{Short(part)}” is not a weight or limit; known are {string.Join(", ", WhatIfKnob.All.Select(static k => k.Key))}.");
            else if (Problem(knob, part[(colon + 1)..], scale: 1, out var value) is { } problem) problems.Add(problem);
            else asked = knob.With(asked, value);
        }

        var sum = asked.WeightSum;
        if (Math.Abs(sum - 1) > WeightOptions.SumTolerance) problems.Add($"The weights sum to {LimitWords.Number(Math.Round(sum, 6))}; they must sum to 1.");
        return (asked, problems);
    }

    /// <summary>Reads what was typed for a knob: null and the value, or what is wrong with the allowed range.</summary>
    public static string? Problem(WhatIfKnob knob, string? typed, double scale, out double value)
    {
        var isNumber = double.TryParse((typed ?? "").Replace(',', '.').Replace('−', '-'), NumberStyles.Float, CultureInfo.InvariantCulture, out value);
        value /= scale;
        if (knob.Unit == "bars") value = Math.Round(value);
        return isNumber && value >= knob.Least && value <= knob.Most ? null
            : $"{Name(knob)}: “{Short(typed)}” is {(isNumber ? "out of range" : "no number")}; allowed is {Typed(knob, knob.Least)} to {Typed(knob, knob.Most)}.";
    }

    /// <summary>Writes what differs; null when nothing does.</summary>
    public static string? Write(WhatIf asked, WhatIf inForce)
    {
        var parts = WhatIfKnob.All.Where(k => k.Get(asked) != k.Get(inForce)).Select(k => $"{k.Key}:{LimitWords.Number(k.Get(asked))}").ToList();
        return parts.Count == 0 ? null : string.Join(',', parts);
    }

    /// <summary>The same with weights in proportion that sum to 1.</summary>
    public static WhatIf Normalised(WhatIf asked)
    {
        var sum = asked.WeightSum;
        if (sum <= 0) return asked;
        foreach (var knob in WhatIfKnob.All.Where(static k => k.Gate is null)) asked = knob.With(asked, Math.Round(knob.Get(asked) / sum, 10));
        return asked;
    }

    private static string Short(string? text) => text is null ? "" : text.Length > 24 ? text[..24] + "…" : text;
}
