using CryptoRun.Domain.Factors;

namespace CryptoRun.Domain.Scoring;

/// <summary>What is unusual about a factor, for one symbol or for all: short words that appear beside it, only where they are true.</summary>
internal sealed class FactorFlags(FactorPanel panel, Composite composite, HorizonWeights horizons)
{
    /// <summary>z is 0 for everybody: nobody differs from the middle.</summary>
    public const string MadZero = "mad 0";

    private readonly IReadOnlyList<string> _everySymbol = OfEverySymbol(panel, composite.Section);
    private readonly IReadOnlyList<string>[] _usual = [.. composite.Section.Columns.Select((column, k) => OfAll(panel, (Factor)k, column))];

    /// <summary>The flags of one symbol's factor.</summary>
    public IReadOnlyList<string> Of(Factor factor, int i)
    {
        var own = Own(factor, i);
        return own is null ? _usual[(int)factor] : [.. _usual[(int)factor], .. own];
    }

    /// <summary>The flags of one symbol: those of every symbol, and which feeds say nothing of this one.</summary>
    public IReadOnlyList<string> OfSymbol(int i)
    {
        var own = FeedFlags.OfSymbol(panel, i);
        return own.Count == 0 ? _everySymbol : [.. _everySymbol, .. own];
    }

    /// <summary>Flags of a whole scan.</summary>
    public static IReadOnlyList<string> OfScan(FactorPanel panel, Composite composite)
    {
        var flags = OfEverySymbol(panel, composite.Section).ToList();
        for (var k = 0; k < composite.Section.Columns.Count; k++)
        {
            var column = composite.Section.Columns[k];
            var name = Name((Factor)k);
            if (column.IsAbsent && column.Raw.Length > 0) flags.Add($"{name} absent, its weight is spread");
            if (column.IsMadZero) flags.Add($"{name} {MadZero}");
            if (column.IsCollinear) flags.Add($"{name} collinear");
        }

        return flags;
    }

    /// <summary>camelCase name of a factor.</summary>
    public static string Name(Factor factor) => factor switch
    {
        Factor.Momentum => "momentum",
        Factor.Technical => "technical",
        Factor.Volume => "volume",
        Factor.Quality => "quality",
        Factor.Catalyst => "catalyst",
        _ => "social",
    };

    private static List<string> OfEverySymbol(FactorPanel panel, CrossSection section)
    {
        var flags = new List<string>();
        if (section.IsSmall) flags.Add("small universe");
        FeedFlags.AddOfQuality(flags, panel);
        if (!panel.HasHeat) flags.Add(FeedFlags.NoEventFeed);
        if (!panel.HasSocial) flags.Add("no sentiment feed");
        return flags;
    }

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
                FeedFlags.AddOfQuality(flags, panel);
                break;
            case Factor.Catalyst when !panel.HasHeat:
                flags.Add(FeedFlags.NoEventFeed);
                break;
            default:
                break;
        }

        return flags;
    }

    private static void AddMissing(List<string> flags, ComponentMean mean, params ReadOnlySpan<string> names)
    {
        for (var c = 0; c < names.Length; c++)
        {
            if (mean.Missing[c]) flags.Add(names[c]);
        }
    }

    private List<string>? Own(Factor factor, int i)
    {
        var column = composite.Section.Columns[(int)factor];
        var symbol = panel.Symbols[i];
        List<string>? flags = null;
        if (column.IsMissing(i) && !column.IsAbsent) (flags ??= []).Add("missing");
        if (factor == Factor.Momentum && horizons.Hours168 > 0 && !symbol.Momentum.HasLongest) (flags ??= []).Add("168 h left out");
        if (factor == Factor.Volume)
        {
            var volume = symbol.Volume;
            if (!(volume.RelativeVolume > 0) && !panel.Volume.Missing[0]) (flags ??= []).Add("no relative volume");
            if (!(volume.Vadr > 0) && !panel.Volume.Missing[1]) (flags ??= []).Add("no daily range");
            if (double.IsNaN(volume.MoneyFlow) && !panel.Volume.Missing[2]) (flags ??= []).Add("no money flow");
        }

        if (factor == Factor.Quality) FeedFlags.AddQuality(ref flags, panel, i);
        if (factor == Factor.Catalyst && panel.HasHeat && double.IsNaN(symbol.Catalyst.Heat.Heat)) (flags ??= []).Add(FeedFlags.NoEventFeed);
        if (factor == Factor.Social && symbol.Social is { Reading: not null, Why: { } why }) (flags ??= []).Add(why);
        return flags;
    }
}
