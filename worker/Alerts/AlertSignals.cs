using CryptoRun.Worker.Markets;

namespace CryptoRun.Worker.Alerts;

/// <summary>What wakes whom in the room of alerts.</summary>
internal sealed class AlertSignals
{
    /// <summary>A rule or a channel was changed.</summary>
    public Pulse RulesChanged { get; } = new();

    /// <summary>There is something to deliver.</summary>
    public Pulse Post { get; } = new();
}
