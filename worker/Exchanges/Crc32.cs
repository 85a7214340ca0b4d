using System.Buffers.Binary;

namespace CryptoRun.Worker.Exchanges;

/// <summary>CRC-32 of ISO 3309 (reflected polynomial EDB88320), as zip and Kraken use it; eight bytes a step (Kounavis and Berry, "Novel table lookup-based algorithms for high-performance CRC generation", 2008).</summary>
internal struct Crc32()
{
    private const int Step = 8;
    private static readonly uint[][] Tables = MakeTables();
    private uint _state = 0xFFFFFFFF;

    /// <summary>The checksum of everything fed so far.</summary>
    public readonly uint Value => ~_state;

    /// <summary>Feeds bytes.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        var state = _state;
        var (t0, t1, t2, t3, t4, t5, t6, t7) = (Tables[0], Tables[1], Tables[2], Tables[3], Tables[4], Tables[5], Tables[6], Tables[7]);
        while (bytes.Length >= Step)
        {
            var next = BinaryPrimitives.ReadUInt64LittleEndian(bytes) ^ state;
            state = t7[(byte)next] ^ t6[(byte)(next >> 8)] ^ t5[(byte)(next >> 16)] ^ t4[(byte)(next >> 24)]
                ^ t3[(byte)(next >> 32)] ^ t2[(byte)(next >> 40)] ^ t1[(byte)(next >> 48)] ^ t0[(byte)(next >> 56)];
            bytes = bytes[Step..];
        }

        foreach (var next in bytes) state = t0[(byte)(state ^ next)] ^ (state >> 8);
        _state = state;
    }

    /// <summary>Table n answers for a byte that n more bytes follow.</summary>
    private static uint[][] MakeTables()
    {
        var tables = new uint[Step][];
        for (var n = 0; n < Step; n++)
        {
            tables[n] = new uint[256];
            for (var i = 0u; i < 256; i++)
            {
                var value = n == 0 ? i : tables[n - 1][i];
                for (var bit = 0; bit < 8; bit++) value = (value & 1) == 0 ? value >> 1 : (value >> 1) ^ 0xEDB88320;
                tables[n][i] = value;
            }
        }

        return tables;
    }
}
