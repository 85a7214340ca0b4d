using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Markets;
using Microsoft.Extensions.Logging;

namespace CryptoRun.Worker.Events;

/// <summary>
/// The user's calendar, sentiment and fund flows: those that are connected. What is not connected, or was never read yet, is null in <see cref="SymbolFeeds"/>, never an empty list.
/// </summary>
internal sealed class EventFeeds : IDisposable
{
    /// <summary>Events that are further back than any setting looks are not given out.</summary>
    private static readonly TimeSpan Past = TimeSpan.FromDays(7);

    private readonly List<HttpClient> _clients = [];
    private readonly DocumentFeed<CatalystEvent>? _events;
    private readonly DocumentFeed<SentimentReading>? _sentiment;
    private readonly DocumentFeed<EtfFlow>? _flows;

    /// <summary>Makes those that are connected.</summary>
    /// <param name="events">Calendar.</param>
    /// <param name="sentiment">Sentiment.</param>
    /// <param name="flows">Fund flows.</param>
    /// <param name="market">Market time.</param>
    /// <param name="wall">Wall time.</param>
    /// <param name="logger">Log.</param>
    /// <exception cref="ArgumentException">A source is no path and no address.</exception>
    public EventFeeds(EventsOptions events, SentimentOptions sentiment, EtfFlowOptions flows, MarketClock market, TimeProvider wall, ILogger<EventFeeds> logger)
    {
        _events = Feed(DocumentKinds.Events, events, market, wall, logger);
        _sentiment = Feed(DocumentKinds.Sentiment, sentiment, market, wall, logger);
        _flows = Feed(DocumentKinds.EtfFlow, flows, market, wall, logger);
    }

    /// <summary>Completes when each was read, or could not be, for the first time.</summary>
    public Task Opened => Task.WhenAll(_events?.Opened ?? Task.CompletedTask, _sentiment?.Opened ?? Task.CompletedTask, _flows?.Opened ?? Task.CompletedTask);

    /// <summary>What is wrong at the moment, in sentences.</summary>
    public IEnumerable<string> Warnings => new[] { _events?.Warning, _sentiment?.Warning, _flows?.Warning }.OfType<string>();

    /// <summary>Puts what was known of a coin at an instant beside what other feeds say of it.</summary>
    public SymbolFeeds With(SymbolFeeds feeds, DateTimeOffset at, string symbol) => feeds with
    {
        Events = EventsAt(at, symbol),
        Sentiment = _sentiment?.At(at, symbol)?.LastOrDefault(r => r.Time <= at),
        EtfFlow = _flows?.At(at, symbol)?.LastOrDefault(f => f.Time <= at),
    };

    /// <summary>Events known of a coin at an instant; null: no calendar.</summary>
    public IReadOnlyList<CatalystEvent>? EventsAt(DateTimeOffset at, string symbol) => _events?.At(at, symbol) is { } known ? [.. known.Where(e => e.Time >= at - Past)] : null;

    /// <summary>When the calendar was last read by an instant; null: no calendar, or not yet.</summary>
    public DateTimeOffset? EventsSeenAt(DateTimeOffset at) => _events?.SeenAt(at);

    /// <summary>When the fund flows were last read by an instant; null: none are connected, or not yet.</summary>
    public DateTimeOffset? FlowsSeenAt(DateTimeOffset at) => _flows?.SeenAt(at);

    /// <summary>Looks at them until it is cancelled.</summary>
    public Task RunAsync(CancellationToken cancellationToken) => Task.WhenAll(
        _events?.RunAsync(cancellationToken) ?? Task.CompletedTask, _sentiment?.RunAsync(cancellationToken) ?? Task.CompletedTask, _flows?.RunAsync(cancellationToken) ?? Task.CompletedTask);

    /// <inheritdoc />
    public void Dispose() => _clients.ForEach(static c => c.Dispose());

    private DocumentFeed<T>? Feed<T>(DocumentKind<T> kind, DocumentOptions options, MarketClock market, TimeProvider wall, ILogger logger)
        where T : class
    {
        if (!options.IsConnected) return null;

        var address = DocumentAddress.Of(options.Source);
        if (address.Problem is { } problem) throw new ArgumentException($"{options.SectionName}:{nameof(options.Source)} {problem}", nameof(options));
        if (address.File is { } file) return new DocumentFeed<T>(kind, new FileDocument(file, options.MaxBytes), options, market, wall, logger);

        var http = WebDocument.CreateHttp(options);
        _clients.Add(http);
        return new DocumentFeed<T>(kind, new WebDocument(http, address.Web!, options, wall), options, market, wall, logger);
    }
}
