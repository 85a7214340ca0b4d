namespace CryptoRun.Worker.Exchanges.Bybit;

/// <summary>Which of the venue's contracts are read, and of which coin: linear perpetuals on a coin that trade and are paid in USDT, which is taken for USD. <c>SHIB1000USDT</c> is a thousand <c>SHIB-USD</c>.</summary>
internal static class BybitSymbols
{
    private const int UsualHours = 8;
    private const decimal MinutesPerHour = 60;

    /// <summary>The contract; null for those that are not read: shares, metals and the like among them.</summary>
    public static PerpetualContract? ToContract(BybitContract wire) =>
        wire is { ContractType: "LinearPerpetual", Status: "Trading", QuoteCoin: "USDT", BaseCoin.Length: > 0, SymbolType: not ("stock" or "xstocks" or "commodity" or "forex" or "index") }
            ? PerpetualContract.On(wire.Symbol, wire.BaseCoin, PerpetualRules.Hours(wire.FundingInterval / MinutesPerHour) ?? UsualHours)
            : null;
}
