using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using CryptoRun.Web.Layout;
using CryptoRun.Worker.Live;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Logging.Abstractions;

namespace CryptoRun.Web.Board;

/// <summary>
/// The parts of a row that are the same for every viewer, as HTML made once by the components that draw them everywhere else. A circuit then holds a reference instead of
/// eight components and a hundred frames a row, and compares it instead of them.
/// </summary>
internal sealed class RowMarkup : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().BuildServiceProvider();
    private readonly ConditionalWeakTable<BoardGates, ScannedMarkup> _scanned = [];
    private readonly ConditionalWeakTable<BoardRow, LiveMarkup> _live = [];
    private readonly ConditionalWeakTable<IReadOnlyList<BoardChange>, ChangesMarkup> _changes = [];
    private readonly ConcurrentDictionary<string, MarkupString> _symbols = new(StringComparer.Ordinal);

    /// <summary>The cell with the link.</summary>
    /// <param name="symbol">Canonical symbol.</param>
    public MarkupString Symbol(string symbol) => _symbols.GetOrAdd(symbol, static (s, made) => made.Html<SymbolCell>((nameof(SymbolCell.Symbol), s)), this);

    /// <summary>What only a scan changes.</summary>
    /// <param name="row">The row.</param>
    /// <param name="threshold">The score gate of the regime in force.</param>
    public ScannedMarkup Scanned(BoardRow row, double threshold)
    {
        ArgumentNullException.ThrowIfNull(row);
        if (_scanned.TryGetValue(row.Gates, out var made) && made.IsOf(row, threshold)) return made;
        made = new ScannedMarkup(
            row,
            threshold,
            Html<RankCells>((nameof(RankCells.Row), row)),
            Html<ReasonCells>((nameof(ReasonCells.Row), row), (nameof(ReasonCells.Threshold), threshold)),
            Html<FigureCells>((nameof(FigureCells.Row), row)));
        _scanned.AddOrUpdate(row.Gates, made);
        return made;
    }

    /// <summary>What a price changes.</summary>
    /// <param name="row">The row.</param>
    public LiveMarkup Live(BoardRow row) => _live.GetValue(row, r => new LiveMarkup(
        r.Freshness == Freshness.NoData ? "no data" : Format.PriceText(r.Price),
        "n a-1h " + Format.Direction(r.Return1h, 2),
        Format.Return(r.Return1h, 2),
        $"n a-24 {Format.Direction(r.Return24h, 1)}{(r.Return24h is null ? " none" : "")}",
        Format.Return(r.Return24h, 1),
        Html<FreshnessMark>((nameof(FreshnessMark.Freshness), r.Freshness), (nameof(FreshnessMark.AgeSeconds), r.DataAgeSeconds), (nameof(FreshnessMark.At), r.PriceTime))));

    /// <summary>What a scan changed: the strongest, and all.</summary>
    /// <param name="changes">Changes, strongest first.</param>
    /// <param name="strongest">How many are the strongest.</param>
    public (MarkupString Strongest, MarkupString All) Changes(IReadOnlyList<BoardChange> changes, int strongest)
    {
        var made = _changes.GetValue(changes, c => new ChangesMarkup(Html<ChangeList>((nameof(ChangeList.Changes), c.Take(strongest).ToList())), Html<ChangeList>((nameof(ChangeList.Changes), c))));
        return (made.Strongest, made.All);
    }

    /// <inheritdoc />
    public void Dispose() => _services.Dispose();

    // A renderer of its own each time: it keeps what it has rendered. None of these components waits for anything, so the answer is there at once.
    private MarkupString Html<T>(params (string Name, object? Value)[] parameters)
        where T : IComponent
    {
        using var renderer = new StaticRenderer(_services);
        return renderer.Html<T>(ParameterView.FromDictionary(parameters.ToDictionary(static p => p.Name, static p => p.Value)));
    }

    private sealed class StaticRenderer(IServiceProvider services) : IDisposable
    {
        private readonly HtmlRenderer _renderer = new(services, NullLoggerFactory.Instance);

        public MarkupString Html<T>(ParameterView parameters)
            where T : IComponent
        {
            var rendering = _renderer.Dispatcher.InvokeAsync(() => _renderer.BeginRenderingComponent<T>(parameters).ToHtmlString());
            return new MarkupString(rendering.IsCompletedSuccessfully ? rendering.Result.Trim() : throw new InvalidOperationException($"{typeof(T).Name} waits for something; cells of the board may not.", rendering.Exception));
        }

        public void Dispose()
        {
            var end = _renderer.DisposeAsync();
            if (!end.IsCompletedSuccessfully) end.AsTask().Wait();
        }
    }
}

/// <summary>Cells that only a scan changes.</summary>
/// <param name="Row">The row they were made of.</param>
/// <param name="Threshold">The score gate they were made with.</param>
/// <param name="Rank">Rank and change.</param>
/// <param name="Reason">Score to verdict.</param>
/// <param name="Figures">Spread to funding.</param>
internal sealed record ScannedMarkup(BoardRow Row, double Threshold, MarkupString Rank, MarkupString Reason, MarkupString Figures)
{
    /// <summary>Whether a row differs in nothing but its price, and what follows from it.</summary>
    public bool IsOf(BoardRow row, double threshold) =>
        Threshold == threshold
        && (ReferenceEquals(Row, row) || Row with { Price = row.Price, PriceTime = row.PriceTime, Return1h = row.Return1h, Return24h = row.Return24h, DataAgeSeconds = row.DataAgeSeconds, Freshness = row.Freshness } == row);
}

/// <summary>Words of the cells that a price changes.</summary>
internal sealed record LiveMarkup(string Price, string Class1h, string Return1h, string Class24h, string Return24h, MarkupString Age);

/// <summary>What a scan changed.</summary>
internal sealed record ChangesMarkup(MarkupString Strongest, MarkupString All);
