using CryptoRun.Domain.Markets;

namespace CryptoRun.Worker.Exchanges;

/// <summary>What no market can have produced. Such a trade stops at the border, with the name of the rule it broke.</summary>
internal static class TradeRules
{
    /// <summary>The broken rule's name, or null for a trade that may pass.</summary>
    public static string? Broken(in Trade trade) => trade switch
    {
        { Price: <= 0 } => "price not positive",
        { Size: <= 0 } => "size not positive",
        _ when trade.Size > 1 && trade.Price > decimal.MaxValue / trade.Size => "worth beyond a decimal",
        _ => null,
    };
}
