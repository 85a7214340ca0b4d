using CryptoRun.Domain.Factors;
using CryptoRun.Domain.Gates;
using CryptoRun.Domain.Scoring;
using CryptoRun.Web.Charts;
using CryptoRun.Web.Layout;

namespace CryptoRun.Web.Explain;

/// <summary>Names, units and figures of an explanation as people read them.</summary>
public static class ExplainWords
{
    private static bool IsOfBook(string name) =>
        name.StartsWith("spread", StringComparison.Ordinal) || name.StartsWith("depth", StringComparison.Ordinal) || name.Contains("imbalance", StringComparison.OrdinalIgnoreCase);

    private static readonly Dictionary<string, string> InputNames = new(StringComparer.Ordinal)
    {
        ["acceleration"] = "Acceleration",
        ["rsi14"] = "RSI 14, 4 h",
        ["macdHistogram"] = "MACD histogram, 4 h",
        ["atr14"] = "ATR 14, 4 h",
        ["adx14"] = "ADX 14, 4 h",
        ["plusDi14"] = "+DI 14",
        ["minusDi14"] = "−DI 14",
        ["rvol"] = "Last hour against its usual",
        ["vadr"] = "VADR",
        ["cmf24h"] = "Money flow, 24 h",
        ["advUsd"] = "Average daily volume",
        ["spreadBps"] = "Spread",
        ["depthUsd"] = "Depth within 2 %",
        ["funding8h"] = "Funding, 8 h",
        ["fundingZ"] = "Funding z",
        ["openInterestChange1h"] = "Open interest, 1 h",
        ["openInterestBeta"] = "OI per unit of return",
        ["openInterestR2"] = "OI regression R²",
        ["openInterestResidual"] = "OI residual",
        ["basis"] = "Perpetual over spot",
        ["basisDispersion"] = "Basis dispersion",
        ["eventHeat"] = "Event",
        ["heat"] = "Event heat",
        ["sentiment"] = "Sentiment",
        ["etfFlow"] = "ETF flow",
        ["bollingerWidth"] = "Bollinger width, 4 h",
        ["compression"] = "Compression",
        ["slowMomentum"] = "Slow momentum",
        ["volatility7d"] = "Volatility, 7 d",
        ["reversal4h"] = "Reversal, 4 h",
        ["volumeResidual"] = "Volume residual",
    };

    /// <summary>Tier of an input: of candles and prices the scan's own; a book is the stream's, or it would not count; perpetuals and documents are asked for.</summary>
    public static string Tier(FactorInput input, Provenance provenance) =>
        input.Source == "computed" ? "–" : IsOfBook(input.Name) ? "hot" : input.Source == MarketView.Venue ? provenance.Tier : "warm";

    /// <summary>Where a figure comes from, in few words: several venues are counted, their names stand in the tooltip.</summary>
    public static string Source(string source)
    {
        var venues = source.Count(static c => c == ',') + 1;
        return venues > 1 ? $"{venues} venues" : source;
    }

    /// <summary>An age in one word: <c>0.8 s</c>, <c>1 h</c>.</summary>
    public static string Age(double seconds) => seconds is > 0 and < 10 ? Format.Fixed(seconds, 1) + " s" : Format.Span(TimeSpan.FromSeconds(Math.Max(0, seconds)));

    /// <summary>Name of a gate.</summary>
    public static string Gate(string gate) => GateName.Title(gate) ?? gate;

    /// <summary>Name of an input or a shadow factor: <c>return4h</c> is <c>Return 4 h</c>.</summary>
    public static string Input(string name)
    {
        if (InputNames.TryGetValue(name, out var known)) return known;
        var digits = name.IndexOfAny(['1', '2', '3', '4', '5', '6', '7', '8', '9']);
        if (digits <= 0 || !name.EndsWith('h')) return Capital(name);
        var word = name[..digits] == "atr" ? "ATR" : Capital(name[..digits]);
        return $"{word} {name[digits..^1]} h";
    }

    /// <summary>Subject of a reason: a factor's or a gate's name.</summary>
    public static string Subject(string subject) => GateName.Title(subject) ?? Capital(subject);

    /// <summary>A value of an input in its unit.</summary>
    public static string Value(FactorInput input) => input.Unit switch
    {
        _ when input.Value is null => Format.Absent,
        "fraction" when input.Name is "funding8h" or "basis" or "basisDispersion" => Format.WithSign(input.Value * 100, 4) + " %",
        "fraction" when input.Name.StartsWith("return", StringComparison.Ordinal) => Format.Return(input.Value, 2) + " %",
        "fraction" => Format.Fixed(input.Value * 100, 2) + " %",
        "usd" when input.Name is "advUsd" or "depthUsd" => "$" + Format.Amount(input.Value),
        "usd" when input.Name.StartsWith("openInterest", StringComparison.Ordinal) => Dollars(input.Value),
        "bps" => Format.Fixed(input.Value, 1) + " bps",
        "usd" => Format.Price(input.Value).Replace("n/a", Format.Absent, StringComparison.Ordinal),
        "index" => Format.Fixed(input.Value, 1),
        "rank" => Format.Fixed(input.Value * 100, 0) + " %",
        "ratio" when input.Name is "rvol" or "vadr" => Format.Fixed(input.Value, 2) + "×",
        "z" => Format.WithSign(input.Value, 2),
        _ => Format.Fixed(input.Value, 4),
    };

    /// <summary>A gate's figure in its unit; with <paramref name="asMargin"/> as a margin.</summary>
    public static string Figure(double? value, string unit, bool asMargin = false)
    {
        if (value is not { } number) return Format.Absent;
        var size = Math.Abs(number);
        var sign = number < 0 ? "−" : asMargin && number > 0 ? "+" : "";
        return unit switch
        {
            "fraction" => sign + Format.Fixed(size * 100, 1) + (asMargin ? "" : " %"),
            "usd" => sign + "$" + Format.Amount(size),
            "bars" => sign + Format.Fixed(size, 0) + (asMargin ? "" : number == 1 ? " bar" : " bars"),
            "ratio" or "hurst" or "z" or "atr" => sign + Format.Fixed(size, 2),
            _ => sign + Format.Fixed(size, 1),
        };
    }

    /// <summary>A limit with its comparison: <c>≥ 75</c>.</summary>
    public static string Limit(GateResult gate)
    {
        if (gate.Threshold is not { } limit) return Format.Absent;
        var decimals = gate.Unit is "ratio" or "hurst" ? 2 : limit == Math.Round(limit) ? 0 : 1;
        var figure = gate.Unit switch
        {
            "fraction" => Format.Fixed(limit * 100, 1) + " %",
            "usd" => "$" + Format.Amount(limit),
            _ => Format.Fixed(limit, decimals).TrimEnd('.'),
        };
        return (gate.Comparison == Comparison.AtLeast ? "≥ " : "≤ ") + figure;
    }

    /// <summary>Length of a margin's bar, 0 to 50 per cent of the track: half is as far from the limit as the limit is from zero.</summary>
    public static double MarginShare(GateResult gate)
    {
        if (gate.Margin is not { } margin || gate.Threshold is not { } limit) return 0;
        var scale = Math.Max(Math.Abs(limit), gate.Unit switch { "points" => 25, "bars" => 2, _ => 1e-9 });
        return Math.Clamp(Math.Abs(margin) / scale, 0.02, 1) * 50;
    }

    /// <summary>A few words about a factor, beside its name.</summary>
    public static string Note(FactorExplanation factor)
    {
        string Of(string name, Func<double, string> write) => factor.Inputs.FirstOrDefault(i => i.Name == name)?.Value is { } v ? write(v) : Format.Absent;
        if (factor.Flags.Contains("absent")) return "absent";
        return factor.Factor switch
        {
            Factor.Momentum => "m " + Format.Fixed(factor.Raw, 2),
            Factor.Technical => $"RSI {Of("rsi14", v => Format.Fixed(v, 0))}, ADX {Of("adx14", v => Format.Fixed(v, 0))}",
            Factor.Volume => "VADR " + Of("vadr", v => Format.Fixed(v, 2)),
            Factor.Quality when factor.Inputs.Any(i => i.Name == "spreadBps") => $"ADV ${Of("advUsd", v => Format.Amount(v))}, spread {Of("spreadBps", v => Format.Fixed(v, 1))}",
            Factor.Quality => "ADV $" + Of("advUsd", v => Format.Amount(v)),
            Factor.Social => "sentiment " + Of("sentiment", v => Format.WithSign(v, 2)),
            _ => "compression " + Of("compression", v => Format.Fixed(v * 100, 0) + " %"),
        };
    }

    /// <summary>The rows from 50 to Final.</summary>
    public static IReadOnlyList<WaterfallStep> Steps(ScoreExplanation explanation)
    {
        var steps = new List<WaterfallStep> { new("Start", "neutral", 50, 50, IsTotal: true, null, null, "50.0", null) };
        var level = 50.0;
        foreach (var factor in explanation.Factors)
        {
            var absent = factor.Flags.Contains("absent");
            steps.Add(new(factor.Factor.ToString(), Note(factor), level, level + factor.Points, IsTotal: false, absent ? "absent" : Format.Score(factor.Score),
                Weight(factor.Weight), Format.WithSign(factor.Points, 1), FactorColours.Class(factor.Factor)));
            level += factor.Points;
        }

        steps.Add(Total("Composite C", "gates read this", explanation.Composite));
        level = explanation.Composite;
        var parts = explanation.BoostParts ?? [];
        Add("Social", explanation.Social, explanation.SocialFactor is { } social ? Note(social) : "no feed", explanation.SocialFactor is null ? "absent" : Format.Score(explanation.SocialFactor.Score));
        Add("Boost", explanation.Boost, BoostNote(explanation, parts), parts.Count == 0 ? "absent" : null);
        steps.Add(Total("Final", "ranks on this", explanation.Final));
        return steps;

        void Add(string name, double points, string note, string? score)
        {
            steps.Add(new(name, note, level, level + points, IsTotal: false, score, null, Format.WithSign(points, 1), "bo"));
            level += points;
        }
    }

    /// <summary>A measurement of the boost in its unit: <c>funding z +2.57</c>.</summary>
    public static string Boost(BoostPart part) => $"{Input(part.Name)} {Boost(part, part.Value)}";

    /// <summary>A value in the unit of a measurement of the boost.</summary>
    public static string Boost(BoostPart part, double? value) => part.Unit switch
    {
        _ when value is null => Format.Absent,
        "usd" => Dollars(value),
        "fraction" => Format.Return(value, 1) + " %",
        _ => Format.WithSign(value, 2),
    };

    /// <summary>Size of a position with its reasons: <c>half: no perpetual</c>; null where it is the usual one.</summary>
    public static string? Size(PositionSize? size) => size is { Reductions.Count: > 0 } ? string.Join(", ", size.Reductions.Select(static r => r.Reason)) : null;

    private static string BoostNote(ScoreExplanation explanation, IReadOnlyList<BoostPart> parts)
    {
        var counting = parts.Where(static p => p.Points > 0).ToList();
        return counting.Count > 0 ? string.Join(", ", counting.Select(static p => Boost(p))) : parts.Count > 0 ? "nothing unusual" : explanation.Boost == 0 ? "no feed" : "";
    }

    private static string Dollars(double? value) => value is { } usd ? $"{(usd < 0 ? "−" : "+")}${Format.Amount(Math.Abs(usd))}" : Format.Absent;

    /// <summary>A weight as the profile writes it: <c>0.27</c>, <c>0.1815</c>.</summary>
    public static string Weight(double weight) => Math.Round(weight, 4).ToString("0.00##", System.Globalization.CultureInfo.InvariantCulture);

    private static WaterfallStep Total(string name, string note, double level) => new(name, note, level, level, IsTotal: true, null, null, Format.Score(level), null);

    private static string Capital(string word) => word.Length == 0 ? word : char.ToUpperInvariant(word[0]) + word[1..];
}
