using StackExchange.Redis;

namespace CryptoRun.Worker.Caching;

/// <summary>The connection string of Redis. It may hold a password, so what is said of it says less than it.</summary>
internal static class RedisAddress
{
    /// <summary>Options of a connection that is kept for ever: it neither gives up at the start nor later.</summary>
    public static ConfigurationOptions Parse(string text)
    {
        var options = ConfigurationOptions.Parse(text);
        options.AbortOnConnectFail = false;
        options.ConnectRetry = 1;
        options.ConnectTimeout = 2_000;
        options.SyncTimeout = 2_000;
        options.KeepAlive = 5;
        options.ReconnectRetryPolicy = new LinearRetry(500);
        options.ClientName ??= "cryptorun";
        return options;
    }

    /// <summary>Servers alone.</summary>
    public static string Masked(string text)
    {
        if (text.Length == 0) return "none";
        return Problem(text) is null ? string.Join(", ", ConfigurationOptions.Parse(text).EndPoints.Select(static e => e.ToString()!.Replace("Unspecified/", "", StringComparison.Ordinal))) : "unreadable";
    }

    /// <summary>What is wrong with a connection string, without repeating it; null when nothing is or there is none.</summary>
    public static string? Problem(string text)
    {
        const string allowed = "allowed is empty, or host:port with options of StackExchange.Redis after commas, such as localhost:6379,password=...";
        if (text.Length == 0) return null;
        try
        {
            return ConfigurationOptions.Parse(text).EndPoints.Count > 0 ? null : $"Cache:Redis names no server; {allowed}.";
        }
        catch (ArgumentException)
        {
            return $"Cache:Redis cannot be read (it is not shown, it may hold a secret); {allowed}.";
        }
    }
}
