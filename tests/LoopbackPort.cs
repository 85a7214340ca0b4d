using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace CryptoRun.Tests;

/// <summary>
/// A port for a server that a test kills and starts again. It lies below the ports that the system lends to outgoing connections: while the server is away nobody else can be given it.
/// </summary>
internal static class LoopbackPort
{
    private const int Lowest = 12_000, AboveHighest = 32_000;
    private static readonly ConcurrentDictionary<int, bool> Given = new();

    /// <summary>A port where nobody listens, never given before by this process.</summary>
    public static int Take()
    {
        while (true)
        {
            var port = Random.Shared.Next(Lowest, AboveHighest);
            if (Given.TryAdd(port, true) && IsFree(port)) return port;
        }
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
