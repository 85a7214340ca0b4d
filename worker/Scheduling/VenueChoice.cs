using System.Text.Json.Serialization;
using CryptoRun.Domain.Venues;
using CryptoRun.Worker.Exchanges;

namespace CryptoRun.Worker.Scheduling;

/// <summary>Whose order books and perpetual futures a scan reads. Candles, and the books of their venue, are always there: they are what is scanned.</summary>
/// <param name="Without">Venues that it leaves out, of <see cref="All"/>; empty for none.</param>
public sealed record VenueChoice(IReadOnlyList<string> Without)
{
    /// <summary>Every venue that is configured.</summary>
    public static VenueChoice Every { get; } = new([]);

    /// <summary>Venues of order books that can be left out.</summary>
    public static IReadOnlyList<string> Books { get; } = Of(VenueRole.Books);

    /// <summary>Venues of perpetual futures that can be left out.</summary>
    public static IReadOnlyList<string> Perpetuals { get; } = Of(VenueRole.Perpetuals);

    /// <summary>Venues that can be left out: those of books, then those of perpetual futures.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Books, .. Perpetuals];

    /// <summary>Whether nobody is left out.</summary>
    [JsonIgnore]
    public bool IsEvery => Without.Count == 0;

    /// <summary>Whom a scan is to name where the other venues have nothing; null where nobody is left out.</summary>
    [JsonIgnore]
    public LeftOutVenues? LeftOut => IsEvery ? null : new([.. Without.Where(Books.Contains)], [.. Without.Where(Perpetuals.Contains)]);

    /// <inheritdoc />
    public bool Equals(VenueChoice? other) => other is not null && Without.SequenceEqual(other.Without, StringComparer.Ordinal);

    /// <inheritdoc />
    public override int GetHashCode() => Without.Count;

    private static List<string> Of(VenueRole role) => [.. VenueSettings.Known.Where(v => v.Role == role).Select(static v => v.Venue)];
}
