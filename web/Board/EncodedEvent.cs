using System.Text;

namespace CryptoRun.Web.Board;

/// <summary>A server-sent event as bytes (WHATWG HTML, 9.2), made once for all its viewers, plain and compressed on first use. Data are one line: the documents hold no line breaks.</summary>
internal sealed class EncodedEvent
{
    private readonly Lazy<byte[]> _plain;
    private readonly Lazy<byte[]> _deflated;

    /// <summary>An event.</summary>
    /// <param name="name">Name.</param>
    /// <param name="id">Version, null for none.</param>
    /// <param name="data">The document, UTF-8.</param>
    /// <param name="releasedAt">Wall time of the release, told in a comment before it that stays readable in a compressed stream; readers of events never see it.</param>
    public EncodedEvent(string name, long? id, ReadOnlyMemory<byte> data, DateTimeOffset? releasedAt = null)
    {
        (Name, Id, Data) = (name, id, data);
        var comment = releasedAt is { } at ? Encoding.ASCII.GetBytes($": released {at.ToUnixTimeMilliseconds()}\n") : [];
        var head = Encoding.ASCII.GetBytes(id is { } version ? $"event: {name}\nid: {version}\ndata: " : $"event: {name}\ndata: ");
        _plain = new(() => [.. comment, .. head, .. data.Span, .. "\n\n"u8]);
        _deflated = new(() => [.. Stored(comment), .. SharedDeflate.Piece([.. head, .. data.Span, .. "\n\n"u8])]);
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Version, null for none.</summary>
    public long? Id { get; }

    /// <summary>The document, UTF-8.</summary>
    public ReadOnlyMemory<byte> Data { get; }

    /// <summary>As text.</summary>
    public ReadOnlySpan<byte> Plain => _plain.Value;

    /// <summary>As a piece of a gzip stream, see <see cref="SharedDeflate"/>.</summary>
    public ReadOnlySpan<byte> Deflated => _deflated.Value;

    private static byte[] Stored(byte[] bytes)
    {
        if (bytes.Length == 0) return [];
        var piece = new byte[SharedDeflate.StoredHead + bytes.Length];
        SharedDeflate.Store(piece, bytes.Length);
        bytes.CopyTo(piece, SharedDeflate.StoredHead);
        return piece;
    }
}
