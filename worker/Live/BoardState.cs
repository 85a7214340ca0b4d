using System.Text.Json;
using CryptoRun.Worker.Documents;

namespace CryptoRun.Worker.Live;

/// <summary>Everything a viewer is shown, frozen at one revision. Encodings are made once, on first use, and shared by all viewers.</summary>
public sealed class BoardState
{
    private readonly Lazy<byte[]> _snapshot;
    private readonly Lazy<byte[]> _delta;
    private readonly Lazy<byte[]> _progress;
    private readonly Lazy<byte[]> _regime;

    internal BoardState(long revision, BoardSnapshot? board, BoardSnapshot? before, ProgressEvent? progress, IReadOnlyList<BoardChange> changes, DateTimeOffset? changesSince)
    {
        (Revision, Board, Progress, Changes, ChangesSince) = (revision, board, progress, changes, changesSince);
        BoardBefore = before;
        _snapshot = new(() => JsonSerializer.SerializeToUtf8Bytes(Board, Json.Options));
        _delta = new(() => JsonSerializer.SerializeToUtf8Bytes(BoardDelta.Between(BoardBefore, Board!), Json.Options));
        _progress = new(() => JsonSerializer.SerializeToUtf8Bytes(Progress, Json.Options));
        _regime = new(() => JsonSerializer.SerializeToUtf8Bytes(Board?.Regime, Json.Options));
    }

    /// <summary>Grows with every change of anything; a subscriber that has it has everything.</summary>
    public long Revision { get; }

    /// <summary>The board, null before the first scan.</summary>
    public BoardSnapshot? Board { get; }

    /// <summary>The board of the version before; a delta refers to it.</summary>
    public BoardSnapshot? BoardBefore { get; }

    /// <summary>Progress of the newest run, null before the first.</summary>
    public ProgressEvent? Progress { get; }

    /// <summary>What the last scan changed.</summary>
    public IReadOnlyList<BoardChange> Changes { get; }

    /// <summary>Instant of the scan that <see cref="Changes"/> compare with.</summary>
    public DateTimeOffset? ChangesSince { get; }

    /// <summary>The newest alerts, newest first, at most <see cref="LiveBoard.MostAlerts"/>.</summary>
    public IReadOnlyList<BoardAlert> Alerts { get; init; } = [];

    /// <summary>Wall time of the release, so that a viewer can measure how late it was told.</summary>
    public DateTimeOffset ReleasedAt { get; init; }

    /// <summary>Where the board was made.</summary>
    internal Origin Origin { get; init; }

    /// <summary>The candidates document, UTF-8.</summary>
    public ReadOnlyMemory<byte> SnapshotUtf8 => _snapshot.Value;

    /// <summary>The delta document from the version before, UTF-8.</summary>
    public ReadOnlyMemory<byte> DeltaUtf8 => _delta.Value;

    /// <summary>The progress document, UTF-8.</summary>
    public ReadOnlyMemory<byte> ProgressUtf8 => _progress.Value;

    /// <summary>The regime in short, UTF-8.</summary>
    public ReadOnlyMemory<byte> RegimeUtf8 => _regime.Value;
}

/// <summary>Difference of two versions.</summary>
/// <param name="Version">Version after.</param>
/// <param name="From">Version before; a viewer with another one asks for the snapshot.</param>
/// <param name="ScanId">Scan after.</param>
/// <param name="AsOf">Scan instant after.</param>
/// <param name="PublishedAt">Market time after.</param>
/// <param name="Upserts">Rows that differ. A row that was there before leaves out of contributions, gates and sparkline what it would repeat.</param>
/// <param name="Removed">Symbols that left.</param>
public sealed record BoardDelta(long Version, long From, string ScanId, DateTimeOffset AsOf, DateTimeOffset PublishedAt, IReadOnlyList<BoardRow> Upserts, IReadOnlyList<string> Removed)
{
    internal static BoardDelta Between(BoardSnapshot? before, BoardSnapshot after)
    {
        var old = before?.Candidates.ToDictionary(r => r.Symbol) ?? [];
        var upserts = new List<BoardRow>();
        foreach (var row in after.Candidates)
        {
            if (!old.Remove(row.Symbol, out var was)) upserts.Add(row);
            else if (!ReferenceEquals(was, row)) upserts.Add(BoardRows.Less(was, row));
        }

        return new BoardDelta(after.Version, before?.Version ?? 0, after.ScanId, after.AsOf, after.PublishedAt, upserts, [.. old.Keys]);
    }
}
