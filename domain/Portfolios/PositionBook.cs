using CryptoRun.Domain.Markets;

namespace CryptoRun.Domain.Portfolios;

/// <summary>What is held so far, and how everything moves with everything.</summary>
internal sealed class PositionBook
{
    private readonly Dictionary<string, int> _rows;
    private readonly Comovement[] _withBitcoin;
    private readonly bool _hasBitcoin;
    private readonly List<Holding> _holdings = [];

    private PositionBook(IReadOnlyList<string> symbols, HourlyReturns returns, bool hasBitcoin, PruningOptions options)
    {
        _hasBitcoin = hasBitcoin;
        _rows = symbols.Select((symbol, row) => (symbol, row)).ToDictionary(p => p.symbol, p => p.row, StringComparer.Ordinal);
        _withBitcoin = [.. symbols.Select((_, row) => Comovement.Of(returns.Row(row), returns.Row(symbols.Count), options.SharedHours))];
        Correlations = CorrelationMatrix.Of(symbols, returns, options.SharedHours);
    }

    public CorrelationMatrix Correlations { get; }

    /// <summary>Held and accepted, in ordinal order of symbols.</summary>
    public IReadOnlyList<Holding> Holdings => _holdings;

    public double TotalWeight => _holdings.Sum(h => h.Weight);

    /// <summary>Null where BTC has no candles. A held position whose beta is unknown is left out, and flagged.</summary>
    public double? TotalBeta => _hasBitcoin ? _holdings.Sum(h => h.Beta ?? 0) : null;

    public bool HasBitcoin => _hasBitcoin;

    public static PositionBook Of(
        DateTimeOffset at, IReadOnlyList<PruningCandidate> candidates, IReadOnlyList<Position> positions, CandleSeries? bitcoin, PruningOptions options)
    {
        // A candidate's own candles are taken before those of a position of the same coin; both are the coin's.
        var candles = positions.ToDictionary(p => p.Symbol, p => p.Candles, StringComparer.Ordinal);
        foreach (var candidate in candidates) candles[candidate.Symbol] = candidate.Candles ?? candles.GetValueOrDefault(candidate.Symbol);

        string[] symbols = [.. candles.Keys.Order(StringComparer.Ordinal)];
        var returns = HourlyReturns.Of([.. symbols.Select(s => candles[s]), bitcoin], at, options.CorrelationHours);
        var book = new PositionBook(symbols, returns, bitcoin is not null, options);
        foreach (var position in positions) book.Add(position.Symbol, position.Sector, position.Weight);
        return book;
    }

    public double? BetaOf(string symbol) => _withBitcoin[_rows[symbol]].Beta;

    public int HoursWithBitcoin(string symbol) => _withBitcoin[_rows[symbol]].Shared;

    public PairCorrelation CorrelationOf(string first, string second) => Correlations[_rows[first], _rows[second]];

    public Holding? Held(string symbol) => _holdings.Find(h => string.Equals(h.Symbol, symbol, StringComparison.Ordinal));

    public void Add(PruningCandidate candidate)
    {
        if (Held(candidate.Symbol) is { } held) _holdings[_holdings.IndexOf(held)] = held with { Weight = held.Weight + candidate.Weight };
        else Add(candidate.Symbol, candidate.Sector, candidate.Weight);
    }

    public IReadOnlyList<string> Flags()
    {
        if (!_hasBitcoin) return ["no BTC candles: beta not judged"];
        return [.. _holdings.Where(h => h.Beta is null).Select(h => $"beta of {h.Symbol} unknown: left out of the total")];
    }

    private void Add(string symbol, string? sector, double weight)
    {
        _holdings.Add(new Holding(symbol, string.IsNullOrWhiteSpace(sector) ? null : sector, weight, _hasBitcoin ? BetaOf(symbol) : null));
        _holdings.Sort((a, b) => string.CompareOrdinal(a.Symbol, b.Symbol));
    }
}

/// <summary>A position, held before or accepted now.</summary>
internal sealed record Holding(string Symbol, string? Sector, double Weight, double? Beta);
