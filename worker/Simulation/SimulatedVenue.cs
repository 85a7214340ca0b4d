namespace CryptoRun.Worker.Simulation;

/// <summary>How one venue sees the simulated market: the same paths, a little beside each other, with books and perpetuals of its own.</summary>
/// <param name="Name">The adapter's name of the venue.</param>
/// <param name="Share">Volume and depth beside Kraken's.</param>
/// <param name="OffsetBps">Usual distance of its prices from Kraken's, basis points.</param>
/// <param name="Listed">Part of the coins that it lists, 0 to 1; the largest are listed everywhere.</param>
internal sealed record SimulatedVenue(string Name, double Share, double OffsetBps, double Listed)
{
    /// <summary>The venue that is scanned: what the market has always been.</summary>
    public static readonly SimulatedVenue Kraken = new("kraken", 1, 0, 1);

    /// <summary>OKX: larger, and the coins that are traded most.</summary>
    public static readonly SimulatedVenue Okx = new("okx", 1.6, 2.5, 0.7);

    /// <summary>Coinbase: about as large.</summary>
    public static readonly SimulatedVenue Coinbase = new("coinbase", 1.2, 1.5, 0.75);

    /// <summary>Binance, whose perpetuals alone are read.</summary>
    public static readonly SimulatedVenue Binance = new("binance", 4, 2, 0.95);

    /// <summary>Bybit, whose perpetuals alone are read.</summary>
    public static readonly SimulatedVenue Bybit = new("bybit", 2, 2.5, 0.9);

    private const double ListedEverywhere = 2e7;

    /// <summary>Whether it is the one that is scanned.</summary>
    public bool IsKraken => Name == Kraken.Name;

    /// <summary>A key of this venue's own; Kraken's is the one given.</summary>
    public ulong Key(ulong key) => IsKraken ? key : KeyedRandom.Key(key, Name);

    /// <summary>Whether it lists a pair.</summary>
    public bool Lists(ulong key, VenuePair pair) =>
        IsKraken || (pair is { Quote: "USD", Status: TapeInstrument.Online } && (pair.AdvUsd >= ListedEverywhere || new KeyedRandom(KeyedRandom.Key(Key(key), "venue")).Uniform() < Listed));

    /// <summary>A pair as it is traded there.</summary>
    public VenuePair Of(VenuePair pair) => IsKraken ? pair : pair with { AdvUsd = pair.AdvUsd * Share };

    /// <summary>Log distance of its prices at the beginning of an hour.</summary>
    public double Offset(ulong key, int hour) => IsKraken ? 0 : OffsetBps * 1e-4 * new KeyedRandom(KeyedRandom.Key(KeyedRandom.Key(Key(key), "offset"), (ulong)hour)).Step();
}
