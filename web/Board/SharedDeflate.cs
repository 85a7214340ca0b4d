using System.Buffers.Binary;
using System.IO.Compression;

namespace CryptoRun.Web.Board;

/// <summary>
/// Pieces of a gzip stream (RFC 1952 around RFC 1951) that fit behind each other in any order: none refers to bytes before it and each ends on a byte. So what many viewers
/// are sent is compressed once for all of them, though each has a stream of its own. The stream has no end: nobody closes it but by leaving.
/// </summary>
internal static class SharedDeflate
{
    /// <summary>What a stream begins with.</summary>
    public static ReadOnlySpan<byte> Head => [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];

    /// <summary>What a piece that is not compressed has before its bytes.</summary>
    public const int StoredHead = 5;

    /// <summary>Compresses a piece: blocks that end with an empty one (a synchronising flush).</summary>
    /// <param name="bytes">Bytes, any number but none.</param>
    public static byte[] Piece(ReadOnlySpan<byte> bytes)
    {
        using var made = new MemoryStream();
        using var deflate = new DeflateStream(made, CompressionLevel.Optimal, leaveOpen: true);
        deflate.Write(bytes);
        deflate.Flush();

        // Before the end that disposing writes.
        return made.ToArray();
    }

    /// <summary>Writes the head of a piece that is left as it is.</summary>
    /// <param name="to">Five bytes.</param>
    /// <param name="length">Bytes that follow, 0 to 65,535.</param>
    public static void Store(Span<byte> to, int length)
    {
        to[0] = 0;
        BinaryPrimitives.WriteUInt16LittleEndian(to[1..], checked((ushort)length));
        BinaryPrimitives.WriteUInt16LittleEndian(to[3..], (ushort)~length);
    }
}
