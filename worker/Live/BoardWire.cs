using System.Globalization;
using System.Text;
using System.Text.Json;
using CryptoRun.Worker.Documents;

namespace CryptoRun.Worker.Live;

/// <summary>A board between nodes: a line with its version, then the candidates document, what it leaves out of each row, and what changed.</summary>
/// <param name="Board">The board; in JSON without the columns that follow.</param>
/// <param name="Prices1hAgo">Base of each row's 1 h return.</param>
/// <param name="Prices24hAgo">Base of each row's 24 h return.</param>
/// <param name="Changes">What the last scan changed.</param>
/// <param name="ChangesSince">Instant of the scan that the changes compare with.</param>
internal sealed record BoardWire(
    BoardSnapshot Board, IReadOnlyList<double?> Prices1hAgo, IReadOnlyList<double?> Prices24hAgo, IReadOnlyList<BoardChange> Changes, DateTimeOffset? ChangesSince)
{
    private const byte LineEnd = (byte)'\n';

    /// <summary>As bytes.</summary>
    public static byte[] Write(BoardState state)
    {
        var rows = state.Board!.Candidates;
        var wire = new BoardWire(
            state.Board, [.. rows.Select(static r => r.Price1hAgo)], [.. rows.Select(static r => r.Price24hAgo)], state.Changes, state.ChangesSince);
        return [.. Encoding.ASCII.GetBytes(state.Board.Version.ToString(CultureInfo.InvariantCulture)), LineEnd, .. JsonSerializer.SerializeToUtf8Bytes(wire, Json.Options)];
    }

    /// <summary>The version alone, without reading the board; null when the bytes are no board.</summary>
    public static long? VersionOf(ReadOnlySpan<byte> bytes) =>
        bytes.IndexOf(LineEnd) is var end and > 0 && long.TryParse(bytes[..end], NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : null;

    /// <summary>Back from bytes, whole; null when they are no board.</summary>
    public static BoardWire? Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return VersionOf(bytes) is not null && JsonSerializer.Deserialize<BoardWire>(bytes[(bytes.IndexOf(LineEnd) + 1)..], Json.Options) is { Board.Candidates: { } rows } wire
                && wire.Prices1hAgo?.Count == rows.Count && wire.Prices24hAgo?.Count == rows.Count
                    ? wire with { Board = wire.Board with { Candidates = [.. rows.Select((row, i) => row with { Price1hAgo = wire.Prices1hAgo[i], Price24hAgo = wire.Prices24hAgo[i] })] } }
                    : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
