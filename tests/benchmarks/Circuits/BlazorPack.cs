using System.Buffers.Binary;
using System.Text;

namespace CryptoRun.Benchmarks.Circuits;

/// <summary>
/// What a browser says to and hears from a circuit: SignalR's hub protocol in MessagePack, each message behind its length, as Blazor's browser script writes it
/// (protocol <c>blazorpack</c>, version 1). Only what a viewer needs.
/// </summary>
internal static class BlazorPack
{
    /// <summary>An invocation without or, given an id, with an answer.</summary>
    public static byte[] Invocation(string? id, string target, params object?[] arguments)
    {
        using var body = new MemoryStream();
        body.WriteByte(0x96);
        body.WriteByte(1);
        body.WriteByte(0x80);
        Write(body, id);
        Write(body, target);
        body.WriteByte((byte)(0x90 | arguments.Length));
        foreach (var argument in arguments) Write(body, argument);
        body.WriteByte(0x90);
        return Framed(body);
    }

    /// <summary>The sign of life that a client sends when it has nothing to say.</summary>
    public static byte[] Ping() => [2, 0x91, 6];

    /// <summary>Reads one message from the start of <paramref name="bytes"/>; null while it is not whole.</summary>
    public static BlazorMessage? Read(ReadOnlySpan<byte> bytes, out int taken)
    {
        taken = 0;
        var (length, at, shift) = (0, 0, 0);
        while (true)
        {
            if (at == bytes.Length) return null;
            var next = bytes[at++];
            length |= (next & 0x7f) << shift;
            shift += 7;
            if (next < 0x80) break;
        }

        if (bytes.Length < at + length) return null;
        taken = at + length;
        var reader = new PackReader(bytes.Slice(at, length));
        reader.Array();
        var type = (int)reader.Number();
        if (type is not (1 or 3)) return new BlazorMessage(type, null, null, []);
        reader.Skip();
        var id = reader.Text();
        if (type == 3)
        {
            var kind = reader.Number();
            return new BlazorMessage(type, id, null, kind == 2 ? [] : [reader.Value()]);
        }

        var target = reader.Text();
        var arguments = new object?[reader.Array()];
        for (var i = 0; i < arguments.Length; i++) arguments[i] = reader.Value();
        return new BlazorMessage(type, id, target, arguments);
    }

    private static byte[] Framed(MemoryStream body)
    {
        using var whole = new MemoryStream();
        var length = (uint)body.Length;
        for (; length >= 0x80; length >>= 7) whole.WriteByte((byte)(length | 0x80));
        whole.WriteByte((byte)length);
        body.WriteTo(whole);
        return whole.ToArray();
    }

    private static void Write(MemoryStream to, object? value)
    {
        Span<byte> size = stackalloc byte[9];
        switch (value)
        {
            case null:
                to.WriteByte(0xc0);
                break;
            case bool flag:
                to.WriteByte(flag ? (byte)0xc3 : (byte)0xc2);
                break;
            case long number:
                size[0] = 0xd3;
                BinaryPrimitives.WriteInt64BigEndian(size[1..], number);
                to.Write(size);
                break;
            case string text:
                var bytes = Encoding.UTF8.GetBytes(text);
                size[0] = 0xdb;
                BinaryPrimitives.WriteUInt32BigEndian(size[1..], (uint)bytes.Length);
                to.Write(size[..5]);
                to.Write(bytes);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(value), value, "Text, whole numbers and truth values travel.");
        }
    }
}

/// <summary>A message of the server: 1 calls the browser, 3 answers it, 6 is a sign of life, 7 the end.</summary>
internal sealed record BlazorMessage(int Type, string? Id, string? Target, IReadOnlyList<object?> Arguments);

/// <summary>Reads the MessagePack of one message. Bytes are not copied out: only their number is of interest.</summary>
internal ref struct PackReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _at;

    public int Array()
    {
        var head = _bytes[_at++];
        return head switch
        {
            >= 0x90 and <= 0x9f => head & 0x0f,
            0xdc => Take16(),
            _ => throw new InvalidDataException($"An array was expected, not 0x{head:x2}."),
        };
    }

    public long Number() => Value() is long number ? number : throw new InvalidDataException("A number was expected.");

    public string? Text() => Value() as string;

    public void Skip() => Value();

    public object? Value()
    {
        var head = _bytes[_at++];
        switch (head)
        {
            case <= 0x7f: return (long)head;
            case >= 0xe0: return (long)(sbyte)head;
            case >= 0xa0 and <= 0xbf: return String(head & 0x1f);
            case 0x80: return null;
            case 0xc0: return null;
            case 0xc2: return false;
            case 0xc3: return true;
            case 0xc4: return Bytes(_bytes[_at++]);
            case 0xc5: return Bytes(Take16());
            case 0xc6: return Bytes((int)Take32());
            case 0xcc: return (long)_bytes[_at++];
            case 0xcd: return (long)Take16();
            case 0xce: return (long)Take32();
            case 0xcf or 0xd3: return Take64();
            case 0xd0: return (long)(sbyte)_bytes[_at++];
            case 0xd1: return (long)(short)Take16();
            case 0xd2: return (long)(int)Take32();
            case 0xd9: return String(_bytes[_at++]);
            case 0xda: return String(Take16());
            case 0xdb: return String((int)Take32());
            default: throw new InvalidDataException($"0x{head:x2} is not spoken here.");
        }
    }

    private string String(int length)
    {
        var text = Encoding.UTF8.GetString(_bytes.Slice(_at, length));
        _at += length;
        return text;
    }

    private int Bytes(int length)
    {
        _at += length;
        return length;
    }

    private int Take16()
    {
        var value = BinaryPrimitives.ReadUInt16BigEndian(_bytes[_at..]);
        _at += 2;
        return value;
    }

    private uint Take32()
    {
        var value = BinaryPrimitives.ReadUInt32BigEndian(_bytes[_at..]);
        _at += 4;
        return value;
    }

    private long Take64()
    {
        var value = BinaryPrimitives.ReadInt64BigEndian(_bytes[_at..]);
        _at += 8;
        return value;
    }
}
