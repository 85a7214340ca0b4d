using CryptoRun.Domain.Factors;

namespace CryptoRun.Domain.Scoring;

/// <summary>Which feeds say nothing: of anybody, or of one symbol.</summary>
internal static class FeedFlags
{
    /// <summary>No calendar is connected.</summary>
    public const string NoEventFeed = "no event feed";

    private const string NoPerpetual = "no perpetual";
    private const string NoBook = "no book";
    private const string NotTrustworthy = "book not trustworthy";
    private const string NoReading = "no derivatives reading";
    private const string NoFunding = "no funding";
    private const string NoOpenInterest = "no open interest";
    private const string NoBasis = "no basis";

    /// <summary>Adds what nobody has of Quality.</summary>
    public static void AddOfQuality(List<string> flags, FactorPanel panel)
    {
        if (panel.Derivatives is null) flags.Add(Any(panel, symbol => symbol.Quality.Derivatives.IsListed) ? NoReading : NoPerpetual);
        if (!panel.HasBooks) flags.Add(Any(panel, symbol => symbol.Books is { Count: > 0 }) ? NotTrustworthy : NoBook);
        if (panel.Derivatives is not { } derivatives) return;
        if (derivatives.Missing[0]) flags.Add(NoFunding);
        if (derivatives.Missing[1]) flags.Add(NoOpenInterest);
        if (derivatives.Missing[2]) flags.Add(NoBasis);
    }

    /// <summary>Adds what a symbol lacks of Quality and others have, and what its numbers are to be read with.</summary>
    public static void AddQuality(ref List<string>? flags, FactorPanel panel, int i)
    {
        AddLacking(ref flags, panel, i);
        var quality = panel.Symbols[i].Quality;
        if (quality.Book?.DepthIsLowerBound == true) (flags ??= []).Add("depth is a lower bound");
        if (quality.Derivatives.OpenInterest is { IsRaw: true, Why: null }) (flags ??= []).Add("open interest raw");
    }

    /// <summary>Feeds that others have and that say nothing of this symbol.</summary>
    public static IReadOnlyList<string> OfSymbol(FactorPanel panel, int i)
    {
        List<string>? flags = null;
        AddLacking(ref flags, panel, i);
        if (panel.HasHeat && double.IsNaN(panel.Symbols[i].Catalyst.Heat.Heat)) (flags ??= []).Add(NoEventFeed);
        if (panel.HasSocial && double.IsNaN(panel.Symbols[i].Social.Value)) (flags ??= []).Add("no sentiment");
        return flags ?? (IReadOnlyList<string>)[];
    }

    private static void AddLacking(ref List<string>? flags, FactorPanel panel, int i)
    {
        var quality = panel.Symbols[i].Quality;
        if (panel.HasBooks && quality.Book is null) (flags ??= []).Add(panel.Symbols[i].Books is { Count: > 0 } ? NotTrustworthy : NoBook);
        if (panel.Derivatives is not { } all) return;

        var own = quality.Derivatives;
        if (!own.HasReading)
        {
            (flags ??= []).Add(own.IsListed ? NoReading : NoPerpetual);
            return;
        }

        if (double.IsNaN(own.Funding.Z) && !all.Missing[0]) (flags ??= []).Add(NoFunding);
        if (double.IsNaN(own.OpenInterest.ResidualUsd) && !all.Missing[1]) (flags ??= []).Add(NoOpenInterest);
        if (double.IsNaN(own.Basis.Dispersion) && !all.Missing[2]) (flags ??= []).Add(NoBasis);
    }

    private static bool Any(FactorPanel panel, Func<SymbolMeasures, bool> has)
    {
        foreach (var symbol in panel.Symbols)
        {
            if (has(symbol)) return true;
        }

        return false;
    }
}
