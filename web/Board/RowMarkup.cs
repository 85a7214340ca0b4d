using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using CryptoRun.Domain.Scanning;
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
    private readonly ConditionalWeakTable<BoardRow, RowCells> _cells = [];
    private readonly ConditionalWeakTable<IReadOnlyList<BoardChange>, ChangesMarkup> _changes = [];
    private readonly ConditionalWeakTable<IReadOnlyList<ExcludedSymbol>, ExcludedMarkup> _excluded = [];
    private readonly ConcurrentDictionary<string, MarkupString> _symbols = new(StringComparer.Ordinal);

    /// <summary>The cells of a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="threshold">The score gate of the regime in force.</param>
    public RowCells Of(BoardRow row, double threshold)
    {
        ArgumentNullException.ThrowIfNull(row);
        if (_cells.TryGetValue(row, out var made) && made.Scanned.Threshold == threshold) return made;
        made = new RowCells(this, row, _symbols.GetOrAdd(row.Symbol, static (s, m) => m.Html<SymbolCell>((nameof(SymbolCell.Symbol), s)), this), Scanned(row, threshold));
        _cells.AddOrUpdate(row, made);
        return made;
    }

    /// <summary>What a price changes.</summary>
    /// <param name="row">The row.</param>
    /// <param name="flash">What the price has just done.</param>
    internal MarkupString Live(BoardRow row, PriceFlash flash) => Html<LiveCells>(
        (nameof(LiveCells.Row), row), (nameof(LiveCells.Flash), flash switch { PriceFlash.Up => " live-flash-up", PriceFlash.Down => " live-flash-down", _ => null }));

    /// <summary>What a scan changed: the strongest, and all.</summary>
    /// <param name="changes">Changes, strongest first.</param>
    /// <param name="strongest">How many are the strongest.</param>
    public (MarkupString Strongest, MarkupString All) Changes(IReadOnlyList<BoardChange> changes, int strongest)
    {
        var made = _changes.GetValue(changes, c => new ChangesMarkup(Html<ChangeList>((nameof(ChangeList.Changes), c.Take(strongest).ToList())), Html<ChangeList>((nameof(ChangeList.Changes), c))));
        return (made.Strongest, made.All);
    }

    /// <summary>Who is left out of a scan.</summary>
    /// <param name="excluded">Symbols with their reasons.</param>
    public MarkupString Excluded(IReadOnlyList<ExcludedSymbol> excluded) =>
        _excluded.GetValue(excluded, e => new ExcludedMarkup(Html<ExcludedList>((nameof(ExcludedList.Excluded), e)))).All;

    /// <inheritdoc />
    public void Dispose() => _services.Dispose();

    private ScannedMarkup Scanned(BoardRow row, double threshold)
    {
        if (_scanned.TryGetValue(row.Gates, out var made) && made.IsOf(row, threshold)) return made;
        made = new ScannedMarkup(row, threshold, Html<RankCells>((nameof(RankCells.Row), row)), Html<ReasonCells>((nameof(ReasonCells.Row), row), (nameof(ReasonCells.Threshold), threshold)));
        _scanned.AddOrUpdate(row.Gates, made);
        return made;
    }

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
internal sealed record ScannedMarkup(BoardRow Row, double Threshold, MarkupString Rank, MarkupString Reason)
{
    /// <summary>Whether a row differs in nothing but its price, and what follows from it.</summary>
    public bool IsOf(BoardRow row, double threshold) =>
        Threshold == threshold
        && (ReferenceEquals(Row, row) || Row with { Price = row.Price, PriceTime = row.PriceTime, Return1h = row.Return1h, Return24h = row.Return24h, DataAgeSeconds = row.DataAgeSeconds, Freshness = row.Freshness } == row);
}

/// <summary>Who is left out.</summary>
internal sealed record ExcludedMarkup(MarkupString All);

/// <summary>What a scan changed.</summary>
internal sealed record ChangesMarkup(MarkupString Strongest, MarkupString All);
