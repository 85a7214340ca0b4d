using CryptoRun.Domain.Factors;
using CryptoRun.Domain.Gates;
using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Scoring;

namespace CryptoRun.Domain.Scanning;

/// <summary>The steps of a scan, in the order in which <see cref="Scan.Run"/> takes them.</summary>
internal sealed class ScanSteps(ScanInput input, ScanOptions options, ProgressReport report)
{
    /// <summary>Symbols in canonical order, cut to the instant and the look-back.</summary>
    public Universe CutAndOrder()
    {
        report.Begin(ScanStage.Universe, input.Symbols.Count);
        var universe = Universe.At(input, options);
        report.End(ScanStage.Universe, input.Symbols.Count);
        return universe;
    }

    /// <summary>Hashes everything that the result depends on.</summary>
    public ScanIdentity Identify(Universe universe) => ScanIdentity.Of(input, options, universe.Symbols);

    /// <summary>Examines every symbol's candles.</summary>
    public void Admit(Universe universe)
    {
        var total = universe.Symbols.Count;
        report.Begin(ScanStage.Candles, total);
        universe.Admit(input.At, options.Universe, (done, symbol) => report.Symbol(ScanStage.Candles, done, total, symbol));
    }

    /// <summary>Reads the books of every admitted symbol; without any the stage is there, and empty. Null where a symbol has no book feed.</summary>
    public IReadOnlyList<BookReading>?[] ReadBooks(Universe universe)
    {
        var readings = new IReadOnlyList<BookReading>?[universe.Admitted.Count];
        var total = universe.Admitted.Exists(symbol => symbol.Input.Feeds.Books is not null) ? readings.Length : 0;
        report.Begin(ScanStage.Microstructure, total);
        for (var i = 0; i < total; i++)
        {
            var symbol = universe.Admitted[i].Input;
            if (symbol.Feeds.Books is { } books) readings[i] = [.. books.Select(book => BookReading.Of(book, input.At))];
            report.Symbol(ScanStage.Microstructure, i + 1, total, symbol.Candles.Symbol);
        }

        return readings;
    }

    /// <summary>Measures every admitted symbol. One whose numbers overflow is excluded, not scored.</summary>
    public FactorPanel Measure(Universe universe, IReadOnlyList<BookReading>?[] books)
    {
        var total = universe.Admitted.Count;
        report.Begin(ScanStage.Factors, total);
        var measured = new List<SymbolMeasures>(total);
        for (var i = 0; i < total; i++)
        {
            var (symbol, advUsd) = universe.Admitted[i];
            var measures = SymbolMeasures.Of(symbol.Candles, advUsd, symbol.Feeds, books[i], input.At, options.Factors);
            if (measures.AreFinite) measured.Add(measures);
            else universe.Exclude(Admission.Overflow(measures.Symbol));
            report.Symbol(ScanStage.Factors, i + 1, total, measures.Symbol);
        }

        return new FactorPanel(measured, options.Factors);
    }

    /// <summary>Cross-sections under each regime's momentum.</summary>
    public IReadOnlyList<CrossSection> Orthogonalise(FactorPanel panel)
    {
        report.Begin(ScanStage.Orthogonalise, panel.Symbols.Count);
        var sections = RegimeScores.Sections(panel, options.Momentum);
        report.End(ScanStage.Orthogonalise, panel.Symbols.Count);
        return sections;
    }

    /// <summary>Composites under each regime's weights.</summary>
    public RegimeScores Score(FactorPanel panel, IReadOnlyList<CrossSection> sections)
    {
        report.Begin(ScanStage.Score, panel.Symbols.Count);
        var scores = RegimeScores.Of(input.Regime.State, panel, sections, options.Weights, options.Boost, options.Factors.Social);
        report.End(ScanStage.Score, panel.Symbols.Count);
        return scores;
    }

    /// <summary>The entry gates of every symbol under the regime in force.</summary>
    public JudgedMarket[] Judge(Universe universe, FactorPanel panel, RegimeScores scores)
    {
        var total = panel.Symbols.Count;
        report.Begin(ScanStage.Gates, total);
        var inputs = universe.BySymbol();
        var judged = new JudgedMarket[total];
        for (var i = 0; i < total; i++)
        {
            var symbol = panel.Symbols[i];
            var own = inputs[symbol.Symbol];
            var decision = input.DecidedAt is { } decided ? new DecisionTiming(input.At, decided, own.Relaxation) : null;
            var reading = MarketReading.Of(input.At, symbol, own.Quote, decision, input.VenueHealth);
            judged[i] = new JudgedMarket(reading, scores.Judge(scores.InForce, i, reading, options.Gates));
            report.Symbol(ScanStage.Gates, i + 1, total, symbol.Symbol);
        }

        return judged;
    }

    /// <summary>Ranks by Final, ties by symbol, and writes every explanation.</summary>
    public ScoreExplanation[] Explain(FactorPanel panel, RegimeScores scores, JudgedMarket[] markets, ScanIdentity identity)
    {
        var total = panel.Symbols.Count;
        report.Begin(ScanStage.Explain, total);
        var explanations = new Explanations(panel, scores, options.Momentum, options.Gates, new ScanContext(input, identity));
        var candidates = new ScoreExplanation[total];
        var rank = 0;
        foreach (var i in Ranking.Of(scores.Finals.Values))
        {
            candidates[rank++] = explanations.Of(i, rank, markets[i]);
            report.Symbol(ScanStage.Explain, rank, total, panel.Symbols[i].Symbol);
        }

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
        FactorFlags.OfScan(panel, scores.Current));
}
