namespace CryptoRun.Web.Market;

/// <summary>Examples of the API's document.</summary>
internal static class MarketExamples
{
    public const string Quote =
        """{"symbol":"SOL-USD","source":"Simulated","asOf":"2025-11-06T15:00:48Z","data":{"exchangeTime":"2025-11-06T15:00:46.9Z","symbol":"SOL-USD","venue":"kraken","last":172.31,"bid":172.30,"ask":172.32},"provenance":{"tier":"hot","venue":"kraken","exchangeTime":"2025-11-06T15:00:46.9Z","receivedAt":"2025-11-06T15:00:46.95Z","ageSeconds":1.1,"isCacheHit":false,"isStale":false,"retries":0},"fallbackChain":[{"tier":"hot","venue":"kraken","outcome":"1.1 s old"}]}""";

    public const string Book =
        """{"symbol":"SOL-USD","source":"Simulated","asOf":"2025-11-06T15:00:48Z","data":{"exchangeTime":"2025-11-06T15:00:47.2Z","venue":"kraken","integrity":"verified","notTrustworthyWhy":null,"mid":172.31,"spreadBps":1.16,"depthUsd":412000,"depthIsLowerBound":false,"imbalance":0.04,"bids":[{"price":172.30,"size":41.2}],"asks":[{"price":172.32,"size":18.9}]},"""
        + Hot;

    public const string Candles =
        """{"symbol":"SOL-USD","source":"Simulated","asOf":"2025-11-06T15:00:48Z","data":{"closed":[{"openTime":"2025-11-06T14:00:00Z","open":171.9,"high":173.2,"low":171.1,"close":172.31,"volume":18233.2,"quoteVolume":null,"trades":912}],"forming":{"openTime":"2025-11-06T15:00:00Z","open":172.31,"high":172.5,"low":172.2,"close":172.31,"volume":101.7,"quoteVolume":null,"trades":12}},"""
        + Hot;

    public const string Funding =
        """{"symbol":"SOL-USD","source":"Simulated","asOf":"2025-11-06T15:00:48Z","data":[{"time":"2025-11-06T15:00:00Z","rate":0.0000125,"intervalHours":1}],"""
        + Warm;

    public const string OpenInterest =
        """{"symbol":"SOL-USD","source":"Simulated","asOf":"2025-11-06T15:00:48Z","data":[{"time":"2025-11-06T15:00:00Z","usd":18200000.50}],"""
        + Warm;

    public const string Trades =
        """{"symbol":"SOL-USD","source":"Simulated","asOf":"2025-11-06T15:00:48Z","data":[{"time":"2025-11-06T15:00:41.120Z","price":172.31,"size":4.2,"side":"buy","id":48211}],"""
        + Warm;

    public const string Cache =
        """{"source":"Simulated","cache":{"at":"2025-11-06T15:00:48Z","entries":183,"mostEntries":20000,"bytes":2311040,"mostBytes":134217728,"hitRate":0.996,"kinds":[{"kind":"book","hits":14820,"staleHits":240,"sharedHits":0,"misses":60,"coalesced":3,"refreshes":240,"failures":1,"evictions":0,"requests":15123,"hitRate":0.9958}],"redis":null}}""";

    private const string Hot =
        """ "provenance":{"tier":"hot","venue":"kraken","exchangeTime":"2025-11-06T15:00:47.2Z","receivedAt":"2025-11-06T15:00:47.2Z","ageSeconds":0.8,"isCacheHit":false,"isStale":false,"retries":0},"fallbackChain":[{"tier":"hot","venue":"kraken","outcome":"0.8 s old"}]}""";

    private const string Warm =
        """ "provenance":{"tier":"warm","venue":"krakenfutures","exchangeTime":"2025-11-06T15:00:00Z","receivedAt":"2025-11-06T15:00:21Z","ageSeconds":27,"isCacheHit":true,"isStale":false,"retries":0},"fallbackChain":[{"tier":"warm","venue":"krakenfutures","outcome":"27 s old, from the cache"}]}""";
}
