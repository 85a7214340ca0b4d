using System.Globalization;
using System.Text;

namespace CryptoRun.Worker.Tests.Exchanges.Kraken;

/// <summary>
/// Seeded frames of Kraken's WebSocket v2 as it writes them, the book's checksum included. The book is kept here as text of its own, so it stands beside what the program makes of it.
/// </summary>
/// <param name="seed">Seed.</param>
/// <param name="depth">Levels a side.</param>
/// <param name="pair">Pair.</param>
/// <param name="longestStep">Longest time between two messages, microseconds; half of it on average.</param>
internal sealed class KrakenTape(int seed, int depth, string pair = "BTC/USD", int longestStep = 80_000)
{
    private const int Middle = 635_000;
    private readonly Random _random = new(seed);
    private readonly SortedList<int, long> _bids = new(Comparer<int>.Create(static (a, b) => b.CompareTo(a)));
    private readonly SortedList<int, long> _asks = [];
    private long _microseconds;
    private long _trade = 103_436_768;

    /// <summary>Levels now, best first, in tenths of a dollar and 1e-8 coins.</summary>
    public (IReadOnlyList<KeyValuePair<int, long>> Bids, IReadOnlyList<KeyValuePair<int, long>> Asks) Book => ([.. _bids], [.. _asks]);

    /// <summary>A new book.</summary>
    public byte[] Snapshot()
    {
        _bids.Clear();
        _asks.Clear();
        for (var i = 0; i < depth; i++) (_bids[Beyond(_bids, -1)], _asks[Beyond(_asks, 1)]) = (Size(), Size());
        return BookFrame("snapshot", [.. _bids], [.. _asks]);
    }

    /// <summary>The next change: one to three levels, near the best price far oftener than away from it. What falls out at the end of a side is made up there.</summary>
    public byte[] Update()
    {
        List<KeyValuePair<int, long>> bids = [], asks = [];
        for (var n = _random.Next(1, 4); n > 0; n--)
        {
            if (_random.Next(2) == 0) Change(_bids, -1, bids);
            else Change(_asks, 1, asks);
        }

        Level(_bids, -1, bids);
        Level(_asks, 1, asks);
        return BookFrame("update", bids, asks);
    }

    /// <summary>A ticker.</summary>
    public byte[] Ticker() => Utf8(
        $$"""
        {"channel":"ticker","type":"update","data":[{"symbol":"{{pair}}","bid":{{Price(Best(_bids))}},"bid_qty":{{Coins(Size())}},"ask":{{Price(Best(_asks))}},"ask_qty":{{Coins(Size())}},"last":{{Price(Best(_asks))}},"volume":{{Coins(Size() * 1000)}},"vwap":63480.2,"low":62011.0,"high":64102.7,"change":250.4,"change_pct":0.39,"timestamp":"{{Now()}}"}]}
        """);

    /// <summary>One to three trades.</summary>
    public byte[] Trade() => Utf8($$"""{"channel":"trade","type":"update","data":[{{string.Join(',', Enumerable.Range(0, _random.Next(1, 4)).Select(_ => OneTrade()))}}]}""");

    private static int Best(SortedList<int, long> side) => side.Count > 0 ? side.Keys[0] : Middle;

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static string Price(int tenths) => (tenths / 10m).ToString("0.0", CultureInfo.InvariantCulture);

    private static string Coins(long units) => (units / 100_000_000m).ToString("0.00000000", CultureInfo.InvariantCulture);

    private static string Levels(IEnumerable<KeyValuePair<int, long>> levels) => string.Join(',', levels.Select(static l => $$"""{"price":{{Price(l.Key)}},"qty":{{Coins(l.Value)}}}"""));

    /// <summary>By the letter of Kraken's guide: text, then the polynomial bit by bit.</summary>
    private static uint Checksum(IEnumerable<KeyValuePair<int, long>> bids, IEnumerable<KeyValuePair<int, long>> asks)
    {
        var text = string.Concat(asks.Take(10).Concat(bids.Take(10)).Select(static l => Digits(Price(l.Key)) + Digits(Coins(l.Value))));
        var crc = uint.MaxValue;
        foreach (var letter in text)
        {
            crc ^= letter;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320;
        }

        return ~crc;

        static string Digits(string number) => number.Replace(".", "", StringComparison.Ordinal).TrimStart('0');
    }

    private string OneTrade() =>
        $$"""{"symbol":"{{pair}}","side":"{{(_random.Next(2) == 0 ? "buy" : "sell")}}","price":{{Price(Best(_bids))}},"qty":{{Coins(Size())}},"ord_type":"limit","trade_id":{{++_trade}},"timestamp":"{{Now()}}"}""";

    private void Change(SortedList<int, long> side, int away, List<KeyValuePair<int, long>> changes)
    {
        var place = Math.Min(side.Count - 1, (int)(-Math.Log(1 - _random.NextDouble()) * depth / 8));
        var price = side.Keys[place];
        switch (_random.Next(4))
        {
            case 0 when side.Count > 1:
                side.Remove(price);
                changes.Add(new(price, 0));
                break;
            case 1 when !side.ContainsKey(price - away) && Math.Abs(price - away - Middle) > 1 && Math.Sign(price - away - Middle) == away:
                side[price - away] = Size();
                changes.Add(new(price - away, side[price - away]));
                break;
            default:
                side[price] = Size();
                changes.Add(new(price, side[price]));
                break;
        }
    }

    /// <summary>A side ends a message at its depth: what is too deep is not told, what is missing is.</summary>
    private void Level(SortedList<int, long> side, int away, List<KeyValuePair<int, long>> changes)
    {
        while (side.Count > depth) side.RemoveAt(side.Count - 1);
        while (side.Count < depth)
        {
            var deeper = Beyond(side, away);
            side[deeper] = Size();
            changes.Add(new(deeper, side[deeper]));
        }
    }

    private int Beyond(SortedList<int, long> side, int away) => (side.Count > 0 ? side.Keys[^1] : Middle + away) + (away * _random.Next(1, 4));

    private long Size() => _random.Next(3) == 0 ? _random.Next(1, 40) * 10_000_000L : _random.NextInt64(5_000, 300_000_000);

    private byte[] BookFrame(string type, IReadOnlyList<KeyValuePair<int, long>> bids, IReadOnlyList<KeyValuePair<int, long>> asks) => Utf8(
        $$"""{"channel":"book","type":"{{type}}","data":[{"symbol":"{{pair}}","bids":[{{Levels(bids)}}],"asks":[{{Levels(asks)}}],"checksum":{{Checksum(_bids, _asks)}},"timestamp":"{{Now()}}"}]}""");

    private string Now()
    {
        _microseconds += _random.Next(1, longestStep);
        return new DateTime(2026, 7, 7, 23, 0, 3, DateTimeKind.Utc).AddMicroseconds(_microseconds).ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
    }
}
