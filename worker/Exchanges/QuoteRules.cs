namespace CryptoRun.Worker.Exchanges;

/// <summary>What no market can have quoted. Such a quote stops at the border, with the name of the rule it broke.</summary>
internal static class QuoteRules
{
    /// <summary>The broken rule's name, or null for a quote that may pass.</summary>
    /// <param name="last">Last price.</param>
    /// <param name="bid">Best bid, null for an empty side.</param>
    /// <param name="ask">Best ask, null for an empty side.</param>
    public static string? Broken(decimal last, decimal? bid, decimal? ask) =>
        last <= 0 || bid <= 0 || ask <= 0 ? "price not positive" : bid > ask ? "crossed" : null;
}
