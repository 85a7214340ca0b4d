using System.ComponentModel.DataAnnotations;
using CryptoRun.Domain.Markets;

namespace CryptoRun.Worker.Storage;

/// <summary>The database program.</summary>
public enum StoreProvider
{
    /// <summary>An embedded file a source; nothing to install.</summary>
    Sqlite,

    /// <summary>A PostgreSQL server, 15 or newer; a schema a source.</summary>
    Postgres,
}

/// <summary>Configuration section <c>Store</c>: where the store lives and how long it keeps what.</summary>
public sealed record StoreOptions
{
    /// <summary>The database program: Sqlite or Postgres.</summary>
    public StoreProvider Provider { get; init; } = StoreProvider.Sqlite;

    /// <summary>Sqlite: directory of the store files, relative to the content root; made when it does not exist. Not empty.</summary>
    [Required(ErrorMessage = "Store:Directory must not be empty; allowed is a directory, absolute or relative to the content root.")]
    public string Directory { get; init; } = "data";

    /// <summary>Sqlite: how long a write waits for another process before it gives up, 1 to 60 s.</summary>
    [Range(1, 60, ErrorMessage = "Store:BusyTimeoutSeconds must lie between 1 and 60.")]
    public int BusyTimeoutSeconds { get; init; } = 5;

    /// <summary>Postgres: the server, as Npgsql reads it. A secret: it is never shown.</summary>
    public string ConnectionString { get; init; } = "";

    /// <summary>Postgres: first part of the schemas' names, <c>cryptorun_live</c>. Small letters, digits and _, 1 to 30 of them, no digit first.</summary>
    [RegularExpression("^[a-z_][a-z0-9_]{0,29}$", ErrorMessage = "Store:Schema must be 1 to 30 small letters, digits and _, no digit first.")]
    public string Schema { get; init; } = "cryptorun";

    /// <summary>Whether one process only may serve the store. False is for several nodes on one PostgreSQL; an embedded file is always served by one.</summary>
    public bool Exclusive { get; init; } = true;

    /// <summary>How long is kept what.</summary>
    public RetentionOptions Retention { get; init; } = new();

    /// <summary>Sqlite: the store file of a market source. Each source has its own: they cannot mix.</summary>
    /// <param name="source">Simulated, Replay or Live.</param>
    /// <param name="contentRoot">What a relative <see cref="Directory"/> is relative to.</param>
    public string PathOf(MarketSource source, string contentRoot) =>
        Path.GetFullPath(Path.Combine(contentRoot, Directory, $"cryptorun-{source.ToString().ToLowerInvariant()}.db"));

    /// <summary>What is wrong between the options, one line each.</summary>
    public IEnumerable<string> Problems()
    {
        if (Provider == StoreProvider.Postgres && string.IsNullOrWhiteSpace(ConnectionString))
            yield return "Store:ConnectionString is empty; Store:Provider Postgres needs one such as Host=localhost;Database=cryptorun;Username=cryptorun;Password=....";
        if (Provider == StoreProvider.Sqlite && !Exclusive)
            yield return "Store:Exclusive is False; Store:Provider Sqlite allows True only.";
    }

    /// <summary>Without the secret.</summary>
    public override string ToString() => Provider == StoreProvider.Sqlite ? $"Sqlite in {Directory}" : $"Postgres, schemas {Schema}_*";
}

/// <summary>Configuration section <c>Store:Retention</c>. Candles of an hour and more, scans, ranks and regimes stay for ever.</summary>
public sealed record RetentionOptions
{
    /// <summary>Days of candles shorter than an hour, 1 to 36500.</summary>
    [Range(1, 36_500)]
    public int MinuteCandleDays { get; init; } = 90;

    /// <summary>Days of order books by the minute, 1 to 36500.</summary>
    [Range(1, 36_500)]
    public int BookDays { get; init; } = 7;

    /// <summary>Days of trades in bars of 15 min, 3 to 36500: a sweep looks back two.</summary>
    [Range(3, 36_500)]
    public int TradeBarDays { get; init; } = 7;

    /// <summary>Days of venues' health, 1 to 36500.</summary>
    [Range(1, 36_500)]
    public int VenueHistoryDays { get; init; } = 30;

    /// <summary>Days of explanations and of full records of sweeps, 1 to 36500.</summary>
    [Range(1, 36_500)]
    public int ExplanationDays { get; init; } = 365;
}
