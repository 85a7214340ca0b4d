using CryptoRun.Worker.Markets;
using Microsoft.Extensions.Logging;

namespace CryptoRun.Worker.Caching;

/// <summary>
/// Answers of venues, kept in process. Within its life an answer is given out as it is; after it as stale, while one call fetches it anew; after that it is a miss. Whoever misses
/// the same at once shares one call, which nobody's cancellation ends. A failure is shared by those who wait for it and never kept.
/// </summary>
/// <param name="options">Lives and bounds.</param>
/// <param name="market">Market time: an answer grows old with the market.</param>
/// <param name="isDegraded">Whether a venue is degraded now; its answers live twice as long then.</param>
/// <param name="shared">Second level; null: none.</param>
/// <param name="logger">Log.</param>
internal sealed class MarketCache(CacheOptions options, MarketClock market, Func<string, bool> isDegraded, SharedEntries? shared, ILogger<MarketCache> logger) : IDisposable
{
    private const int EntryBytes = 200;

    private readonly Lock _gate = new();
    private readonly CacheMeter _meter = new();
    private readonly Dictionary<CacheKey, Task> _flights = [];
    private readonly CancellationTokenSource _life = new();
    private LruMap<CacheKey, Entry>? _map;

    private LruMap<CacheKey, Entry> Entries => _map ??= new(options.MostEntries, options.MostMegabytes * 1024L * 1024, key => _meter.Count(key.Kind, CacheEvent.Eviction));

    /// <summary>How it does.</summary>
    public CacheReport Report()
    {
        var kinds = _meter.Report();
        var requests = kinds.Sum(static k => k.Requests);
        var hits = kinds.Sum(static k => k.Hits + k.StaleHits + k.SharedHits);
        lock (_gate)
            return new CacheReport(market.GetUtcNow(), Entries.Count, options.MostEntries, Entries.Bytes, options.MostMegabytes * 1024L * 1024, requests == 0 ? null : (double)hits / requests, kinds, shared?.Report);
    }

    /// <summary>The answer under a key, from here, from the second level or by a call.</summary>
    /// <param name="key">Name.</param>
    /// <param name="content">How such values are weighed and written.</param>
    /// <param name="load">The call. It is not cancelled with the caller, only with the cache.</param>
    /// <param name="cancellationToken">Ends this caller's wait, nobody else's.</param>
    public ValueTask<CacheAnswer<T>> GetAsync<T>(CacheKey key, CacheContent<T> content, Func<CancellationToken, Task<CacheLoad<T>>> load, CancellationToken cancellationToken)
        where T : class
    {
        cancellationToken.ThrowIfCancellationRequested();
        Entry<T>? entry;
        lock (_gate) entry = Find<T>(key);
        switch (StateOf(key, entry))
        {
            case State.Fresh:
                _meter.Count(key.Kind, CacheEvent.Hit);
                return ValueTask.FromResult(entry!.Answer(isHit: true, isStale: false));
            case State.Stale:
                _meter.Count(key.Kind, CacheEvent.StaleHit);
                Refresh(key, content, load, entry!);
                return ValueTask.FromResult(entry!.Answer(isHit: true, isStale: true));
            default:
                return MissAsync(key, content, load, entry, cancellationToken);
        }
    }

    /// <summary>Calls that are under way end.</summary>
    public void Dispose()
    {
        _life.Cancel();
        _life.Dispose();
    }

    private ValueTask<CacheAnswer<T>> MissAsync<T>(CacheKey key, CacheContent<T> content, Func<CancellationToken, Task<CacheLoad<T>>> load, Entry<T>? seen, CancellationToken cancellationToken)
        where T : class
    {
        Flight<T> flight;
        lock (_gate)
        {
            // It may have landed since this caller looked.
            if (Find<T>(key) is { } entry && !ReferenceEquals(entry, seen))
            {
                _meter.Count(key.Kind, CacheEvent.Hit);
                return ValueTask.FromResult(entry.Answer(isHit: true, isStale: false));
            }

            if (_flights.TryGetValue(key, out var under))
            {
                _meter.Count(key.Kind, CacheEvent.Coalesced);
                return new ValueTask<CacheAnswer<T>>(((Task<CacheAnswer<T>>)under).WaitAsync(cancellationToken));
            }

            flight = Take<T>(key);
        }

        _ = FlyAsync(flight, key, content, load, CacheEvent.Miss);
        return new ValueTask<CacheAnswer<T>>(flight.Task.WaitAsync(cancellationToken));
    }

    private void Refresh<T>(CacheKey key, CacheContent<T> content, Func<CancellationToken, Task<CacheLoad<T>>> load, Entry<T> seen)
        where T : class
    {
        Flight<T> flight;
        lock (_gate)
        {
            if (_flights.ContainsKey(key) || !ReferenceEquals(Find<T>(key), seen)) return;
            flight = Take<T>(key);
        }

        _ = FlyAsync(flight, key, content, load, CacheEvent.Refresh);
    }

    private Flight<T> Take<T>(CacheKey key)
        where T : class
    {
        var flight = new Flight<T>();
        _flights[key] = flight.Task;
        return flight;
    }

    private async Task FlyAsync<T>(Flight<T> flight, CacheKey key, CacheContent<T> content, Func<CancellationToken, Task<CacheLoad<T>>> load, CacheEvent why)
        where T : class
    {
        try
        {
            if (shared is not null && await shared.FindAsync(key) is { } envelope)
            {
                if (content.Read(envelope.Value) is { } value)
                {
                    if (why == CacheEvent.Miss) _meter.Count(key.Kind, CacheEvent.SharedHit);
                    var found = new Entry<T>(value, envelope.ExchangeTime, envelope.ReceivedAt, envelope.Retries, envelope.Kind);
                    flight.Land(Keep(key, content, found).Answer(isHit: true, isStale: false));
                    return;
                }

                logger.EntryUnreadable(key.ToString());
            }

            _meter.Count(key.Kind, why);
            flight.Land(await CallAsync(key, content, load));
        }
        catch (OperationCanceledException) when (_life.IsCancellationRequested)
        {
            Forget(key);
            flight.Cancel();
        }
        catch (Exception e)
        {
            _meter.Count(key.Kind, CacheEvent.Failure);
            logger.LoadBroken(e, key);
            Forget(key);
            flight.Break(e);
        }
    }

    private async Task<CacheAnswer<T>> CallAsync<T>(CacheKey key, CacheContent<T> content, Func<CancellationToken, Task<CacheLoad<T>>> load)
        where T : class
    {
        var loaded = await load(_life.Token);
        if (loaded.Value is not { } value)
        {
            _meter.Count(key.Kind, CacheEvent.Failure);
            Forget(key);
            return new CacheAnswer<T>(null, loaded.Failure, default, default, IsHit: false, IsStale: false, loaded.Retries);
        }

        var kept = Keep(key, content, new Entry<T>(value, loaded.ExchangeTime, market.GetUtcNow(), loaded.Retries, loaded.Kind ?? key.Kind));
        shared?.Keep(key, new CacheEnvelope(kept.Kind, kept.Retries, kept.ExchangeTime, kept.ReceivedAt, content.Write(kept.Value)));
        return kept.Answer(isHit: false, isStale: false);
    }

    /// <summary>Puts an entry in and ends its flight as one step: nobody finds neither. A venue that answers with the past (two machines, one behind) confirms what is there.</summary>
    private Entry<T> Keep<T>(CacheKey key, CacheContent<T> content, Entry<T> entry)
        where T : class
    {
        var bytes = content.Bytes(entry.Value) + EntryBytes;
        lock (_gate)
        {
            if (Find<T>(key) is { } there && there.ExchangeTime > entry.ExchangeTime) entry = entry with { Value = there.Value, ExchangeTime = there.ExchangeTime };
            Entries.Set(key, entry, bytes);
            _flights.Remove(key);
            return entry;
        }
    }

    private void Forget(CacheKey key)
    {
        lock (_gate) _flights.Remove(key);
    }

    private Entry<T>? Find<T>(CacheKey key)
        where T : class => Entries.TryGet(key, out var entry) ? (Entry<T>)entry : null;

    private State StateOf<T>(CacheKey key, Entry<T>? entry)
        where T : class
    {
        if (entry is null) return State.None;
        var life = options.LifeOf(entry.Kind);
        var age = market.GetUtcNow() - entry.ReceivedAt;
        if (age < life) return State.Fresh;

        if (isDegraded(key.Venue)) life *= 2;
        return age < life ? State.Fresh : age < life * (1 + options.StaleLives) ? State.Stale : State.None;
    }

    private enum State
    {
        None,
        Fresh,
        Stale,
    }

    private abstract record Entry;

    private sealed record Entry<T>(T Value, DateTimeOffset ExchangeTime, DateTimeOffset ReceivedAt, int Retries, CacheKind Kind) : Entry
        where T : class
    {
        public CacheAnswer<T> Answer(bool isHit, bool isStale) => new(Value, null, ExchangeTime, ReceivedAt, isHit, isStale, Retries);
    }

    /// <summary>One call and all who wait for it.</summary>
    private sealed class Flight<T>
        where T : class
    {
        private readonly TaskCompletionSource<CacheAnswer<T>> _landed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<CacheAnswer<T>> Task => _landed.Task;

        public void Land(CacheAnswer<T> answer) => _landed.SetResult(answer);

        public void Cancel() => _landed.SetCanceled(CancellationToken.None);

        public void Break(Exception error)
        {
            _landed.SetException(error);

            // Behind a stale answer nobody waits for it, and it has been logged.
            _ = _landed.Task.Exception;
        }
    }
}
