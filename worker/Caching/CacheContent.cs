namespace CryptoRun.Worker.Caching;

/// <summary>How values of a type are weighed and, for the second level, written.</summary>
/// <typeparam name="T">Type of the value; immutable.</typeparam>
/// <param name="Bytes">Its estimated size in memory.</param>
/// <param name="Write">To UTF-8; exact.</param>
/// <param name="Read">Back; null when the bytes are not such a value.</param>
internal sealed record CacheContent<T>(Func<T, int> Bytes, Func<T, byte[]> Write, Func<byte[], T?> Read)
    where T : class;
