using CryptoRun.Worker.Exchanges;
using CryptoRun.Worker.Markets;
using Microsoft.Extensions.Logging;

namespace CryptoRun.Worker.Events;

/// <summary>
/// A document that is looked at again and again. A row that cannot be used is counted and left out; a document that cannot be read leaves what was known in force, with a warning. Safe from
/// any thread.
/// </summary>
/// <typeparam name="T">What is said.</typeparam>
internal sealed class DocumentFeed<T>
    where T : class
{
    private const int MostLooks = 64;
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    private readonly DocumentKind<T> _kind;
    private readonly IDocument _document;
    private readonly DocumentOptions _options;
    private readonly KnownAtSequence _knownAt;
    private readonly TimeProvider _wall;
    private readonly ILogger _logger;
    private readonly WireAnomalies _anomalies;
    private readonly Lock _gate = new();
    private readonly StatementHistory<T> _history;
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile string? _warning;
    private readonly Queue<DateTimeOffset> _looks = new();
    private DateTimeOffset? _firstRead;
    private TimeSpan _pause;

    /// <summary>Makes the feed.</summary>
    /// <param name="kind">Kind of document.</param>
    /// <param name="document">Where it is.</param>
    /// <param name="options">Bounds.</param>
    /// <param name="market">Market time: when something was read.</param>
    /// <param name="wall">Wall time: all waiting.</param>
    /// <param name="logger">Log.</param>
    public DocumentFeed(DocumentKind<T> kind, IDocument document, DocumentOptions options, MarketClock market, TimeProvider wall, ILogger logger)
    {
        (_kind, _document, _options, _knownAt, _wall, _logger) = (kind, document, options, new KnownAtSequence(market), wall, logger);
        (_anomalies, _history) = (new WireAnomalies(kind.Name, logger), new StatementHistory<T>(kind));
    }

    /// <summary>Completes when the document was read, or could not be, for the first time.</summary>
    public Task Opened => _opened.Task;

    /// <summary>What is wrong at the moment, one sentence; null when nothing is.</summary>
    public string? Warning => _warning;

    /// <summary>What could not be used, by kind, since start.</summary>
    public IReadOnlyDictionary<string, long> Refused => _anomalies.Counts;

    /// <summary>What was known of a coin at an instant, oldest first; null before the first document was read: until then there is no feed.</summary>
    public IReadOnlyList<T>? At(DateTimeOffset at, string symbol)
    {
        lock (_gate) return _firstRead <= at ? [.. _history.At(at, symbol)] : null;
    }

    /// <summary>When the document was last read, or found unchanged, by an instant: up to then it vouches for what it says. Null before, and long ago.</summary>
    public DateTimeOffset? SeenAt(DateTimeOffset at)
    {
        lock (_gate) return _looks.Where(look => look <= at).Max(static look => (DateTimeOffset?)look);
    }

    /// <summary>Looks at the document until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await ReadAsync(cancellationToken);
                _opened.TrySetResult();
                await Task.Delay(_pause > _options.Poll ? _pause : _options.Poll, _wall, cancellationToken);
            }
        }
        finally
        {
            _opened.TrySetResult();
        }
    }

    /// <summary>Looks at the document once.</summary>
    public async Task ReadAsync(CancellationToken cancellationToken)
    {
        var answer = await _document.ReadAsync(cancellationToken);
        _pause = answer.NotBefore is { } pause ? (pause < LongestPause ? pause : LongestPause) : TimeSpan.Zero;
        if (answer.Failure is { } failure) Warn(failure);
        else if (answer.Body is { } body) Take(body);
        else
        {
            _warning = null;
            lock (_gate) Seen(_knownAt.Next());
        }
    }

    private void Seen(DateTimeOffset at)
    {
        _looks.Enqueue(at);
        if (_looks.Count > MostLooks) _looks.Dequeue();
    }

    private void Take(byte[] body)
    {
        try
        {
            var reading = DocumentReading<T>.Of(DocumentRows.Of(body), _kind);
            foreach (var (field, problem) in reading.Refused) _anomalies.Count(field, $"{_document.Name}: {problem}");
            if (reading.Statements.Count == 0 && reading.Refused.Count > 0) throw new DocumentRefusedException($"has no row that can be used; the first: {reading.Refused[0].Problem}");

            lock (_gate)
            {
                var readAt = _knownAt.Next();
                var changes = _history.Take(reading.Statements, reading.Spared, reading.IsWhole, readAt);
                _firstRead ??= readAt;
                Seen(readAt);
                _logger.DocumentRead(_kind.Name, _document.Name, reading.Statements.Count, changes, reading.Refused.Count);
            }

            _document.Accepted();
            _warning = reading.Refused.Count == 0 ? null : $"{_kind.Name}: {reading.Refused.Count} rows of {_document.Name} cannot be used; the first: {reading.Refused[0].Problem}";
        }
        catch (DocumentRefusedException e)
        {
            Warn($"{_document.Name}: {e.Message}");
        }
    }

    private void Warn(string problem)
    {
        var warning = $"{_kind.Name}: {(_firstRead is null ? "there is no feed yet" : "what was read before stays in force")}. {problem}";
        if (_warning != warning) _logger.DocumentRefused(warning);
        _warning = warning;
    }
}
