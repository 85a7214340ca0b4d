namespace CryptoRun.Worker.Exchanges.Coinbase;

/// <summary>
/// Compares a book with what the channel <c>ticker</c> says of its best prices. The two do not come at the same instant, the book's changes being gathered for 50 ms, so a ticker is
/// contradicted only by a book whose best price was beyond the ticker's from half a second before it to half a second after; and two tickers in a row must be. On the recorded session
/// no trade of 344 was at a price outside that range, a tenth of a second wide. Not safe from two threads.
/// </summary>
/// <param name="wall">Wall time: both are compared as they come.</param>
internal sealed class CoinbaseTops(TimeProvider wall)
{
    /// <summary>Half the range.</summary>
    public static readonly TimeSpan Near = TimeSpan.FromMilliseconds(500);

    private const int MostTops = 256;
    private const int Contradictions = 2;

    private readonly Queue<(long Since, decimal? Bid, decimal? Ask)> _tops = new();
    private (decimal? Bid, decimal? Ask) _newest;
    private (long At, decimal? Bid, decimal? Ask)? _claim;
    private int _contradicted;

    /// <summary>The book begins anew.</summary>
    public void Begin((decimal? Bid, decimal? Ask) top)
    {
        _tops.Clear();
        (_claim, _contradicted) = (null, 0);
        Add(top);
    }

    /// <summary>The book has changed.</summary>
    public void Move((decimal? Bid, decimal? Ask) top)
    {
        if (top != _newest) Add(top);
    }

    /// <summary>Takes what a ticker says. While one waits to be judged others are passed over.</summary>
    public void Claim(decimal? bid, decimal? ask) => _claim ??= (wall.GetTimestamp(), bid, ask);

    /// <summary>Judges the ticker that waits, when its time has come. True when the book is contradicted.</summary>
    public bool IsContradicted()
    {
        if (_claim is not var (at, bid, ask) || wall.GetElapsedTime(at) < Near) return false;

        var isWrong = !Shows(bid, static t => t.Bid) || !Shows(ask, static t => t.Ask);
        (_claim, _contradicted) = (null, isWrong ? _contradicted + 1 : 0);
        Prune(at);
        return _contradicted >= Contradictions;

        // An empty side, ours or theirs, is compared with nothing.
        bool Shows(decimal? claimed, Func<(long, decimal? Bid, decimal? Ask), decimal?> side)
        {
            Prune(at);
            var (lowest, highest) = (decimal.MaxValue, decimal.MinValue);
            foreach (var top in _tops)
            {
                if (side(top) is not { } price) return true;
                (lowest, highest) = (Math.Min(lowest, price), Math.Max(highest, price));
            }

            return claimed is not { } best || (best >= lowest && best <= highest);
        }
    }

    private void Add((decimal? Bid, decimal? Ask) top)
    {
        _newest = top;
        _tops.Enqueue((wall.GetTimestamp(), top.Bid, top.Ask));
        if (_claim is null) Prune(wall.GetTimestamp());
        if (_tops.Count > MostTops) _tops.Dequeue();
    }

    /// <summary>Drops what had been superseded before the range of a ticker began.</summary>
    private void Prune(long at)
    {
        while (_tops.Count > 1 && wall.GetElapsedTime(_tops.ElementAt(1).Since, at) >= Near) _tops.Dequeue();
    }
}
