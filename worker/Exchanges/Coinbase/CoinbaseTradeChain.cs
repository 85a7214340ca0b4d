namespace CryptoRun.Worker.Exchanges.Coinbase;

/// <summary>
/// Whether a connection brings every message of a product, told by its trades: Coinbase numbers them one by one, and a heartbeat a second names the newest. Where a trade is missing,
/// other messages may be. Not safe from two threads.
/// </summary>
/// <param name="wall">Wall time.</param>
internal sealed class CoinbaseTradeChain(TimeProvider wall)
{
    /// <summary>How long a trade that a heartbeat has named may still come after it: the two are sent by different parts of the venue.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(250);

    /// <summary>A number so far behind the newest is no repetition: one of the two is wrong, and the chain begins anew with it.</summary>
    private const long FarBehind = 10_000;

    private readonly Dictionary<string, long> _last = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (long Id, long Since)> _owed = new(StringComparer.Ordinal);

    /// <summary>Takes a trade's number.</summary>
    public CoinbaseTradeLink Take(string symbol, long id)
    {
        var isFirst = !_last.TryGetValue(symbol, out var last);
        if (!isFirst && id <= last && id > last - FarBehind) return CoinbaseTradeLink.Repeated;

        _last[symbol] = id;
        if (_owed.TryGetValue(symbol, out var owed) && owed.Id <= id) _owed.Remove(symbol);
        return isFirst || id - 1 == last ? CoinbaseTradeLink.Next : CoinbaseTradeLink.Missing;
    }

    /// <summary>Takes a heartbeat. One before the first trade says nothing: there is no trade to compare it with.</summary>
    public void Beat(string symbol, long lastTradeId)
    {
        if (_last.TryGetValue(symbol, out var last) && lastTradeId > last && !_owed.ContainsKey(symbol)) _owed[symbol] = (lastTradeId, wall.GetTimestamp());
    }

    /// <summary>Symbols of which a trade was named and has not come. Each is given once: the trades are given up, the chain goes on after them.</summary>
    public IReadOnlyList<string> Overdue()
    {
        if (_owed.Count == 0) return [];

        List<string> overdue = [.. _owed.Where(o => wall.GetElapsedTime(o.Value.Since) >= Grace).Select(static o => o.Key)];
        foreach (var symbol in overdue)
        {
            _last[symbol] = _owed[symbol].Id;
            _owed.Remove(symbol);
        }

        return overdue;
    }

    /// <summary>A message could not be read: it may have been a trade, so the next one begins each chain anew.</summary>
    public void Forget()
    {
        _last.Clear();
        _owed.Clear();
    }
}

/// <summary>What a trade's number says.</summary>
internal enum CoinbaseTradeLink
{
    /// <summary>It follows the one before, or is the first.</summary>
    Next,

    /// <summary>It has come before.</summary>
    Repeated,

    /// <summary>Between it and the one before there were others.</summary>
    Missing,
}
