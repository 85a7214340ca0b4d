using CryptoRun.Domain.Factors;

namespace CryptoRun.Domain.Scoring;

/// <summary>What is unusual about a factor, for one symbol or for all: short words that appear beside it.</summary>
internal sealed class FactorFlags(FactorPanel panel, Composite composite, HorizonWeights horizons)
{
    /// <summary>z is 0 for everybody: nobody differs from the middle.</summary>
    public const string MadZero = "mad 0";

    /// <summary>Nothing is known of a perpetual: liquidity alone makes Quality.</summary>
    public const string NoPerpetual = "no perpetual";

    private readonly IReadOnlyList<string>[] _usual = [.. Enum.GetValues<Factor>().Select(factor => OfAll(panel, factor, composite.Section.Columns[(int)factor]))];

    /// <summary>The flags of one symbol's factor.</summary>
    public IReadOnlyList<string> Of(Factor factor, int i)
    {
        var own = OfSymbol(factor, i);
        return own is null ? _usual[(int)factor] : [.. _usual[(int)factor], .. own];
    }

    /// <summary>Flags of a whole scan.</summary>
    public static IReadOnlyList<string> OfScan(FactorPanel panel, Composite composite)
    {
        var flags = OfEverySymbol(panel, composite.Section).ToList();
        foreach (var factor in Enum.GetValues<Factor>())
        {
            var column = composite.Section.Columns[(int)factor];
            var name = Name(factor);
            if (column.IsAbsent && column.Raw.Length > 0) flags.Add($"{name} absent, its weight is spread");
            if (column.IsMadZero) flags.Add($"{name} {MadZero}");
            if (column.IsCollinear) flags.Add($"{name} collinear");
        }

        return flags;
    }

    /// <summary>Flags that every symbol of a scan carries.</summary>
    public static IReadOnlyList<string> OfEverySymbol(FactorPanel panel, CrossSection section)
    {
        var flags = new List<string>();
        if (section.IsSmall) flags.Add("small universe");
        AddQuality(flags, panel);
        if (!panel.HasHeat) flags.Add("no event feed");
        flags.Add("no sentiment feed");
        return flags;
    }

    /// <summary>camelCase name of a factor.</summary>
    public static string Name(Factor factor) => factor switch
    {
        Factor.Momentum => "momentum",
        Factor.Technical => "technical",
        Factor.Volume => "volume",
        Factor.Quality => "quality",
        _ => "catalyst",
    };

    private static List<string> OfAll(FactorPanel panel, Factor factor, FactorColumn column)
    {
        var flags = new List<string>();
        if (column.IsAbsent) flags.Add("absent");
        if (column.IsMadZero) flags.Add(MadZero);
        if (column.IsCollinear) flags.Add("collinear");
        switch (factor)
        {
            case Factor.Volume:
                AddMissing(flags, panel.Volume, "no relative volume", "no daily range", "no money flow");
                break;
            case Factor.Quality:
                AddQuality(flags, panel);
                break;
            case Factor.Catalyst when !panel.HasHeat:
                flags.Add("no event feed");
                break;
            default:
                break;
        }

        return flags;
    }

    private static void AddQuality(List<string> flags, FactorPanel panel)
    {
        if (panel.Derivatives is null) flags.Add(NoPerpetual);
        if (!panel.HasBooks) flags.Add("no book");
        if (panel.Derivatives is not { } derivatives) return;
        if (derivatives.Missing[0]) flags.Add("no funding");
        if (derivatives.Missing[1]) flags.Add("no open interest");
        if (derivatives.Missing[2]) flags.Add("no basis");
    }

    private static void AddMissing(List<string> flags, ComponentMean mean, params ReadOnlySpan<string> names)
    {
        for (var c = 0; c < names.Length; c++)
        {
            if (mean.Missing[c]) flags.Add(names[c]);
        }
    }

    private List<string>? OfSymbol(Factor factor, int i)
    {
        var column = composite.Section.Columns[(int)factor];
        List<string>? flags = null;
        if (column.IsMissing(i) && !column.IsAbsent) (flags ??= []).Add("missing");
        if (factor == Factor.Momentum && horizons.Hours168 > 0 && !panel.Symbols[i].Momentum.HasLongest) (flags ??= []).Add("168 h left out");
        if (factor == Factor.Volume)
        {
            var volume = panel.Symbols[i].Volume;
            if (!(volume.RelativeVolume > 0) && !panel.Volume.Missing[0]) (flags ??= []).Add("no relative volume");
            if (!(volume.Vadr > 0) && !panel.Volume.Missing[1]) (flags ??= []).Add("no daily range");
            if (double.IsNaN(volume.MoneyFlow) && !panel.Volume.Missing[2]) (flags ??= []).Add("no money flow");
        }

        if (factor == Factor.Quality && panel.Derivatives is { } derivatives) AddDerivatives(ref flags, derivatives, panel.Symbols[i].Quality.Derivatives);
        return flags;
    }

    private static void AddDerivatives(ref List<string>? flags, Derivatives all, DerivativesMeasure own)
    {
        if (!own.HasReading)
        {
            (flags ??= []).Add(own.IsListed ? "no derivatives reading" : NoPerpetual);
            return;
        }

        if (double.IsNaN(own.Funding.Z) && !all.Missing[0]) (flags ??= []).Add("no funding");
        if (double.IsNaN(own.OpenInterest.ResidualUsd) && !all.Missing[1]) (flags ??= []).Add("no open interest");
        if (double.IsNaN(own.Basis.Dispersion) && !all.Missing[2]) (flags ??= []).Add("no basis");
        if (own.OpenInterest is { IsRaw: true, Why: null }) (flags ??= []).Add("open interest raw");
    }
}
