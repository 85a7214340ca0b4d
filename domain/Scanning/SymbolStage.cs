namespace CryptoRun.Domain.Scanning;

/// <summary>Runs a stage symbol by symbol and tells how far it is. Progress is told between blocks, on the scan's own thread, where its receiver may stop the scan.</summary>
internal sealed class SymbolStage(SymbolLoop? loop, ProgressReport report)
{
    private const int Block = 64;

    private readonly SymbolLoop _loop = loop ?? OneByOne;

    /// <summary>A stage of the whole universe.</summary>
    public T Whole<T>(ScanStage stage, int total, Func<T> work)
    {
        report.Begin(stage, total);
        var result = work();
        report.End(stage, total);
        return result;
    }

    /// <summary>A stage that is done for each symbol.</summary>
    /// <param name="stage">Stage.</param>
    /// <param name="total">Symbols.</param>
    /// <param name="name">Name of a symbol that is done.</param>
    /// <param name="each">What is done for one; touches nothing of another's.</param>
    public void ForEach(ScanStage stage, int total, Func<int, string> name, Action<int> each)
    {
        report.Begin(stage, total);
        for (var from = 0; from < total; from += Block)
        {
            var (first, count) = (from, Math.Min(Block, total - from));
            _loop(count, i => each(first + i));
            for (var i = first; i < first + count; i++) report.Symbol(stage, i + 1, total, name(i));
        }
    }

    /// <summary>Work for each symbol that is no stage of its own.</summary>
    public void ForEach(int total, Action<int> each) => _loop(total, each);

    private static void OneByOne(int count, Action<int> each)
    {
        for (var i = 0; i < count; i++) each(i);
    }
}
