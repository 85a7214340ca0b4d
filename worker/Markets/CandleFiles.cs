using System.Buffers.Binary;
using System.IO.Compression;

namespace CryptoRun.Worker.Markets;

/// <summary>
/// Recorded candles on disk: <c>SYMBOL.csv</c> or <c>SYMBOL.csv.gz</c> with the header <c>open_time_ms,open,high,low,close,volume[,quote_volume,trades]</c>,
/// columns found by name, others ignored, bars of any width up to 1 h.
/// </summary>
public static class CandleFiles
{
    private const long LargestText = 1L << 30;

    /// <summary>The recordings of a directory by symbol. Where two files are the same symbol, the one quoted in US dollars comes before USDC and USDT.</summary>
    /// <exception cref="CandleFileException">The directory does not exist, cannot be read or holds no recording.</exception>
    public static IReadOnlyList<CandleFile> List(string directory)
    {
        string[] paths;
        try
        {
            paths = Directory.GetFiles(directory);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new CandleFileException(File.Exists(directory)
                ? $"{directory}: is a file; a directory of SYMBOL.csv or SYMBOL.csv.gz files is expected."
                : $"{directory}: the directory does not exist or cannot be read.", e);
        }

        List<CandleFile> files = [.. paths
            .Where(p => CandleFileName.IsRecording(p))
            .Select(p => (Path: p, Name: CandleFileName.Parse(p)))
            .OrderBy(f => f.Name.Symbol, StringComparer.Ordinal).ThenBy(f => f.Name.QuoteRank).ThenBy(f => f.Path, StringComparer.Ordinal)
            .Select(f => new CandleFile(f.Name.Symbol, f.Path))];
        return files.Count > 0 ? files : throw new CandleFileException($"{directory}: holds no SYMBOL.csv or SYMBOL.csv.gz file.");
    }

    /// <summary>Reads and checks one recording.</summary>
    /// <exception cref="CandleFileException">Anything wrong with it, in one line.</exception>
    public static RecordedCandles Read(string path)
    {
        var name = CandleFileName.Parse(path);
        if (name.Problem is { } problem) throw new CandleFileException($"{path}: {problem}");

        var text = ReadText(path);
        var (width, candles) = new CandleFileParser(path, text.Span).Parse();
        return new RecordedCandles(name.Symbol, path, width, candles);
    }

    /// <summary>Opens a text file, gzip or not, of the kind that recordings are kept in.</summary>
    /// <exception cref="CandleFileException">It cannot be read, in one line.</exception>
    public static TextReader OpenText(string path) => new StreamReader(new MemoryStream(ReadText(path).ToArray()));

    private static ReadOnlyMemory<byte> ReadText(string path)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new CandleFileException(File.Exists(path) ? $"{path}: cannot be read: {OneLine(e.Message)}" : $"{path}: the file does not exist.", e);
        }

        return path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? Decompress(path, bytes) : bytes;
    }

    private static ReadOnlyMemory<byte> Decompress(string path, byte[] compressed)
    {
        if (compressed.Length == 0) throw new CandleFileException($"{path}: the file is empty.");
        if (compressed.Length < 18 || compressed[0] != 0x1f || compressed[1] != 0x8b)
            throw new CandleFileException($"{path}: is not a complete gzip file; write it anew or name it .csv if it is not compressed.");

        try
        {
            using var source = new MemoryStream(compressed);
            using var gzip = new GZipStream(source, CompressionMode.Decompress);
            var text = new byte[Math.Max(4096, compressed.Length * 5)];
            var length = 0;
            int read;
            while ((read = gzip.Read(text, length, text.Length - length)) > 0)
            {
                length += read;
                if (length > LargestText) throw new CandleFileException($"{path}: holds more than {LargestText >> 20} MiB of text; split it.");
                if (length == text.Length) Array.Resize(ref text, length * 2);
            }

            // The stream ends without a word where the file was cut; the trailer says how much there should have been.
            if (BinaryPrimitives.ReadUInt32LittleEndian(compressed.AsSpan(^4..)) != length) throw new InvalidDataException("Length differs from the trailer's.");
            return text.AsMemory(0, length);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw new CandleFileException($"{path}: the gzip data are damaged, cut off or in several parts; write the file anew.", e);
        }
    }

    private static string OneLine(string message) => message.ReplaceLineEndings(" ");
}
