using System.Text;

namespace CryptoRun.Worker.Tests.Exchanges;

/// <summary>Seeded damage to messages: what lines, proxies, bugs and malice do to them.</summary>
/// <param name="seeds">Valid messages of a venue.</param>
/// <param name="seed">Seed.</param>
internal sealed class FrameMutations(IReadOnlyList<byte[]> seeds, int seed)
{
    private static readonly string[] Values =
    [
        "null", "true", "false", "-1", "0", "-0", "0.0", "1e5", "1E-7", "-1.5e+3", "1e400", "1e-400", "9e27", "NaN", "\"NaN\"", "\"Infinity\"", "\"-Infinity\"", "\"\"", "\"1e3\"", "\"0x10\"", "\" 1 \"",
        "[]", "{}", "[[]]", "[null]", "{\"a\":1}", "00", "1.", ".5", "+1", "79228162514264337593543950335", "79228162514264337593543950336", "0.00000000000000000000000000001",
        "18446744073709551616", "-9223372036854775809", "4294967296", "\"9999-12-31T23:59:59.9999999Z\"", "\"0001-01-01T00:00:00+14:00\"", "\"2026-02-30T00:00:00Z\"", "253402300800", "-62135596801",
        "\"\\ud800\"", "\"\\u0000\"", "\"\\u0042TC/USD\"", "\"É€😀\"", "\"A/B/C\"", "\"/\"", "\"-\"", "\"snapshot\"", "\"update\"",
    ];

    private readonly Random _random = new(seed);

    /// <summary>The next message: a seed damaged one to three times; now and then not at all.</summary>
    public byte[] Next()
    {
        var frame = (byte[])seeds[_random.Next(seeds.Count)].Clone();
        for (var n = _random.Next(20) == 0 ? 0 : _random.Next(1, 4); n > 0; n--) frame = Damage(frame);
        return frame;
    }

    private byte[] Damage(byte[] frame)
    {
        if (frame.Length < 4) return frame.Length == 0 ? "{"u8.ToArray() : frame;
        var (at, other) = (_random.Next(frame.Length), _random.Next(frame.Length));
        var (from, to) = (Math.Min(at, other), Math.Max(at, other));
        switch (_random.Next(12))
        {
            case 0:
                var flipped = (byte[])frame.Clone();
                flipped[at] ^= (byte)(1 << _random.Next(8));
                return flipped;
            case 1:
                return frame[..at];
            case 2:
                return [.. frame[..from], .. frame[to..]];
            case 3:
                return frame.Length > 100_000 ? frame[from..to] : [.. frame[..to], .. frame[from..]];
            case 4:
                var donor = seeds[_random.Next(seeds.Count)];
                return [.. frame[..at], .. donor[_random.Next(donor.Length)..]];
            case 5:
                return Put(frame, at, Encoding.UTF8.GetBytes(new string((char)('0' + _random.Next(10)), _random.Next(1, 300))));
            case 6:
                var deep = _random.Next(1, 200);
                return Put(frame, at, Encoding.UTF8.GetBytes(_random.Next(2) == 0 ? new string('[', deep) + new string(']', deep) : string.Concat(Enumerable.Repeat("{\"a\":", deep)) + "1" + new string('}', deep)));
            case 7:
                return Put(frame, at, _random.Next(3) switch { 0 => [0xFF], 1 => [0xC3], _ => [0xED, 0xA0, 0x80] });
            case 8:
                return Put(frame, at, Encoding.UTF8.GetBytes(new string('x', _random.Next(1, 3000))));
            case 9:
                return Swap(frame);
            default:
                return Replace(frame, at);
        }
    }

    private static byte[] Put(byte[] frame, int at, byte[] what) => [.. frame[..at], .. what, .. frame[at..]];

    /// <summary>Puts another value in place of one, the frame left well-formed more often than not.</summary>
    private byte[] Replace(byte[] frame, int at)
    {
        var colon = frame.AsSpan(at).IndexOf((byte)':');
        if (colon < 0) return frame;
        var start = at + colon + 1;
        var length = Math.Max(0, frame.AsSpan(start).IndexOfAny(",}]"u8));
        return [.. frame[..start], .. Encoding.UTF8.GetBytes(Values[_random.Next(Values.Length)]), .. frame[(start + length)..]];
    }

    /// <summary>Exchanges the names of two fields.</summary>
    private byte[] Swap(byte[] frame)
    {
        var parts = Encoding.Latin1.GetString(frame).Split('"');
        var names = Enumerable.Range(0, Math.Min(parts.Length, 400) - 1).Where(i => parts[i + 1].StartsWith(':')).ToList();
        if (names.Count < 2) return frame;
        var (one, two) = (names[_random.Next(names.Count)], names[_random.Next(names.Count)]);
        (parts[one], parts[two]) = (parts[two], parts[one]);
        return Encoding.Latin1.GetBytes(string.Join('"', parts));
    }
}
