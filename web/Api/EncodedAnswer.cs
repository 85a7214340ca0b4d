using System.Globalization;
using System.IO.Compression;
using Microsoft.Extensions.Primitives;

namespace CryptoRun.Web.Api;

/// <summary>An answer that many get: its bytes, and what they are compressed, made once when the first reader can read it. Its endpoint is <see cref="Itself"/>.</summary>
/// <param name="bytes">As they are.</param>
/// <param name="format">One of <see cref="AnswerFormat"/>.</param>
internal sealed class EncodedAnswer(ReadOnlyMemory<byte> bytes, string format)
{
    /// <summary>Metadata of an endpoint whose answers are not to be compressed for each reader.</summary>
    public static readonly object Itself = new Mark();

    private const int Quality = 5;

    private readonly Lazy<ReadOnlyMemory<byte>> _brotli = new(() => Compressed(bytes, static s => new BrotliStream(s, new BrotliCompressionOptions { Quality = Quality })));
    private readonly Lazy<ReadOnlyMemory<byte>> _gzip = new(() => Compressed(bytes, static s => new GZipStream(s, CompressionLevel.Optimal)));

    /// <summary>One of <see cref="AnswerFormat"/>.</summary>
    public string Format { get; } = format;

    /// <summary>Whether an endpoint compresses by itself.</summary>
    public static bool IsOf(Endpoint? endpoint) => endpoint?.Metadata.GetMetadata<Mark>() is not null;

    /// <summary>The answer, or 304 when the caller has it.</summary>
    /// <param name="context">The request.</param>
    /// <param name="tag">Its tag.</param>
    public IResult For(HttpContext context, string tag)
    {
        var isFresh = Conditional.IsFresh(context, tag);
        context.Response.Headers.Vary = "Accept, Accept-Encoding";
        if (isFresh) return Conditional.NotModified();
        var accepted = context.Request.Headers.AcceptEncoding;
        var encoding = Reads(accepted, "br") ? "br" : Reads(accepted, "gzip") ? "gzip" : null;
        if (encoding is not null) context.Response.Headers.ContentEncoding = encoding;
        var sent = encoding switch { "br" => _brotli.Value, "gzip" => _gzip.Value, _ => bytes };
        return Results.Bytes(sent, Format == AnswerFormat.Csv ? "text/csv; charset=utf-8" : "application/json; charset=utf-8");
    }

    /// <summary>Whether a reader takes an encoding: it names it, and not with the quality 0.</summary>
    internal static bool Reads(StringValues accepted, string encoding)
    {
        foreach (var line in accepted)
        {
            var text = line.AsSpan();
            foreach (var range in text.Split(','))
            {
                var part = text[range].Trim();
                var end = part.IndexOf(';');
                if (!(end < 0 ? part : part[..end].TrimEnd()).Equals(encoding, StringComparison.OrdinalIgnoreCase)) continue;
                if (end < 0) return true;
                var quality = part[(end + 1)..].Trim();
                return !quality.StartsWith("q=", StringComparison.OrdinalIgnoreCase) || !double.TryParse(quality[2..], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var q) || q > 0;
            }
        }

        return false;
    }

    private static ReadOnlyMemory<byte> Compressed(ReadOnlyMemory<byte> bytes, Func<Stream, Stream> encoder)
    {
        using var into = new MemoryStream(bytes.Length / 4);
        using (var stream = encoder(into)) stream.Write(bytes.Span);
        return into.ToArray();
    }

    private sealed class Mark;
}
