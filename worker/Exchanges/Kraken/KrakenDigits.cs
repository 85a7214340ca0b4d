using System.Buffers.Text;
using CryptoRun.Domain.Markets;

namespace CryptoRun.Worker.Exchanges.Kraken;

/// <summary>The text that Kraken's checksum is taken of: the digits of a side's ten best levels. Kept between updates, so that only what has changed is written anew.</summary>
internal sealed class KrakenDigits
{
    /// <summary>Levels that count.</summary>
    public const int Levels = 10;

    private const int LongestNumber = 29;

    private readonly byte[] _text = new byte[Levels * 2 * LongestNumber];
    private readonly int[] _ends = new int[Levels];
    private int _count;

    /// <summary>The text of a side. Good until the next call.</summary>
    /// <param name="side">Best first.</param>
    /// <param name="from">Number of the first level that may differ from the last call's.</param>
    public ReadOnlySpan<byte> Of(ReadOnlySpan<BookLevel> side, int from)
    {
        var count = Math.Min(side.Length, Levels);
        for (var i = Math.Min(from, _count); i < count; i++)
        {
            var end = i == 0 ? 0 : _ends[i - 1];
            end += Write(side[i].Price, _text.AsSpan(end));
            _ends[i] = end + Write(side[i].Size, _text.AsSpan(end));
        }

        _count = count;
        return _text.AsSpan(0, count == 0 ? 0 : _ends[count - 1]);
    }

    /// <summary>Without the point and without leading zeros: the mantissa.</summary>
    private static int Write(decimal value, Span<byte> text)
    {
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(value, parts);
        int length;
        if (parts[2] == 0) Utf8Formatter.TryFormat((uint)parts[0] | ((ulong)(uint)parts[1] << 32), text, out length);
        else Utf8Formatter.TryFormat(new decimal(parts[0], parts[1], parts[2], isNegative: false, scale: 0), text, out length);
        return length;
    }
}
