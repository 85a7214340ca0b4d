namespace CryptoRun.Worker.Exchanges;

/// <summary>CRC-32 of ISO 3309 (reflected polynomial EDB88320), as zip and Kraken use it; fed digit by digit, so that no text is made.</summary>
internal struct Crc32()
{
    private static readonly uint[] Table = MakeTable();
    private uint _state = 0xFFFFFFFF;

    /// <summary>The checksum of everything fed so far.</summary>
    public readonly uint Value => ~_state;

    /// <summary>Feeds bytes.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        foreach (var next in bytes) _state = Table[(byte)(_state ^ next)] ^ (_state >> 8);
    }

    private static uint[] MakeTable()
    {
        var table = new uint[256];
        for (var i = 0u; i < 256; i++)
        {
            var value = i;
            for (var bit = 0; bit < 8; bit++) value = (value & 1) == 0 ? value >> 1 : (value >> 1) ^ 0xEDB88320;
            table[i] = value;
        }

        return table;
    }
}
