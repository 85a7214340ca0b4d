namespace CryptoRun.Worker.Simulation;

/// <summary>What moves together.</summary>
internal enum Sector
{
    /// <summary>Base layers.</summary>
    Layer1,

    /// <summary>Decentralised finance.</summary>
    Finance,

    /// <summary>Memes.</summary>
    Meme,

    /// <summary>Machine intelligence and data.</summary>
    Intelligence,

    /// <summary>Scaling, storage, oracles.</summary>
    Infrastructure,

    /// <summary>Payments, games, privacy.</summary>
    Application,

    /// <summary>Pegged to a currency: no market factor moves it.</summary>
    Pegged,
}

/// <summary>A pair of the simulated venue.</summary>
/// <param name="Base">Base asset.</param>
/// <param name="Sector">Sector.</param>
/// <param name="Price">Level around which its price wanders, in the quote currency.</param>
/// <param name="Decimals">Decimals of its price.</param>
/// <param name="AdvUsd">Level around which its daily volume wanders, USD.</param>
/// <param name="Quote">Quote asset.</param>
/// <param name="Path">Asset whose path it follows.</param>
/// <param name="Status">The venue's word.</param>
internal sealed record VenuePair(string Base, Sector Sector, double Price, int Decimals, double AdvUsd, string Quote, string Path, string Status);

/// <summary>The pairs of the simulated venue: sixty coins from very liquid to hardly traded, and the pairs that every venue lists and the universe must leave out.</summary>
internal static class VenuePairs
{
    private static readonly VenuePair[] Coins =
    [
        Coin("BTC", Sector.Layer1, 94_000, 1, 1e9), Coin("ETH", Sector.Layer1, 3_250, 2, 5.2e8), Coin("SOL", Sector.Layer1, 165, 2, 2.6e8),
        Coin("XRP", Sector.Application, 2.25, 5, 2.1e8), Coin("DOGE", Sector.Meme, 0.165, 7, 7.4e7), Coin("ADA", Sector.Layer1, 0.55, 6, 4.1e7),
        Coin("LINK", Sector.Infrastructure, 14.8, 5, 2.9e7), Coin("LTC", Sector.Application, 92, 2, 2.6e7), Coin("AVAX", Sector.Layer1, 18.2, 2, 2.2e7),
        Coin("SUI", Sector.Layer1, 1.95, 4, 3.3e7), Coin("PEPE", Sector.Meme, 0.0000071, 9, 1.9e7), Coin("HBAR", Sector.Layer1, 0.152, 5, 1.6e7),
        Coin("DOT", Sector.Layer1, 2.85, 4, 1.3e7), Coin("XLM", Sector.Application, 0.27, 6, 1.5e7), Coin("BCH", Sector.Application, 495, 2, 1.1e7),
        Coin("UNI", Sector.Finance, 6.9, 3, 1.05e7), Coin("AAVE", Sector.Finance, 178, 2, 9.2e6), Coin("TAO", Sector.Intelligence, 318, 2, 1.2e7),
        Coin("NEAR", Sector.Layer1, 2.2, 3, 8.1e6), Coin("XMR", Sector.Application, 385, 2, 9.8e6), Coin("ZEC", Sector.Application, 460, 2, 1.4e7),
        Coin("RENDER", Sector.Intelligence, 2.3, 3, 6.4e6), Coin("FET", Sector.Intelligence, 0.29, 4, 5.9e6), Coin("TRX", Sector.Layer1, 0.285, 6, 7.7e6),
        Coin("ICP", Sector.Infrastructure, 4.6, 3, 5.2e6), Coin("ATOM", Sector.Layer1, 2.7, 4, 4.8e6), Coin("FIL", Sector.Infrastructure, 1.75, 3, 4.4e6),
        Coin("ARB", Sector.Infrastructure, 0.235, 4, 4.1e6), Coin("OP", Sector.Infrastructure, 0.36, 4, 3.6e6), Coin("INJ", Sector.Finance, 6.3, 3, 3.2e6),
        Coin("WIF", Sector.Meme, 0.41, 4, 3.9e6), Coin("BONK", Sector.Meme, 0.0000112, 9, 3.4e6), Coin("SHIB", Sector.Meme, 0.0000089, 9, 4.6e6),
        Coin("CRV", Sector.Finance, 0.44, 4, 2.7e6), Coin("LDO", Sector.Finance, 0.72, 4, 2.2e6), Coin("ETC", Sector.Layer1, 14.6, 3, 2.4e6),
        Coin("ALGO", Sector.Layer1, 0.152, 5, 2.1e6), Coin("GRT", Sector.Intelligence, 0.056, 5, 1.7e6), Coin("SEI", Sector.Layer1, 0.148, 5, 1.6e6),
        Coin("TIA", Sector.Infrastructure, 0.71, 4, 1.5e6), Coin("JUP", Sector.Finance, 0.27, 4, 1.35e6), Coin("PENDLE", Sector.Finance, 2.45, 4, 1.2e6),
        Coin("IMX", Sector.Application, 0.36, 4, 1.05e6), Coin("SAND", Sector.Application, 0.17, 4, 9.4e5), Coin("MANA", Sector.Application, 0.19, 4, 8.6e5),
        Coin("COMP", Sector.Finance, 34, 2, 7.9e5), Coin("SNX", Sector.Finance, 0.62, 4, 7.1e5), Coin("AXS", Sector.Application, 1.15, 4, 6.4e5),
        Coin("FLOKI", Sector.Meme, 0.000052, 8, 8.8e5), Coin("APE", Sector.Application, 0.28, 4, 5.7e5), Coin("DASH", Sector.Application, 58, 3, 9.9e5),
        Coin("KSM", Sector.Layer1, 9.4, 3, 4.3e5), Coin("ZRX", Sector.Finance, 0.165, 5, 3.6e5), Coin("BAT", Sector.Application, 0.215, 5, 4.9e5),
        Coin("STORJ", Sector.Infrastructure, 0.158, 5, 2.8e5), Coin("OCEAN", Sector.Intelligence, 0.235, 5, 2.3e5), Coin("ANKR", Sector.Infrastructure, 0.0092, 6, 1.9e5),
        Coin("BAND", Sector.Infrastructure, 0.43, 4, 1.6e5), Coin("MLN", Sector.Finance, 6.1, 3, 5.6e4), Coin("KILT", Sector.Infrastructure, 0.0135, 6, 3.9e4),
    ];

    private static readonly VenuePair[] LeftOut =
    [
        new("USDT", Sector.Pegged, 1, 5, 1.1e8, "USD", "USDT", TapeInstrument.Online),
        new("USDC", Sector.Pegged, 1, 4, 4.5e7, "USD", "USDC", TapeInstrument.Online),
        new("EUR", Sector.Pegged, 1.152, 5, 2.4e7, "USD", "EUR", TapeInstrument.Online),
        new("WBTC", Sector.Layer1, 93_950, 1, 6.5e5, "USD", "BTC", TapeInstrument.Online),
        new("ETH", Sector.Layer1, 2_821, 2, 6.1e7, "EUR", "ETH", TapeInstrument.Online),
        new("LUNA", Sector.Layer1, 0.000061, 8, 2.6e5, "USD", "LUNA", "cancel_only"),
    ];

    /// <summary>The first <paramref name="coins"/> coins, then the pairs to be left out. Beyond the sixty with names of their own there are coins <c>SIM061</c> and on.</summary>
    public static IReadOnlyList<VenuePair> Take(int coins) =>
        [.. Coins.Take(coins), .. Enumerable.Range(Coins.Length + 1, Math.Max(0, coins - Coins.Length)).Select(Nameless), .. LeftOut];

    private static VenuePair Coin(string ticker, Sector sector, double price, int decimals, double advUsd) =>
        new(ticker, sector, price, decimals, advUsd, "USD", ticker, TapeInstrument.Online);

    private static VenuePair Nameless(int number)
    {
        var random = new KeyedRandom(KeyedRandom.Key(0, (ulong)number));
        return Coin($"SIM{number:000}", (Sector)(number % 6), random.Between(0.5, 9.5), 4, 1.5e5 * PortableMath.Exp(random.Between(0, 4.5)));
    }
}
