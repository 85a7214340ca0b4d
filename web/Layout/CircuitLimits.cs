using Microsoft.AspNetCore.Components.Server;

namespace CryptoRun.Web.Layout;

/// <summary>How long a circuit waits for a viewer whose connection broke. Who comes back in time has lost nothing; later the page loads itself again (connection.js).</summary>
internal static class CircuitLimits
{
    /// <summary>Longer than a restart of a router or a short sleep of a laptop; memory is held meanwhile.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromMinutes(3);

    /// <summary>As many as watch at once: a network that breaks for all of them must not throw any away.</summary>
    public const int MostKept = 1_000;

    public static void Set(CircuitOptions options) =>
        (options.DisconnectedCircuitRetentionPeriod, options.DisconnectedCircuitMaxRetained, options.DetailedErrors) = (Kept, MostKept, false);
}
