namespace CryptoRun.Domain.Scanning;

/// <summary>Inputs in, ranked explained candidates out: the table of contents of the mathematics.</summary>
public static class Scan
{
    /// <summary>Runs a scan. Pure: two equal inputs give two equal results, to the bit, in whatever order the symbols come.</summary>
    /// <param name="input">Instant, regime, candles, quotes and feeds. Nothing later than the instant is looked at.</param>
    /// <param name="options">Parameters.</param>
    /// <param name="progress">Receives progress, or null.</param>
    /// <param name="loop">Runs what is done symbol by symbol; null: one after another on this thread.</param>
    /// <exception cref="ArgumentException">Options out of range; see <see cref="ScanOptions.Validate"/>.</exception>
    public static ScanResult Run(ScanInput input, ScanOptions options, ScanProgress? progress = null, SymbolLoop? loop = null)
    {
        options.Validate();
        var steps = new ScanSteps(input, options, new SymbolStage(loop, new ProgressReport(progress)));

        var universe = steps.CutAndOrder();
        var identity = steps.Identify(universe);
        steps.Admit(universe);
        var books = steps.ReadBooks(universe);
        var panel = steps.Measure(universe, books);
        var sections = steps.Orthogonalise(panel);
        var scores = steps.Score(panel, sections);
        var markets = steps.Judge(universe, panel, scores);
        var candidates = steps.Explain(panel, scores, markets, identity);
        return steps.Result(universe, panel, scores, candidates, identity);
    }
}
