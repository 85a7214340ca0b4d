using System.IO.Compression;
using CryptoRun.Web.Board;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoRun.Web.Tests.Board;

public sealed class SharedDeflateTests
{
    [Fact]
    public void Pieces_AnyInAnyOrder_ReadAsTheirBytesBehindEachOther() => Prop.ForAll<byte[][], byte[]>(static (parts, kinds) => Reads(parts, kinds)).QuickCheckThrowOnFailure();

    private static void Reads(byte[][] parts, byte[] kinds)
    {
        using var wire = new MemoryStream();
        using var wanted = new MemoryStream();
        wire.Write(SharedDeflate.Head);
        for (var i = 0; i < parts.Length; i++)
        {
            // Again and again the same, as viewers are sent it.
            byte[] part = [.. parts[i], .. parts[0], 7];
            wanted.Write(part);
            if (kinds.Length > 0 && kinds[i % kinds.Length] % 2 == 0)
            {
                var head = new byte[SharedDeflate.StoredHead];
                SharedDeflate.Store(head, part.Length);
                wire.Write(head);
                wire.Write(part);
            }
            else
            {
                wire.Write(SharedDeflate.Piece(part));
            }
        }

        wire.Position = 0;
        using var gzip = new GZipStream(wire, CompressionMode.Decompress);
        var read = new byte[wanted.Length];
        gzip.ReadExactly(read);

        read.ShouldBe(wanted.ToArray());
    }

    [Fact]
    public void Store_MoreThanSixteenBits_IsRefused() => Should.Throw<OverflowException>(() => SharedDeflate.Store(new byte[SharedDeflate.StoredHead], 65_536));
}
