using CryptoRun.Worker.Simulation;

namespace CryptoRun.Worker.Health;

/// <summary>Makes the loopback venues of a simulated or replayed market misbehave. A live market has no such switches.</summary>
public sealed class FaultSwitches
{
    private readonly Func<LoopbackVenues?> _loopback;

    internal FaultSwitches(Func<LoopbackVenues?> loopback) => _loopback = loopback;

    /// <summary>Whether there are any: the venues are our own, and have started.</summary>
    public bool Exist => _loopback() is not null;

    /// <summary>Names of the venues that can misbehave.</summary>
    public IReadOnlyList<string> Venues => [.. (_loopback()?.All ?? []).Select(static v => v.Name)];

    /// <summary>What stands, by venue.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<VenueFault>> Standing => (_loopback()?.All ?? []).ToDictionary(static v => v.Name, static v => v.Faults.Standing, StringComparer.Ordinal);

    /// <summary>Faults that show at a venue; none when there is no such venue.</summary>
    public IReadOnlyList<VenueFault> Offered(string venue) => Find(venue)?.CanShow ?? [];

    /// <summary>Switches a fault of a venue. False when there is no such venue, or the fault would not show there.</summary>
    public bool Switch(string venue, VenueFault fault, bool on)
    {
        if (Find(venue) is not { } loopback || !loopback.CanShow.Contains(fault)) return false;
        loopback.Faults.Switch(fault, on);
        return true;
    }

    /// <summary>A venue behaves again. False when there is no such venue.</summary>
    public bool Clear(string venue)
    {
        if (Find(venue) is not { } loopback) return false;
        loopback.Faults.Clear();
        return true;
    }

    private LoopbackVenue? Find(string venue) => _loopback()?.All.FirstOrDefault(v => string.Equals(v.Name, venue, StringComparison.OrdinalIgnoreCase));
}
