using System.Net.WebSockets;

namespace CryptoRun.Worker.Exchanges;

/// <summary>Assembles the messages of a WebSocket from their fragments. One longer than <paramref name="maxBytes"/> is read to its end and given out as oversized; the next one is fine again.</summary>
/// <param name="socket">An open socket.</param>
/// <param name="maxBytes">Longest message.</param>
internal sealed class FrameReader(WebSocket socket, int maxBytes)
{
    private byte[] _buffer = new byte[Math.Min(maxBytes + 1, 64 * 1024)];

    /// <summary>The next message. Its bytes are valid until the next call.</summary>
    public async ValueTask<Frame> ReadAsync(CancellationToken cancellationToken)
    {
        var length = 0;
        var oversized = false;
        while (true)
        {
            // One byte more than allowed fits, so that there is always room to receive into.
            if (length == _buffer.Length) Array.Resize(ref _buffer, Math.Min(maxBytes + 1, length * 2));
            var part = await socket.ReceiveAsync(_buffer.AsMemory(length), cancellationToken);
            if (part.MessageType == WebSocketMessageType.Close) return new Frame(FrameKind.Closed, default);

            length += part.Count;
            if (length > maxBytes) (oversized, length) = (true, 0);
            if (part.EndOfMessage) return oversized ? new Frame(FrameKind.Oversized, default) : new Frame(FrameKind.Message, _buffer.AsMemory(0, length));
        }
    }
}

/// <summary>What came.</summary>
/// <param name="Kind">Kind.</param>
/// <param name="Bytes">The message.</param>
internal readonly record struct Frame(FrameKind Kind, ReadOnlyMemory<byte> Bytes);

/// <summary>Kinds of what may come.</summary>
internal enum FrameKind
{
    /// <summary>A whole message.</summary>
    Message,

    /// <summary>A message over the limit, discarded.</summary>
    Oversized,

    /// <summary>The venue closed the connection.</summary>
    Closed,
}
