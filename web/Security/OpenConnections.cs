using System.Net;
using System.Security.Claims;
using CryptoRun.Web.Identity;

namespace CryptoRun.Web.Security;

/// <summary>What stays open.</summary>
internal enum ConnectionKind
{
    /// <summary>An event stream.</summary>
    Stream,

    /// <summary>The connection of an open page.</summary>
    Socket,

    /// <summary>An open page, or one that is kept for its reader's return.</summary>
    Circuit,
}

/// <summary>Counts what is open, of each reader and in all, and lets no more in than the limits allow.</summary>
/// <param name="limits">The limits.</param>
internal sealed class OpenConnections(ConnectionLimits limits)
{
    private static readonly AsyncLocal<string?> Behind = new();
    private readonly Lock _gate = new();
    private readonly Dictionary<(ConnectionKind, string), int> _ofReader = [];
    private readonly Dictionary<ConnectionKind, int> _all = [];

    /// <summary>Whose connection the code at work belongs to; a page's circuit is opened from inside its connection.</summary>
    public static string Reader
    {
        get => Behind.Value ?? "";
        set => Behind.Value = value;
    }

    /// <summary>Who a request counts for.</summary>
    public static string ReaderOf(HttpContext context)
    {
        if (context.User.FindFirstValue(KeyScheme.Key) is { } key) return $"key {key}";
        if (context.User.FindFirstValue(ClaimTypes.NameIdentifier) is { } user) return $"user {user}";
        return context.Connection.RemoteIpAddress is { } address ? $"address {Network(address)}" : "";
    }

    /// <summary>Lets one more in, or says which limit is reached.</summary>
    public ConnectionPlace Enter(ConnectionKind kind, string reader)
    {
        var (most, mostOfReader) = Limits(kind);
        lock (_gate)
        {
            var (all, own) = (_all.GetValueOrDefault(kind), _ofReader.GetValueOrDefault((kind, reader)));
            if (own >= mostOfReader) return new(null, "reader", mostOfReader);
            if (all >= most) return new(null, "all", most);
            (_all[kind], _ofReader[(kind, reader)]) = (all + 1, own + 1);
        }

        return new(new Lease(() => Leave(kind, reader)), null, mostOfReader);
    }

    /// <summary>How many a reader has open.</summary>
    public int Of(ConnectionKind kind, string reader)
    {
        lock (_gate) return _ofReader.GetValueOrDefault((kind, reader));
    }

    private (int All, int OfReader) Limits(ConnectionKind kind) => kind switch
    {
        ConnectionKind.Stream => (limits.Streams, limits.StreamsPerReader),
        ConnectionKind.Socket => (limits.Circuits, limits.CircuitsPerReader),

        // Counted, not refused: that was done when the connection came.
        _ => (int.MaxValue, int.MaxValue),
    };

    private void Leave(ConnectionKind kind, string reader)
    {
        lock (_gate)
        {
            _all[kind]--;
            if (--_ofReader[(kind, reader)] == 0) _ofReader.Remove((kind, reader));
        }
    }

    // Whoever has one address of IPv6 has the 2^64 of its network.
    private static string Network(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) return $"{address.MapToIPv4()}";
        return address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? Convert.ToHexStringLower(address.GetAddressBytes().AsSpan(0, 8)) : $"{address}";
    }

    private sealed class Lease(Action leave) : IDisposable
    {
        private Action? _leave = leave;

        public void Dispose() => Interlocked.Exchange(ref _leave, null)?.Invoke();
    }
}

/// <summary>A place, or why there is none.</summary>
/// <param name="Lease">Held while it is open; null where there is no place.</param>
/// <param name="Reached">Whose limit is reached, <c>reader</c> or <c>all</c>; null where there is a place.</param>
/// <param name="Most">The limit.</param>
internal sealed record ConnectionPlace(IDisposable? Lease, string? Reached, int Most);
