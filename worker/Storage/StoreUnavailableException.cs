namespace CryptoRun.Worker.Storage;

/// <summary>A store that cannot be used. The message is one sentence: file, cause and what to do.</summary>
public sealed class StoreUnavailableException : Exception
{
    /// <summary>Creates one.</summary>
    public StoreUnavailableException()
    {
    }

    /// <summary>Creates one with its sentence.</summary>
    public StoreUnavailableException(string message)
        : base(message)
    {
    }

    /// <summary>Creates one with its sentence and cause.</summary>
    public StoreUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
