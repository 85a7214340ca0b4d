using CryptoRun.Domain.Factors;
using CryptoRun.Domain.Gates;
using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Scoring;

namespace CryptoRun.Domain.Scanning;

/// <summary>The steps of a scan, in the order in which <see cref="Scan.Run"/> takes them.</summary>
internal sealed class ScanSteps(ScanInput input, ScanOptions options, SymbolStage stages)
{
    /// <summary>Symbols in canonical order, cut to the instant and the look-back.</summary>
    public Universe CutAndOrder() => stages.Whole(ScanStage.Universe, input.Symbols.Count, () => Universe.At(input, options, stages));

    /// <summary>Hashes everything that the result depends on.</summary>
    public ScanIdentity Identify(Universe universe)
    {
        var symbols = universe.Symbols;
        var hashes = new byte[symbols.Count][];
        stages.ForEach(hashes.Length, i => hashes[i] = InputHash.OfSymbol(symbols[i]));
        return ScanIdentity.Of(input, options, hashes);
    }

    /// <summary>Examines every symbol's candles.</summary>
    public void Admit(Universe universe)
    {
        var symbols = universe.Symbols;
        var examined = new (ExcludedSymbol? Exclusion, double AdvUsd)[symbols.Count];
        stages.ForEach(ScanStage.Candles, examined.Length, i => symbols[i].Candles.Symbol, i =>
            examined[i] = (Admission.Examine(symbols[i], input.At, options.Universe, out var advUsd), advUsd));
        universe.Admit(examined);
    }

    /// <summary>Reads the books of every admitted symbol; without any the stage is there, and empty. Null where a symbol has no book feed.</summary>
    public IReadOnlyList<BookReading>?[] ReadBooks(Universe universe)
    {
        var admitted = universe.Admitted;
        var readings = new IReadOnlyList<BookReading>?[admitted.Count];
        var total = admitted.Exists(symbol => symbol.Input.Feeds.Books is not null) ? readings.Length : 0;
        stages.ForEach(ScanStage.Microstructure, total, i => admitted[i].Input.Candles.Symbol, i =>
        {
            if (admitted[i].Input.Feeds.Books is { } books) readings[i] = [.. books.Select(book => BookReading.Of(book, input.At))];
        });
        return readings;
    }

    /// <summary>Measures every admitted symbol. One whose numbers overflow is excluded, not scored.</summary>
    public FactorPanel Measure(Universe universe, IReadOnlyList<BookReading>?[] books)
    {
        var admitted = universe.Admitted;
        var measured = new SymbolMeasures[admitted.Count];
        stages.ForEach(ScanStage.Factors, measured.Length, i => admitted[i].Input.Candles.Symbol, i =>
        {
            var (symbol, advUsd) = admitted[i];
            measured[i] = SymbolMeasures.Of(symbol.Candles, advUsd, symbol.Feeds, books[i], input.At, options.Factors);
        });

        var finite = new List<SymbolMeasures>(measured.Length);
        foreach (var symbol in measured)
        {
            if (symbol.AreFinite) finite.Add(symbol);
            else universe.Exclude(Admission.Overflow(symbol.Symbol));
        }

        return new FactorPanel(finite, options.Factors);
    }

    /// <summary>Cross-sections under each regime's momentum.</summary>
    public IReadOnlyList<CrossSection> Orthogonalise(FactorPanel panel) =>
        stages.Whole(ScanStage.Orthogonalise, panel.Symbols.Count, () => RegimeScores.Sections(panel, options.Momentum));

    /// <summary>Composites under each regime's weights.</summary>
    public RegimeScores Score(FactorPanel panel, IReadOnlyList<CrossSection> sections) =>
        stages.Whole(ScanStage.Score, panel.Symbols.Count, () => RegimeScores.Of(input.Regime.State, panel, sections, options.Weights, options.Boost, options.Factors.Social));

    /// <summary>The entry gates of every symbol under the regime in force.</summary>
    public JudgedMarket[] Judge(Universe universe, FactorPanel panel, RegimeScores scores)
    {
        var inputs = universe.BySymbol();
        var judged = new JudgedMarket[panel.Symbols.Count];
        stages.ForEach(ScanStage.Gates, judged.Length, i => panel.Symbols[i].Symbol, i =>
        {
            var symbol = panel.Symbols[i];
            var own = inputs[symbol.Symbol];
            var decision = input.DecidedAt is { } decided ? new DecisionTiming(input.At, decided, own.Relaxation) : null;
            var reading = MarketReading.Of(input.At, symbol, own.Quote, decision, input.VenueHealth, input.LeftOut);
            judged[i] = new JudgedMarket(reading, scores.Judge(scores.InForce, i, reading, options.Gates));
        });
        return judged;
    }

    /// <summary>Ranks by Final, ties by symbol, and writes every explanation.</summary>
    public ScoreExplanation[] Explain(FactorPanel panel, RegimeScores scores, JudgedMarket[] markets, ScanIdentity identity)
    {
        var explanations = new Explanations(panel, scores, options.Momentum, options.Gates, new ScanContext(input, identity));
        var ranking = Ranking.Of(scores.Finals.Values);
        var candidates = new ScoreExplanation[ranking.Length];
        stages.ForEach(ScanStage.Explain, ranking.Length, place => panel.Symbols[ranking[place]].Symbol, place =>
            candidates[place] = explanations.Of(ranking[place], place + 1, markets[ranking[place]]));
        return candidates;
    }

    /// <summary>Puts the result together.</summary>
    public ScanResult Result(Universe universe, FactorPanel panel, RegimeScores scores, ScoreExplanation[] candidates, ScanIdentity identity) => new(
        input.At,
        identity.ScanId,
        input.Source,
        input.Regime,
        universe.Report(candidates.Length),
        candidates,
        scores.Current.EffectiveWeights,
        scores.Current.Weights,
        identity.InputHash,
        identity.ParametersHash,
        FactorFlags.OfScan(panel, scores.Current))
    {
        VenueHealth = input.VenueHealth,
        LeftOut = input.LeftOut,
    };
}
