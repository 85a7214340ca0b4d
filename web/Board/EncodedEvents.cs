using System.Runtime.CompilerServices;
using System.Text.Json;
using CryptoRun.Worker.Documents;
using CryptoRun.Worker.Live;

namespace CryptoRun.Web.Board;

/// <summary>The events of a state, encoded once for all viewers and forgotten with it.</summary>
internal sealed class EncodedEvents
{
    private static readonly ConditionalWeakTable<BoardState, EncodedEvents> States = [];
    private static readonly ConditionalWeakTable<BoardAlert, EncodedEvent> Alerts = [];
    private readonly Lazy<EncodedEvent> _snapshot, _delta, _progress, _regime;

    private EncodedEvents(BoardState state)
    {
        var version = state.Board?.Version;
        _snapshot = new(() => new EncodedEvent("snapshot", version, state.SnapshotUtf8, state.ReleasedAt));
        _delta = new(() => new EncodedEvent("delta", version, state.DeltaUtf8, state.ReleasedAt));
        _progress = new(() => new EncodedEvent("progress", null, state.ProgressUtf8));
        _regime = new(() => new EncodedEvent("regime", null, state.RegimeUtf8));
    }

    /// <summary>The whole board.</summary>
    public EncodedEvent Snapshot => _snapshot.Value;

    /// <summary>What differs from the version before.</summary>
    public EncodedEvent Delta => _delta.Value;

    /// <summary>Progress of the newest run.</summary>
    public EncodedEvent Progress => _progress.Value;

    /// <summary>The regime.</summary>
    public EncodedEvent Regime => _regime.Value;

    /// <summary>The events of a state.</summary>
    public static EncodedEvents Of(BoardState state) => States.GetValue(state, static s => new EncodedEvents(s));

    /// <summary>The event of an alert.</summary>
    public static EncodedEvent Of(BoardAlert alert) => Alerts.GetValue(alert, static a => new EncodedEvent("alert", null, JsonSerializer.SerializeToUtf8Bytes(a, Json.Options)));
}
