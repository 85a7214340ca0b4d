namespace CryptoRun.Web.Layout;

/// <summary>Names of the gates, beside other words and at the head of a row.</summary>
public static class GateName
{
    private static readonly Dictionary<string, (string Word, string Title)> Names = new(StringComparer.Ordinal)
    {
        ["score"] = ("score", "Score"),
        ["vadr"] = ("VADR", "VADR"),
        ["movement"] = ("move", "Move 4 h"),
        ["funding"] = ("funding", "Funding"),
        ["volume24h"] = ("volume", "24 h volume"),
        ["trend"] = ("trend", "Trend"),
        ["freshness"] = ("freshness", "Signal age"),
        ["fatigue"] = ("fatigue", "Fatigue"),
        ["lateFill"] = ("late fill", "Late fill"),
        ["spread"] = ("spread", "Spread"),
        ["depth"] = ("depth", "Depth ±2 %"),
        ["socialCap"] = ("social points", "Social points"),
        ["catalystHeat"] = ("event points", "Event points"),
    };

    /// <summary>The word for an identifier of <see cref="Domain.Gates.GateOrder"/>, as it stands beside other words.</summary>
    public static string Word(string gate) => Names.TryGetValue(gate, out var name) ? name.Word : gate;

    /// <summary>Its name at the head of a row; null for what is no gate.</summary>
    public static string? Title(string gate) => Names.TryGetValue(gate, out var name) ? name.Title : null;
}
