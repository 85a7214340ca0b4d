namespace CryptoRun.Worker.Storage;

/// <summary>The directory of a store file.</summary>
internal static class StoreDirectory
{
    /// <summary>Makes the directory when it does not exist.</summary>
    /// <exception cref="StoreUnavailableException">It cannot be made.</exception>
    public static void Ensure(string storePath)
    {
        var directory = Path.GetDirectoryName(storePath)!;
        try
        {
            Directory.CreateDirectory(directory);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new StoreUnavailableException($"The store directory {directory} cannot be created ({e.Message.ReplaceLineEndings(" ").TrimEnd('.')}); create it or set Store:Directory to one that can be written.", e);
        }
    }
}
