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
    public static string OfParameters(ScanOptions options) => Hex(SHA256.HashData(Encoding.UTF8.GetBytes(CanonicalText.Of(options))));

    /// <summary>Hash of a scan's inputs, lower-case hex.</summary>
    /// <param name="input">The scan's instant, source and regime.</param>
    /// <param name="parametersHash">See <see cref="OfParameters"/>.</param>
    /// <param name="symbols">See <see cref="OfSymbol"/>, symbols in canonical order.</param>
    public static string OfScan(ScanInput input, string parametersHash, IReadOnlyList<byte[]> symbols)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Text(hash, Engine.Version);
        Text(hash, parametersHash);
        Text(hash, input.Source.ToString());
        Number(hash, input.At.UtcTicks);
        Regime(hash, input.Regime);
        Decisions(hash, input);
        Number(hash, symbols.Count);
        foreach (var symbol in symbols) hash.AppendData(symbol);

        return Hex(hash.GetHashAndReset());
    }

    /// <summary>Hash of one symbol's inputs, candles cut to the scan's window.</summary>
    public static byte[] OfSymbol(SymbolInput symbol)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Symbol(hash, symbol);
        return hash.GetHashAndReset();
    }

    private static void Regime(IncrementalHash hash, RegimeRecord regime)
    {
        Text(hash, regime.State.ToString());
        Number(hash, regime.Confidence);
    }

    private static void Decisions(IncrementalHash hash, ScanInput input)
    {
        Number(hash, input.DecidedAt?.UtcTicks ?? -1);
        Number(hash, input.VenueHealth?.Count ?? -1);
        foreach (var (venue, state) in (input.VenueHealth ?? new Dictionary<string, VenueState>()).OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            Text(hash, venue);
            Text(hash, state.ToString());
        }
    }

    private static void Symbol(IncrementalHash hash, SymbolInput symbol)
    {
        var candles = symbol.Candles;
        Text(hash, candles.Symbol);
        Text(hash, candles.Venue);
        Number(hash, candles.Start.UtcTicks);
        Number(hash, candles.Count);
        candles.HashInto(hash);
        Price(hash, symbol.Quote);
        Text(hash, symbol.ExcludedBecause);
        Number(hash, symbol.Relaxation?.ExtraSeconds ?? -1.0);
        Text(hash, symbol.Relaxation?.Reason);
        FeedHash.Append(hash, symbol.Feeds);
    }

    private static void Price(IncrementalHash hash, Quote? quote)
    {
        Number(hash, quote is null ? 0 : 1);
        if (quote is null) return;
        Number(hash, quote.ExchangeTime.UtcTicks);
        Text(hash, quote.Venue);
        Number(hash, quote.Last);
        Number(hash, quote.Bid);
        Number(hash, quote.Ask);
    }

    public static void Text(IncrementalHash hash, string? text)
    {
        Number(hash, text is null ? -1 : Encoding.UTF8.GetByteCount(text));
        if (text is not null) hash.AppendData(Encoding.UTF8.GetBytes(text));
    }

    private static void Number(IncrementalHash hash, decimal? value)
    {
        // Dividing by one with 28 zeros strips the trailing zeros: 1.50 and 1.5 are the same price.
        Text(hash, value is { } number ? (number / 1.0000000000000000000000000000m).ToString(System.Globalization.CultureInfo.InvariantCulture) : null);
    }

    public static void Number(IncrementalHash hash, long value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        hash.AppendData(bytes);
    }

    public static void Number(IncrementalHash hash, double value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(double)];
        BinaryPrimitives.WriteDoubleLittleEndian(bytes, value);
        hash.AppendData(bytes);
    }

    private static string Hex(byte[] hash) => Convert.ToHexStringLower(hash);
}
