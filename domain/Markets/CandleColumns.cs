using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace CryptoRun.Domain.Markets;

/// <summary>
/// Growing columns of hourly candles. Series that share them differ in their ends; one owner appends, and appending to an older end copies first, so what is
/// there never changes.
/// </summary>
internal sealed class CandleColumns(DateTimeOffset start, double[] open, double[] high, double[] low, double[] close, double[] volume, double[] volumeUsd, bool[] filled)
{
    private const int HoursPerDay = 24;
    private const int BytesPerHour = (6 * sizeof(double)) + sizeof(bool);

    private readonly int _hourOfDay = (int)(start.UtcTicks / TimeSpan.TicksPerHour % HoursPerDay);
    private byte[]?[] _days = [];
    private int _soundTo;

    public CandleColumns(DateTimeOffset start, int capacity)
        : this(start, new double[capacity], new double[capacity], new double[capacity], new double[capacity], new double[capacity], new double[capacity], new bool[capacity])
    {
    }

    public DateTimeOffset Start { get; } = start;

    public double[] Open { get; } = open;

    public double[] High { get; } = high;

    public double[] Low { get; } = low;

    public double[] Close { get; } = close;

    public double[] Volume { get; } = volume;

    public double[] VolumeUsd { get; } = volumeUsd;

    public bool[] Filled { get; } = filled;

    public int Used { get; set; }

    /// <summary>Columns whose next free place is <paramref name="count"/>, with room for <paramref name="more"/>: these, or a copy.</summary>
    public CandleColumns Reserve(int count, int more)
    {
        if (Used == count && count + more <= Open.Length) return this;

        var copy = new CandleColumns(Start, Math.Max(count + more, count * 3 / 2)) { Used = count };
        Array.Copy(Open, copy.Open, count);
        Array.Copy(High, copy.High, count);
        Array.Copy(Low, copy.Low, count);
        Array.Copy(Close, copy.Close, count);
        Array.Copy(Volume, copy.Volume, count);
        Array.Copy(VolumeUsd, copy.VolumeUsd, count);
        Array.Copy(Filled, copy.Filled, count);
        return copy;
    }

    public void AddFlat(double price) => Add(price, price, price, price, 0, 0, filled: true);

    public void Add(double o, double h, double l, double c, double v, double usd, bool filled)
    {
        var i = Used;
        (Open[i], High[i], Low[i], Close[i], Volume[i], VolumeUsd[i], Filled[i]) = (o, h, l, c, v, usd, filled);
        Used = i + 1;
    }

    /// <summary>
    /// Whether the rows [from, from + count) hold finite prices above 0 and finite volumes of 0 or more. Rows that were once found sound from the first on are not looked at again: they never
    /// change. Two threads may both look; they find the same.
    /// </summary>
    public bool AreSound(int from, int count)
    {
        var known = Volatile.Read(ref _soundTo);
        if (from + count <= known) return true;

        var first = from <= known ? known : from;
        if (!Look(first, from + count - first)) return false;
        if (first == known) Volatile.Write(ref _soundTo, from + count);
        return true;
    }

    /// <summary>Adds the hours [from, from + count), whole UTC days by their digests.</summary>
    public void WriteTo(CanonicalBytes bytes, int from, int count)
    {
        for (var (i, end) = (from, from + count); i < end;)
        {
            var hour = (_hourOfDay + i) % HoursPerDay;
            var length = Math.Min(HoursPerDay - hour, end - i);
            if (length == HoursPerDay) bytes.Append(Day(i));
            else WriteRows(bytes.Reserve(length * BytesPerHour), i, length);
            i += length;
        }
    }

    private bool Look(int from, int count) =>
        SoundNumbers.ArePrices(Open.AsSpan(from, count)) && SoundNumbers.ArePrices(High.AsSpan(from, count)) && SoundNumbers.ArePrices(Low.AsSpan(from, count))
        && SoundNumbers.ArePrices(Close.AsSpan(from, count)) && SoundNumbers.AreVolumes(Volume.AsSpan(from, count)) && SoundNumbers.AreVolumes(VolumeUsd.AsSpan(from, count));

    /// <summary>SHA-256 of the whole day that starts at row <paramref name="from"/>. Two threads may both compute it; they find the same.</summary>
    private byte[] Day(int from)
    {
        var index = (_hourOfDay + from) / HoursPerDay;
        var days = _days;
        if (index >= days.Length)
        {
            Array.Resize(ref days, (Open.Length / HoursPerDay) + 2);
            _days = days;
        }

        return days[index] ??= DigestOf(from);
    }

    private byte[] DigestOf(int from)
    {
        Span<byte> rows = stackalloc byte[HoursPerDay * BytesPerHour];
        WriteRows(rows, from, HoursPerDay);
        return SHA256.HashData(rows);
    }

    /// <summary>Column after column, numbers little-endian.</summary>
    private void WriteRows(Span<byte> into, int from, int length)
    {
        foreach (var column in (ReadOnlySpan<double[]>)[Open, High, Low, Close, Volume, VolumeUsd])
        {
            var bits = MemoryMarshal.Cast<byte, long>(into[..(length * sizeof(double))]);
            MemoryMarshal.Cast<double, long>(column.AsSpan(from, length)).CopyTo(bits);
            if (!BitConverter.IsLittleEndian) BinaryPrimitives.ReverseEndianness(bits, bits);
            into = into[(length * sizeof(double))..];
        }

        MemoryMarshal.AsBytes(Filled.AsSpan(from, length)).CopyTo(into);
    }
}
