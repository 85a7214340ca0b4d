using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Premove;
using CryptoRun.Worker.Markets;
using Microsoft.Extensions.Logging;

namespace CryptoRun.Worker.Exchanges.DefiLlama;

/// <summary>
/// What the aggregator says of exchanges' reserves, of value locked and of stablecoins, kept in memory with the instant at which it was learnt: an answer for an instant uses nothing
/// learnt later. Reads until it is cancelled; without an answer it stays at what it knows, says so, and its numbers age. Safe from any thread.
/// </summary>
/// <param name="client">The aggregator.</param>
/// <param name="endpoints">Pace.</param>
/// <param name="market">Market time.</param>
/// <param name="logger">Log.</param>
/// <param name="isWanted">Symbols to keep; null: all.</param>
internal sealed class ReservesFeed(DefiLlamaClient client, DefiLlamaEndpoints endpoints, MarketClock market, ILogger<ReservesFeed> logger, Func<string, bool>? isWanted = null)
{
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>History is daily: some point lies within half a day of any instant.</summary>
    private static readonly TimeSpan Near = TimeSpan.FromHours(13);

    /// <summary>An exchange whose wallets were not counted for so long is left out, not the reading with it.</summary>
    private static readonly TimeSpan Oldest = TimeSpan.FromHours(4);

    private readonly Lock _gate = new();
    private readonly KnownAtSequence _knownAt = new(market);
    private readonly ReserveHistory _history = new();
    private readonly Dictionary<string, DateTimeOffset> _read = new(StringComparer.Ordinal);
    private readonly KnownSnapshots<IReadOnlyList<ProtocolTvl>> _protocols = new();
    private readonly KnownSnapshots<IReadOnlyList<ProtocolTvl>> _exchangeChains = new();
    private readonly KnownSnapshots<IReadOnlyList<ChainTvl>> _chains = new();
    private readonly KnownSnapshots<IReadOnlyList<StablecoinSupply>> _stablecoins = new();
    private readonly KnownSnapshots<IReadOnlyList<StablecoinSupply>> _stablecoinDays = new();
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile string? _warning;

    /// <summary>Completes when the aggregator has answered, or failed to, for the first time.</summary>
    public Task Opened => _opened.Task;

    /// <summary>What is wrong at the moment, one sentence; null when nothing is.</summary>
    public string? Warning => _warning;

    /// <summary>What the detector is told of a coin, as known at an instant.</summary>
    public ReserveSignals SignalsAt(DateTimeOffset at, string symbol)
    {
        lock (_gate) return new ReserveSignals(Change(at, symbol), Withdrawals(at, symbol));
    }

    /// <summary>Newest reserves of a coin by exchange, as known at an instant; empty: none is known.</summary>
    public IReadOnlyList<ExchangeReserve> ReservesAt(DateTimeOffset at, string symbol)
    {
        lock (_gate) return [.. _history.At(at, symbol, Week, Near).Select(static r => r.Newest)];
    }

    /// <summary>Protocols of wanted coins, and exchanges, as known at an instant; null before the first answer.</summary>
    public IReadOnlyList<ProtocolTvl>? ProtocolsAt(DateTimeOffset at) => Known(_protocols, at);

    /// <summary>Exchanges by chain, as known at an instant; null before the first answer.</summary>
    public IReadOnlyList<ProtocolTvl>? ExchangeChainsAt(DateTimeOffset at) => Known(_exchangeChains, at);

    /// <summary>Chains, as known at an instant; null before the first answer.</summary>
    public IReadOnlyList<ChainTvl>? ChainsAt(DateTimeOffset at) => Known(_chains, at);

    /// <summary>Stablecoins, as known at an instant; null before the first answer.</summary>
    public IReadOnlyList<StablecoinSupply>? StablecoinsAt(DateTimeOffset at) => Known(_stablecoins, at);

    /// <summary>All stablecoins together day by day, as known at an instant; null before the first answer.</summary>
    public IReadOnlyList<StablecoinSupply>? StablecoinDaysAt(DateTimeOffset at) => Known(_stablecoinDays, at);

    /// <summary>Reads until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await ReadAsync(cancellationToken);
                _opened.TrySetResult();
                await market.DelayUntilAsync(market.GetUtcNow() + (endpoints.Poll * market.Speed), cancellationToken);
            }
        }
        finally
        {
            _opened.TrySetResult();
        }
    }

    /// <summary>Reads everything that is due once.</summary>
    public async Task ReadAsync(CancellationToken cancellationToken)
    {
        List<string> failures = [];
        var protocols = Take(await client.GetProtocolsAsync(cancellationToken), failures);
        Keep(_protocols, protocols is null ? null : [.. protocols.Where(p => p.Category == DefiLlamaParser.Exchange || (p.Symbol is { } symbol && IsWanted(symbol)))]);
        Keep(_chains, Take(await client.GetChainsAsync(cancellationToken), failures));
        Keep(_stablecoins, Take(await client.GetStablecoinsAsync(cancellationToken), failures));
        if (IsDue("")) Keep(_stablecoinDays, Done("", Take(await client.GetStablecoinDaysAsync(market.GetUtcNow() - (Week * 9), cancellationToken), failures)));
        await ReadReservesAsync(protocols ?? [], failures, cancellationToken);

        var warning = failures.Count == 0 ? null : $"{DefiLlamaParser.Venue}: reserves, value locked or stablecoins are as of an earlier hour. {failures[0]}";
        if (warning is not null && _warning is null) logger.ReservesLate(warning);
        _warning = warning;
    }

    private static T? Take<T>(VenueResult<T> answer, List<string> failures)
        where T : class
    {
        if (answer.Failure is { } failure) failures.Add(failure.Message);
        return answer.Value;
    }

    private static FeedReading Reading(IReadOnlyList<(ExchangeReserve Newest, ExchangeReserve? Before)> pairs, double value) =>
        new(new FeedStamp(pairs.Min(static p => p.Newest.Time), DefiLlamaParser.Venue), value);

    private async Task ReadReservesAsync(IReadOnlyList<ProtocolTvl> protocols, List<string> failures, CancellationToken cancellationToken)
    {
        var (read, points) = (0, 0);
        List<ProtocolTvl> chains = [];
        foreach (var exchange in protocols.Where(static p => p.Category == DefiLlamaParser.Exchange).OrderByDescending(static p => p.TvlUsd).Take(endpoints.Exchanges).Select(static p => p.Protocol))
        {
            if (!IsDue(exchange) || Done(exchange, Take(await client.GetHoldingsAsync(exchange, market.GetUtcNow() - ReserveHistory.Keep, cancellationToken), failures)) is not { } holdings) continue;

            lock (_gate) _history.Add(holdings.Coins.Where(c => IsWanted(c.Symbol)), _knownAt.Next());
            (read, points) = (read + 1, points + holdings.Coins.Count);
            chains.AddRange(holdings.Chains);
        }

        if (chains.Count > 0)
        {
            // An exchange that was not read this time keeps what it had.
            var fresh = chains.Select(static c => c.Protocol).ToHashSet(StringComparer.Ordinal);
            Keep(_exchangeChains, [.. chains, .. (Known(_exchangeChains, DateTimeOffset.MaxValue) ?? []).Where(c => !fresh.Contains(c.Protocol))]);
        }

        if (read > 0) logger.ReservesRead(read, points);
    }

    private FeedReading? Change(DateTimeOffset at, string symbol)
    {
        var pairs = Pairs(at, symbol, Week);
        var before = Sum(pairs, static p => p.Before!.Value.Amount);
        return before > 0 ? Reading(pairs, (Sum(pairs, static p => p.Newest.Amount) / before) - 1) : null;
    }

    private FeedReading? Withdrawals(DateTimeOffset at, string symbol)
    {
        var pairs = Pairs(at, symbol, Day);
        if (pairs.Count == 0) return null;

        var usd = pairs.Sum(static p => (double)(p.Before!.Value.Amount - p.Newest.Amount) * Price(p.Newest.Amount > 0 ? p.Newest : p.Before!.Value) * Math.Min(1, Day / (p.Newest.Time - p.Before!.Value.Time)));
        return double.IsFinite(usd) ? Reading(pairs, Math.Max(0, usd)) : null;

        static double Price(ExchangeReserve reserve) => reserve.Amount > 0 ? (double)reserve.Usd / (double)reserve.Amount : 0;
    }

    private static double Sum(List<(ExchangeReserve Newest, ExchangeReserve? Before)> pairs, Func<(ExchangeReserve Newest, ExchangeReserve? Before), decimal> amount) =>
        pairs.Sum(p => (double)amount(p));

    private List<(ExchangeReserve Newest, ExchangeReserve? Before)> Pairs(DateTimeOffset at, string symbol, TimeSpan before) =>
        [.. _history.At(at, symbol, before, Near).Where(p => at - p.Newest.Time <= Oldest && p.Before is { } earlier && earlier.Time < p.Newest.Time)];

    private bool IsWanted(string symbol) => isWanted?.Invoke(symbol) ?? true;

    private bool IsDue(string what) => !_read.TryGetValue(what, out var at) || market.GetUtcNow() - at >= endpoints.ReservesEvery * market.Speed;

    private T? Done<T>(string what, T? value)
        where T : class
    {
        if (value is not null) _read[what] = market.GetUtcNow();
        return value;
    }

    private void Keep<T>(KnownSnapshots<T> snapshots, T? value)
        where T : class
    {
        if (value is null) return;
        lock (_gate) snapshots.Add(value, _knownAt.Next());
    }

    private T? Known<T>(KnownSnapshots<T> snapshots, DateTimeOffset at)
        where T : class
    {
        lock (_gate) return snapshots.At(at);
    }
}
