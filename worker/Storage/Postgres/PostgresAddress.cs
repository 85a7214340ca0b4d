using CryptoRun.Domain.Markets;
using Npgsql;

namespace CryptoRun.Worker.Storage.Postgres;

/// <summary>A server's database and the schema in it that belongs to one market source.</summary>
internal sealed class PostgresAddress
{
    private const int ShortestTimeoutSeconds = 5;

    /// <summary>Bytes that are read at once: candles come by the megabyte.</summary>
    private const int ReadBuffer = 64 * 1024;

    private readonly NpgsqlConnectionStringBuilder _settings;

    /// <summary>Reads a connection string.</summary>
    /// <param name="connectionString">Of Npgsql: <c>Host=...;Database=...;Username=...;Password=...</c>.</param>
    /// <param name="prefix">First part of the schema's name.</param>
    /// <param name="source">Its second part.</param>
    /// <exception cref="StoreUnavailableException">It cannot be read. The message has nothing of it: it holds a password.</exception>
    public PostgresAddress(string connectionString, string prefix, MarketSource source)
    {
        Schema = $"{prefix}_{source.ToString().ToLowerInvariant()}";
        _settings = Read(connectionString)
            ?? throw new StoreUnavailableException("Store:ConnectionString cannot be read; write it as Host=localhost;Port=5432;Database=cryptorun;Username=cryptorun;Password=....");
        (_settings.SearchPath, _settings.PersistSecurityInfo, _settings.IncludeErrorDetail) = (Schema, false, false);
        _settings.ReadBufferSize = Math.Max(_settings.ReadBufferSize, ReadBuffer);
        _settings.ApplicationName ??= $"CryptoRun {Schema}";
        if (string.IsNullOrEmpty(_settings.Host)) throw new StoreUnavailableException("Store:ConnectionString names no server; add Host=....");
        Name = $"PostgreSQL {_settings.Host}:{_settings.Port}, database {Database}, schema {Schema}";
    }

    /// <summary>Server, database and schema, for people.</summary>
    public string Name { get; }

    /// <summary>The schema.</summary>
    public string Schema { get; }

    /// <summary>What the server shows of whoever is connected.</summary>
    public string Application => _settings.ApplicationName!;

    /// <summary>The database.</summary>
    public string Database => _settings.Database ?? User;

    /// <summary>Who is let in.</summary>
    public string User => _settings.Username ?? Environment.UserName;

    /// <summary>For the driver, with the schema as its search path; a secret.</summary>
    public string ConnectionString => _settings.ConnectionString;

    /// <summary>Pooled connections whose search path is the schema.</summary>
    public NpgsqlDataSource Pool() => new NpgsqlDataSourceBuilder(_settings.ConnectionString).Build();

    /// <summary>A connection of its own that says whose it is.</summary>
    public NpgsqlConnection Own(string application) => new(new NpgsqlConnectionStringBuilder(_settings.ConnectionString)
    {
        Pooling = false,
        ApplicationName = application,
        KeepAlive = Math.Max(_settings.KeepAlive, ShortestTimeoutSeconds),
    }.ConnectionString);

    private static NpgsqlConnectionStringBuilder? Read(string connectionString)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(connectionString);
        }
        catch (ArgumentException)
        {
            // What it complains of may be a part of the password.
            return null;
        }
    }
}
