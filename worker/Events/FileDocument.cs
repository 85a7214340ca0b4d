namespace CryptoRun.Worker.Events;

/// <summary>A file, read again when its time of modification or its length has changed.</summary>
/// <param name="path">Path.</param>
/// <param name="maxBytes">Longest.</param>
internal sealed class FileDocument(string path, int maxBytes) : IDocument
{
    private (DateTime Written, long Length)? _seen;
    private (DateTime Written, long Length)? _accepted;

    /// <inheritdoc />
    public string Name => path;

    /// <inheritdoc />
    public void Accepted() => _accepted = _seen;

    /// <inheritdoc />
    public async Task<DocumentAnswer> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            var file = new FileInfo(path);
            if (!file.Exists) return new DocumentAnswer(null, $"{path}: the file does not exist.");
            _seen = (file.LastWriteTimeUtc, file.Length);
            if (_seen == _accepted) return DocumentAnswer.Unchanged;
            if (file.Length > maxBytes) return new DocumentAnswer(null, $"{path}: has {file.Length} bytes; allowed are {maxBytes}.");

            var body = await ReadAsync(file, cancellationToken);
            file.Refresh();
            return _seen == (file.LastWriteTimeUtc, file.Length) && body.Length == file.Length
                ? new DocumentAnswer(body)
                : new DocumentAnswer(null, $"{path}: is being written; write it elsewhere and move it here.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return new DocumentAnswer(null, $"{path}: cannot be read: {e.Message.ReplaceLineEndings(" ")}");
        }
    }

    /// <summary>Never more than is allowed, whatever its length was said to be: a pipe or a device has none.</summary>
    private async Task<byte[]> ReadAsync(FileInfo file, CancellationToken cancellationToken)
    {
        await using var stream = file.Open(new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.Read, Share = FileShare.ReadWrite | FileShare.Delete, Options = FileOptions.Asynchronous });
        return await BoundedBody.ReadAsync(stream, maxBytes, cancellationToken) ?? throw new IOException($"has more than the allowed {maxBytes} bytes.");
    }
}

/// <summary>Reads no more of a stream than is allowed.</summary>
internal static class BoundedBody
{
    /// <summary>All of it; null when it is longer.</summary>
    public static async Task<byte[]?> ReadAsync(Stream stream, int maxBytes, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (await stream.ReadAsync(buffer, cancellationToken) is var read and > 0)
        {
            if (body.Length + read > maxBytes) return null;
            body.Write(buffer, 0, read);
        }

        return body.ToArray();
    }
}
