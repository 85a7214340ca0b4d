using CryptoRun.Domain.Evidence;
using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Numerics;
using CryptoRun.Domain.Regimes;

namespace CryptoRun.Domain.Tests.Evidence;

/// <summary>A market of random walks with scans whose scores know as much of the future as a test says.</summary>
internal sealed class EvidenceMarket
{
    public static readonly DateTimeOffset Start = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly Dictionary<string, CandleSeries> _series = new(StringComparer.Ordinal);

    public EvidenceMarket(int symbols, int hours, ulong seed)
    {
        for (var s = 0; s < symbols; s++)
        {
            var random = new CounterRandom(seed + (ulong)s);
            var (open, high, low, close) = (new double[hours], new double[hours], new double[hours], new double[hours]);
            var price = 100.0;
            for (var h = 0; h < hours; h++)
            {
                open[h] = price;
                price *= Math.Exp(0.01 * random.Normal((ulong)h));
                close[h] = price;
                (high[h], low[h]) = (Math.Max(open[h], close[h]), Math.Min(open[h], close[h]));
            }

            var symbol = $"C{s:00}-USD";
            _series[symbol] = CandleSeries.FromColumns(symbol, "kraken", Start, open, high, low, close, [.. Enumerable.Repeat(1.0, hours)]);
        }
    }

    public IEnumerable<string> Symbols => _series.Keys;

    public CandleSeries? Candles(string symbol) => _series.GetValueOrDefault(symbol);

    /// <summary>A scan an so many hours; the score of each symbol is what <paramref name="score"/> says.</summary>
    public IReadOnlyList<EvidenceScan> Scans(int from, int to, int every, Func<string, DateTimeOffset, double> score, int candidates = 0)
    {
        var scans = new List<EvidenceScan>();
        for (var hour = from; hour < to; hour += every)
        {
            var at = Start.AddHours(hour);
            var scored = Symbols.Select(symbol => (symbol, value: score(symbol, at))).OrderByDescending(s => s.value).ToList();
            scans.Add(new EvidenceScan(at, $"s{hour}", hour % 48 < 24 ? RegimeState.Choppy : RegimeState.TrendingBull, [.. scored.Select((s, rank) => Score(s.symbol, s.value, rank < candidates))]));
        }

        return scans;
    }

    public static EvidenceScore Score(string symbol, double value, bool isCandidate = false)
    {
        var values = new double[Enum.GetValues<Signal>().Length];
        Array.Fill(values, double.NaN);
        values[(int)Signal.Score] = value;
        values[(int)Signal.PlainMomentum24h] = -value;
        values[(int)Signal.Volatility7d] = 0.8;
        return new EvidenceScore(symbol, isCandidate, isCandidate, values);
    }
}
