using System.Text;
using CryptoRun.Worker.Markets;

namespace CryptoRun.Worker.Caching;

/// <summary>Configuration section <c>Cache</c>: how long answers of venues are kept, and how many. Lives are market time; while a venue is degraded they double.</summary>
public sealed record CacheOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Cache";

    /// <summary>Life of an order book, 0.1 to 60 s.</summary>
    public TimeSpan Book { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Life of a price, 0.1 to 60 s.</summary>
    public TimeSpan Quote { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Life of the newest trades, 0.1 to 600 s.</summary>
    public TimeSpan Trades { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Life of funding rates, 1 to 3600 s.</summary>
    public TimeSpan Funding { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Life of open interest, 1 to 3600 s.</summary>
    public TimeSpan OpenInterest { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Life of a candle that still forms, 0.1 to 60 s.</summary>
    public TimeSpan OpenCandle { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How many lives more an answer is given out as stale, while it is fetched anew; 0 to 10, 0 never.</summary>
    public double StaleLives { get; init; } = 2;

    /// <summary>Most answers kept in process, 10 to 1,000,000; the one that was asked for longest ago goes first.</summary>
    public int MostEntries { get; init; } = 20_000;

    /// <summary>Most megabytes kept in process, by estimate, 1 to 16,384.</summary>
    public int MostMegabytes { get; init; } = 128;

    /// <summary>Redis as second level and for the board of other nodes, in the words of StackExchange.Redis: <c>host:6379,password=...</c>. Empty: none. It may hold a secret and is never shown.</summary>
    public string Redis { get; init; } = "";

    /// <summary>Beginning of every key and channel in Redis, so that several installations can share a server: 1 to 40 letters, digits, '-' and '_'.</summary>
    public string RedisPrefix { get; init; } = "cryptorun";

    /// <summary>Longest wait for Redis before an answer goes on without it, 0.001 to 1 s of wall time.</summary>
    public TimeSpan RedisWait { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>How long closed candles are kept in Redis, 60 s to 30 days of wall time.</summary>
    public TimeSpan RedisClosedCandles { get; init; } = TimeSpan.FromDays(1);

    /// <summary>Life of a kind; without end for closed candles.</summary>
    public TimeSpan LifeOf(CacheKind kind) => kind switch
    {
        CacheKind.Book => Book,
        CacheKind.Quote => Quote,
        CacheKind.Trades => Trades,
        CacheKind.Funding => Funding,
        CacheKind.OpenInterest => OpenInterest,
        CacheKind.OpenCandle => OpenCandle,
        _ => TimeSpan.MaxValue,
    };

    /// <summary>What is wrong with these options: key, value and allowed range of each; empty when nothing is.</summary>
    public IReadOnlyList<string> Problems()
    {
        var problems = new OptionProblems(Section)
            .Seconds(nameof(Book), Book, 0.1, 60)
            .Seconds(nameof(Quote), Quote, 0.1, 60)
            .Seconds(nameof(Trades), Trades, 0.1, 600)
            .Seconds(nameof(Funding), Funding, 1, 3600)
            .Seconds(nameof(OpenInterest), OpenInterest, 1, 3600)
            .Seconds(nameof(OpenCandle), OpenCandle, 0.1, 60)
            .Range(nameof(StaleLives), StaleLives, 0, 10)
            .Range(nameof(MostEntries), MostEntries, 10, 1_000_000)
            .Range(nameof(MostMegabytes), MostMegabytes, 1, 16_384)
            .Seconds(nameof(RedisWait), RedisWait, 0.001, 1)
            .Seconds(nameof(RedisClosedCandles), RedisClosedCandles, 60, 30 * 86_400)
            .Found;
        if (RedisPrefix.Length is < 1 or > 40 || !RedisPrefix.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
            problems = [.. problems, $"{Section}:{nameof(RedisPrefix)} is \"{RedisPrefix}\"; allowed are 1 to 40 letters, digits, '-' and '_'."];
        return RedisAddress.Problem(Redis) is { } unreadable ? [.. problems, unreadable] : problems;
    }

    // A record prints all it has.
    private bool PrintMembers(StringBuilder text)
    {
        text.Append($"{nameof(MostEntries)} = {MostEntries}, {nameof(MostMegabytes)} = {MostMegabytes}, {nameof(Redis)} = {RedisAddress.Masked(Redis)}");
        return true;
    }
}
