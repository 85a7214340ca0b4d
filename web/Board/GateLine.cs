using CryptoRun.Web.Layout;
using CryptoRun.Worker.Live;

namespace CryptoRun.Web.Board;

/// <summary>What failed besides the first, in the few letters a row has.</summary>
public static class GateLine
{
    // What fits beside the first failure at 1280 px.
    private const int Letters = 23;

    /// <summary><c> · trend</c>, <c> · VADR +2</c>, <c> +3</c>; the nearest miss when only the score fails; empty when there is nothing to add.</summary>
    public static string Others(BoardGates gates)
    {
        ArgumentNullException.ThrowIfNull(gates);
        if (gates.NearestMiss is { } nearest) return $" · next {nearest}";
        if (gates.AlsoFailed.Count == 0) return "";
        var named = $" · {GateName.Word(gates.AlsoFailed[0])}{(gates.AlsoFailed.Count > 1 ? $" +{gates.AlsoFailed.Count - 1}" : "")}";
        return (gates.FirstFailedText?.Length ?? 0) + named.Length <= Letters ? named : $" +{gates.AlsoFailed.Count}";
    }

    /// <summary>The same in two parts: what may give way where a row is narrow, and the count that never does.</summary>
    public static (string Name, string Count) Parts(BoardGates gates)
    {
        var others = Others(gates);
        var at = others.LastIndexOf(" +", StringComparison.Ordinal);
        return at < 0 || gates.NearestMiss is not null ? (others, "") : (others[..at], others[at..]);
    }

    /// <summary>All of it in a sentence.</summary>
    public static string Full(BoardGates gates)
    {
        ArgumentNullException.ThrowIfNull(gates);
        if (gates.FirstFailed is null) return "All gates pass";
        var others = gates.AlsoFailed.Count == 0 ? "" : "; also " + string.Join(", ", gates.AlsoFailed.Select(GateName.Word));
        var nearest = gates.NearestMiss is null ? "" : $"; nearest to failing: {gates.NearestMiss}";
        return $"Fails {gates.FirstFailedText ?? GateName.Word(gates.FirstFailed)}{others}{nearest}";
    }
}
