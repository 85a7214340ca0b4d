namespace CryptoRun.Worker.Markets;

/// <summary>Configuration section <c>Market:Universe</c>: base assets that are traded but never scanned. A list in the configuration is added to by index, as configuration does.</summary>
public sealed record UniverseLists
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Market:Universe";

    /// <summary>Quote asset of the universe.</summary>
    public string Quote { get; init; } = "USD";

    /// <summary>Tokens that follow a currency.</summary>
    public IReadOnlyList<string> Stablecoins { get; init; } =
    [
        "USDT", "USDC", "DAI", "TUSD", "PYUSD", "USDP", "GUSD", "BUSD", "FDUSD", "USDD", "FRAX", "LUSD", "SUSD", "USDG", "RLUSD", "USDS", "USDE", "USDQ", "USDR", "USD1",
        "USDY", "GHO", "CRVUSD", "UST", "USTC", "EURT", "EURC", "EURS", "EURR", "EUROP", "EURQ", "AGEUR", "TGBP", "AUDX", "XSGD",
    ];

    /// <summary>Money of states.</summary>
    public IReadOnlyList<string> Fiat { get; init; } = ["USD", "EUR", "GBP", "AUD", "CAD", "CHF", "JPY", "AED", "NZD", "SGD", "HKD", "TRY", "BRL", "MXN", "ARS", "PLN", "SEK", "NOK", "DKK", "ZAR", "INR", "KRW"];

    /// <summary>Leveraged and inverse tokens.</summary>
    public IReadOnlyList<string> Leveraged { get; init; } =
    [
        "BTCUP", "BTCDOWN", "ETHUP", "ETHDOWN", "BULL", "BEAR", "ETHBULL", "ETHBEAR", "BTC3L", "BTC3S", "ETH3L", "ETH3S", "BTC2L", "BTC2S", "ETH2L", "ETH2S", "SOL3L", "SOL3S", "XRP3L", "XRP3S",
    ];

    /// <summary>Wrapped and staked twins of another asset: their momentum is the other's.</summary>
    public IReadOnlyList<string> Twins { get; init; } =
    [
        "WBTC", "TBTC", "CBBTC", "LBTC", "RENBTC", "KBTC", "SOLVBTC", "WETH", "STETH", "WSTETH", "RETH", "CBETH", "METH", "CMETH", "EETH", "WEETH", "EZETH", "RSETH", "SWETH", "FRXETH", "SFRXETH", "ETH2",
        "MSOL", "JITOSOL", "BSOL", "JUPSOL", "BNSOL", "STSOL", "WAXL", "WBNB", "WAVAX", "SAVAX", "STMATIC", "STATOM", "STDOT", "LSETH",
    ];
}
