namespace CryptoRun.Worker.Storage;

/// <summary>
/// The right to serve a store, held by one process. It is a lock on <c>FILE.lock</c>, not the file's existence, so that the operating system takes it back when the
/// process dies. Who holds it stands in <c>FILE.owner</c>, because a locked file cannot be read.
/// </summary>
public sealed class StoreOwnership : IDisposable
{
    private readonly FileStream _lock;
    private readonly string _ownerPath;

    private StoreOwnership(FileStream @lock, string ownerPath) => (_lock, _ownerPath) = (@lock, ownerPath);

    /// <summary>Takes the ownership.</summary>
    /// <param name="storePath">The store file; its directory is made when it does not exist.</param>
    /// <param name="node">Machine and process, for the message of whoever comes second.</param>
    /// <exception cref="StoreUnavailableException">Another process holds it, or the lock file cannot be made.</exception>
    public static StoreOwnership Take(string storePath, string node)
    {
        StoreDirectory.Ensure(storePath);
        var ownerPath = storePath + ".owner";
        FileStream held;
        try
        {
            held = new FileStream(storePath + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (e is not (DirectoryNotFoundException or FileNotFoundException or PathTooLongException))
        {
            throw new StoreUnavailableException($"{storePath} is already served by {Holder(ownerPath)}; end that process or set Store:Directory to another directory.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreUnavailableException($"{storePath}.lock cannot be written; give the process write permission to its directory.", e);
        }

        try
        {
            File.WriteAllText(ownerPath, $"process {Environment.ProcessId} ({node})");
            return new StoreOwnership(held, ownerPath);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            held.Dispose();
            throw new StoreUnavailableException($"{ownerPath} cannot be written; give the process write permission to its directory.", e);
        }
    }

    /// <summary>Gives it back.</summary>
    public void Dispose()
    {
        // The lock file stays: were it deleted, a process that has just opened it would lock a file that nobody else sees.
        if (_lock.SafeFileHandle.IsClosed) return;
        try
        {
            File.Delete(_ownerPath);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Only the name of a former holder stays behind.
        }

        _lock.Dispose();
    }

    private static string Holder(string ownerPath)
    {
        try
        {
            return File.ReadAllText(ownerPath) is { Length: > 0 } owner ? owner.ReplaceLineEndings(" ") : "another process";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "another process";
        }
    }
}
