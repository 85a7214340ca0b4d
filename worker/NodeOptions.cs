using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Caching;
using CryptoRun.Worker.Markets;
using CryptoRun.Worker.Storage;

namespace CryptoRun.Worker;

/// <summary>What a process does of the program.</summary>
public enum NodeRole
{
    /// <summary>Everything in one: market, jobs, pages.</summary>
    All,

    /// <summary>Pages, API and streams; market and jobs are other processes'.</summary>
    Web,

    /// <summary>Market and jobs; of the web only health and metrics.</summary>
    Worker,
}

/// <summary>Configuration section <c>Node</c>: what this process does of the program.</summary>
public sealed record NodeOptions
{
    /// <summary>All, Web or Worker.</summary>
    public NodeRole Role { get; init; } = NodeRole.All;

    /// <summary>Whether it reads the market and runs jobs.</summary>
    public bool Works => Role != NodeRole.Web;

    /// <summary>Whether it has pages and an API.</summary>
    public bool Serves => Role != NodeRole.Worker;

    /// <summary>What a process without a market of its own lacks, one line each.</summary>
    /// <param name="store">Section <c>Store</c>.</param>
    /// <param name="cache">Section <c>Cache</c>.</param>
    /// <param name="market">Section <c>Market</c>.</param>
    public IEnumerable<string> Problems(StoreOptions store, CacheOptions cache, MarketOptions market)
    {
        if (Works) yield break;
        if (store.Provider != StoreProvider.Postgres || store.Exclusive) yield return $"Store:Provider is {store.Provider}, Store:Exclusive {store.Exclusive}; Node:Role Web needs Postgres and false: its workers serve the same store.";
        if (cache.Redis.Length == 0) yield return "Cache:Redis is empty; Node:Role Web needs one such as localhost:6379: its board comes from there.";
        if (market.Source == MarketSource.Replay || (market.Source == MarketSource.Simulated && market.Simulation.Speed > 1))
            yield return "Market:Source is a clock of one process's own; Node:Role Web allows Live, and Simulated with Market:Simulation:Speed 1.";
    }
}
