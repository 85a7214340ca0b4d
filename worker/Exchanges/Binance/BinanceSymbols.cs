namespace CryptoRun.Worker.Exchanges.Binance;

/// <summary>Which of the venue's contracts are read, and of which coin: perpetuals on a coin that trade and are margined in USDT, which is taken for USD. <c>1000PEPEUSDT</c> is a thousand <c>PEPE-USD</c>.</summary>
internal static class BinanceSymbols
{
    /// <summary>Hours between settlements of a contract that fundingInfo does not list.</summary>
    public const int UsualHours = 8;

    private const string Dollar = "USDT";

    /// <summary>The contract; null for those that are not read.</summary>
    public static PerpetualContract? ToContract(BinanceContract wire, int intervalHours) =>
        wire is { ContractType: "PERPETUAL", Status: "TRADING", QuoteAsset: Dollar, MarginAsset: Dollar, BaseAsset.Length: > 0, UnderlyingType: null or "COIN" }
            ? PerpetualContract.On(wire.Symbol, wire.BaseAsset, intervalHours)
            : null;
}
