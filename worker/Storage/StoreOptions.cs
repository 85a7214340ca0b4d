using System.ComponentModel.DataAnnotations;
using CryptoRun.Domain.Markets;

namespace CryptoRun.Worker.Storage;

/// <summary>Configuration section <c>Store</c>: where the embedded store lives.</summary>
public sealed record StoreOptions
{
    /// <summary>Directory of the store files, relative to the content root; made when it does not exist. Not empty.</summary>
    [Required(ErrorMessage = "Store:Directory must not be empty; allowed is a directory, absolute or relative to the content root.")]
    public string Directory { get; init; } = "data";

    /// <summary>How long a write waits for another process before it gives up, 1 to 60 s.</summary>
    [Range(1, 60, ErrorMessage = "Store:BusyTimeoutSeconds must lie between 1 and 60.")]
    public int BusyTimeoutSeconds { get; init; } = 5;

    /// <summary>The store file of a market source. Each source has its own: they cannot mix.</summary>
    /// <param name="source">Simulated, Replay or Live.</param>
    /// <param name="contentRoot">What a relative <see cref="Directory"/> is relative to.</param>
    public string PathOf(MarketSource source, string contentRoot) =>
        Path.GetFullPath(Path.Combine(contentRoot, Directory, $"cryptorun-{source.ToString().ToLowerInvariant()}.db"));
}
