using System.Net;
using System.Net.Sockets;

namespace CryptoRun.Worker.Alerts.Channels;

/// <summary>
/// Connects to public addresses only. The name is resolved here, every address is judged, and the connection goes to a judged address: a name that answers differently a second time
/// gains nothing.
/// </summary>
/// <param name="allowPrivate">Whether this machine and private networks may be reached too.</param>
/// <param name="resolve">Resolver of names; the system's when null.</param>
internal sealed class TargetGuard(bool allowPrivate, Func<string, CancellationToken, Task<IPAddress[]>>? resolve = null)
{
    private static readonly IPNetwork[] NotPublic =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15",
            "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
        }.Select(static n => IPNetwork.Parse(n)),
    ];

    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");

    /// <summary>Whether an address is one of the public network.</summary>
    public static bool IsPublic(IPAddress address)
    {
        var judged = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return (judged.AddressFamily == AddressFamily.InterNetwork || GlobalUnicast.Contains(judged)) && !NotPublic.Any(n => n.Contains(judged));
    }

    /// <summary>Connects.</summary>
    /// <exception cref="TargetRefusedException">The name leads nowhere public.</exception>
    /// <exception cref="SocketException">Nobody answers, or there is no such name.</exception>
    public async Task<Socket> ConnectAsync(string host, int port, CancellationToken cancellationToken)
    {
        var found = IPAddress.TryParse(host.Trim('[', ']'), out var literal) ? [literal] : await (resolve ?? Dns.GetHostAddressesAsync)(host, cancellationToken);
        var allowed = allowPrivate ? found : [.. found.Where(IsPublic)];
        if (found.Length > 0 && allowed.Length == 0) throw new TargetRefusedException();

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, port, cancellationToken);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>A client of its own: no redirects, no proxy, no cookies, little patience for long answers.</summary>
    public HttpClient Client() => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        MaxResponseHeadersLength = 16,
        PooledConnectionLifetime = TimeSpan.FromMinutes(1),
        ConnectCallback = async (context, cancellationToken) => new NetworkStream(await ConnectAsync(context.DnsEndPoint.Host, context.DnsEndPoint.Port, cancellationToken), ownsSocket: true),
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
        MaxResponseContentBufferSize = 64 * 1024,
        DefaultRequestHeaders = { { "User-Agent", "CryptoRun" } },
    };
}

/// <summary>A name that leads into this machine or a private network.</summary>
internal sealed class TargetRefusedException() : Exception("The address leads into this machine or a private network, which Alerts:AllowPrivateTargets does not allow.");

/// <summary>The one client of the ways over HTTP.</summary>
internal sealed record SenderClient(HttpClient Http) : IDisposable
{
    public void Dispose() => Http.Dispose();
}
