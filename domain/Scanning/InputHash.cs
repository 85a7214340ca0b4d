using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Regimes;
using CryptoRun.Domain.Venues;

namespace CryptoRun.Domain.Scanning;

/// <summary>
/// SHA-256 (FIPS 180-4) over everything a score depends on, in one canonical encoding: text as length and UTF-8, numbers little-endian, instants as UTC ticks,
/// decimals without trailing zeros, symbols in ordinal order, each by its own SHA-256, candles as the window that the scan saw, whole UTC days by their own SHA-256, feeds as
/// <see cref="KnownFeeds"/> leaves them. The previous scan is not part of it.
/// </summary>
internal static class InputHash
{
    /// <summary>Hash of the parameters alone, lower-case hex.</summary>
    public static string OfParameters(object options) => Hex(SHA256.HashData(Encoding.UTF8.GetBytes(CanonicalText.Of(options))));

    /// <summary>Hash of a scan's inputs, lower-case hex.</summary>
    /// <param name="input">The scan's instant, source and regime.</param>
    /// <param name="parametersHash">See <see cref="OfParameters"/>.</param>
    /// <param name="symbols">See <see cref="OfSymbol"/>, symbols in canonical order.</param>
    public static string OfScan(ScanInput input, string parametersHash, IReadOnlyList<byte[]> symbols)
    {
        using var bytes = new CanonicalBytes();
        Text(bytes, Engine.Version);
        Text(bytes, parametersHash);
        Text(bytes, input.Source.ToString());
        Number(bytes, input.At.UtcTicks);
        Regime(bytes, input.Regime);
        Decisions(bytes, input);
        Number(bytes, symbols.Count);
        foreach (var symbol in symbols) bytes.Append(symbol);

        return Hex(bytes.Sha256());
    }

    /// <summary>Hash of one symbol's inputs, candles cut to the scan's window.</summary>
    public static byte[] OfSymbol(SymbolInput symbol)
    {
        using var bytes = new CanonicalBytes();
        Symbol(bytes, symbol);
        return bytes.Sha256();
    }

    private static void Regime(CanonicalBytes bytes, RegimeRecord regime)
    {
        Text(bytes, regime.State.ToString());
        Number(bytes, regime.Confidence);
    }

    private static void Decisions(CanonicalBytes bytes, ScanInput input)
    {
        Number(bytes, input.DecidedAt?.UtcTicks ?? -1);
        Number(bytes, input.VenueHealth?.Count ?? -1);
        foreach (var (venue, state) in (input.VenueHealth ?? new Dictionary<string, VenueState>()).OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            Text(bytes, venue);
            Text(bytes, state.ToString());
        }
    }

    private static void Symbol(CanonicalBytes bytes, SymbolInput symbol)
    {
        var candles = symbol.Candles;
        Text(bytes, candles.Symbol);
        Text(bytes, candles.Venue);
        Number(bytes, candles.Start.UtcTicks);
        Number(bytes, candles.Count);
        candles.WriteTo(bytes);
        Price(bytes, symbol.Quote);
        Text(bytes, symbol.ExcludedBecause);
        Number(bytes, symbol.Relaxation?.ExtraSeconds ?? -1.0);
        Text(bytes, symbol.Relaxation?.Reason);
        FeedHash.Append(bytes, symbol.Feeds);
    }

    private static void Price(CanonicalBytes bytes, Quote? quote)
    {
        Number(bytes, quote is null ? 0 : 1);
        if (quote is null) return;
        Number(bytes, quote.ExchangeTime.UtcTicks);
        Text(bytes, quote.Venue);
        Number(bytes, quote.Last);
        Number(bytes, quote.Bid);
        Number(bytes, quote.Ask);
    }

    public static void Text(CanonicalBytes bytes, string? text)
    {
        var length = text is null ? -1 : Encoding.UTF8.GetByteCount(text);
        Number(bytes, length);
        if (text is not null) Encoding.UTF8.GetBytes(text, bytes.Reserve(length));
    }

    private static void Number(CanonicalBytes bytes, decimal? value)
    {
        // Dividing by one with 28 zeros strips the trailing zeros: 1.50 and 1.5 are the same price.
        Text(bytes, value is { } number ? (number / 1.0000000000000000000000000000m).ToString(System.Globalization.CultureInfo.InvariantCulture) : null);
    }

    public static void Number(CanonicalBytes bytes, long value) => BinaryPrimitives.WriteInt64LittleEndian(bytes.Reserve(sizeof(long)), value);

    public static void Number(CanonicalBytes bytes, double value) => BinaryPrimitives.WriteDoubleLittleEndian(bytes.Reserve(sizeof(double)), value);

    private static string Hex(byte[] hash) => Convert.ToHexStringLower(hash);
}
