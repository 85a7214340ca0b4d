namespace CryptoRun.Domain.Premove;

/// <summary>A component of the score and the most that it can give.</summary>
internal sealed record ComponentKind(string Id, string Group, PremoveBlock Block, double Points);

/// <summary>The table of points: 40 structural, 35 behavioural, 25 catalyst.</summary>
internal static class ComponentTable
{
    public static readonly ComponentKind Funding = new("funding", "derivatives", PremoveBlock.Structural, 7);
    public static readonly ComponentKind OpenInterest = new("openInterest", "derivatives", PremoveBlock.Structural, 4);
    public static readonly ComponentKind EtfFlow = new("etfFlow", "derivatives", PremoveBlock.Structural, 4);
    public static readonly ComponentKind Reserves = new("reserves", "supplyDemand", PremoveBlock.Structural, 8);
    public static readonly ComponentKind Whales = new("whales", "supplyDemand", PremoveBlock.Structural, 7);
    public static readonly ComponentKind BookLean = new("bookLean", "microstructure", PremoveBlock.Structural, 5);
    public static readonly ComponentKind SpreadCompression = new("spreadCompression", "microstructure", PremoveBlock.Structural, 5);
    public static readonly ComponentKind LargePrints = new("largePrints", "smartMoney", PremoveBlock.Behavioural, 20);
    public static readonly ComponentKind CvdResidual = new("cvdResidual", "cvdResidual", PremoveBlock.Behavioural, 15);
    public static readonly ComponentKind Heat = new("heat", "events", PremoveBlock.Catalyst, 15);
    public static readonly ComponentKind Compression = new("compression", "compression", PremoveBlock.Catalyst, 10);
}
