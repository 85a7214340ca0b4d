using System.Buffers;

namespace CryptoRun.Worker.Exchanges.DefiLlama;

/// <summary>The source's tickers and our symbols. It knows coins by ticker alone: two coins of one ticker are one to it, and to us.</summary>
internal static class DefiLlamaSymbols
{
    private const int Longest = 20;
    private static readonly SearchValues<char> Letters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.$+");

    /// <summary>Canonical symbol of a ticker, wrapped coins as what they wrap; null for what is no ticker (<c>-</c>, <c>UNKNOWN (0x..)</c>).</summary>
    public static string? ToCanonical(string? ticker) => IsTicker(ticker) ? $"{Asset(ticker!.ToUpperInvariant())}-USD" : null;

    private static string Asset(string ticker) => ticker switch
    {
        "XBT" or "WBTC" or "BTCB" or "CBBTC" => "BTC",
        "WETH" => "ETH",
        "WBNB" => "BNB",
        "WSOL" => "SOL",
        "WAVAX" => "AVAX",
        "XDG" => "DOGE",
        _ => ticker,
    };

    private static bool IsTicker(string? ticker) => ticker is { Length: > 0 and <= Longest } && char.IsAsciiLetterOrDigit(ticker[0]) && !ticker.AsSpan().ContainsAnyExcept(Letters);
}
