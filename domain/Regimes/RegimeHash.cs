using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Scanning;

namespace CryptoRun.Domain.Regimes;

/// <summary>
/// SHA-256 over everything a detection depends on, encoded as <see cref="InputHash"/> encodes a scan: engine and parameters, the boundary, the state that was in force with what was
/// pending, and of every symbol, in ordinal order, the candles that the detection may look back on.
/// </summary>
internal static class RegimeHash
{
    private const int LookBackHours = BreadthThrust.LookBackDays * UtcGrid.HoursPerDay;

    /// <summary>Lower-case hex.</summary>
    /// <param name="at">The boundary.</param>
    /// <param name="symbols">Symbols to choose the universe from.</param>
    /// <param name="previous">The detection before, or null.</param>
    /// <param name="parametersHash">See <see cref="InputHash.OfParameters(object)"/>.</param>
    public static string Of(DateTimeOffset at, IEnumerable<SymbolHistory> symbols, RegimeRecord? previous, string parametersHash)
    {
        using var bytes = new CanonicalBytes();
        InputHash.Text(bytes, Engine.Version);
        InputHash.Text(bytes, parametersHash);
        InputHash.Number(bytes, at.UtcTicks);
        InputHash.Text(bytes, previous?.State.ToString());
        InputHash.Text(bytes, previous?.Pending?.ToString());
        InputHash.Number(bytes, previous?.Since.UtcTicks ?? -1);
        foreach (var symbol in symbols.OrderBy(static s => s.Candles.Symbol, StringComparer.Ordinal))
        {
            // From the first of the days that are looked back on: whole days have their own digest, which is computed once.
            var closed = symbol.Candles.ClosedAt(at);
            if (closed.Count == 0) continue;
            var today = UtcGrid.Hour(closed.End) % UtcGrid.HoursPerDay;
            var seen = closed.Last(LookBackHours + today);
            InputHash.Text(bytes, seen.Symbol);
            InputHash.Text(bytes, seen.Venue);
            InputHash.Number(bytes, seen.Start.UtcTicks);
            InputHash.Number(bytes, seen.Count);
            seen.WriteTo(bytes);
        }

        return Convert.ToHexStringLower(bytes.Sha256());
    }
}
