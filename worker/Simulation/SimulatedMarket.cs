using CryptoRun.Domain.Markets;

namespace CryptoRun.Worker.Simulation;

/// <summary>
/// A market that does not exist: a pure function of seed, coin and instant. It began at <see cref="Epoch"/>, and whoever asks, whenever and in whatever order, sees the same past, bit for bit.
/// </summary>
internal sealed class SimulatedMarket : IMarketTape
{
    /// <summary>Its first hour. Nothing was traded before.</summary>
    public static readonly DateTimeOffset Epoch = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly List<TapeInstrument> _instruments = [];
    private readonly Dictionary<string, SimulatedPair> _pairs = new(StringComparer.Ordinal);

    private readonly ulong _key;
    private readonly MarketFactors _factors;
    private readonly Dictionary<string, CoinPath> _paths;
    private readonly IReadOnlyList<VenuePair> _all;

    /// <summary>Draws the market as Kraken sees it.</summary>
    /// <param name="seed">Seed of everything random.</param>
    /// <param name="coins">Number of coins, 1 or more; the pairs that a universe leaves out come on top.</param>
    public SimulatedMarket(int seed, int coins)
    {
        if (coins < 1) throw new ArgumentOutOfRangeException(nameof(coins), coins, "A simulated market needs 1 coin or more.");

        _key = KeyedRandom.Key(0, (ulong)(uint)seed);
        (_factors, _paths, _all) = (new MarketFactors(_key), new Dictionary<string, CoinPath>(StringComparer.Ordinal), VenuePairs.Take(coins));
        List(SimulatedVenue.Kraken);
    }

    private SimulatedMarket(SimulatedMarket market, SimulatedVenue venue)
    {
        (_key, _factors, _paths, _all) = (market._key, market._factors, market._paths, market._all);
        List(venue);
    }

    /// <summary>The same market as another venue sees it; the paths are shared.</summary>
    public SimulatedMarket Through(SimulatedVenue venue) => new(this, venue);

    /// <inheritdoc />
    public MarketSource Source => MarketSource.Simulated;

    /// <inheritdoc />
    public IReadOnlyList<TapeInstrument> InstrumentsAt(DateTimeOffset at) => _instruments;

    /// <inheritdoc />
    public IReadOnlyList<TapeCandle> CandlesAt(DateTimeOffset at, string symbol, DateTimeOffset from, DateTimeOffset to)
    {
        var first = Math.Max(0, HourOf(from + TimeSpan.FromHours(1) - TimeSpan.FromTicks(1)));
        var end = Math.Min(HourOf(at), HourOf(to + TimeSpan.FromHours(1) - TimeSpan.FromTicks(1)));
        return end <= first || !_pairs.TryGetValue(symbol, out var pair) ? [] : pair.Candles(first, end);
    }

    /// <inheritdoc />
    public TapeCandle? FormingAt(DateTimeOffset at, string symbol) =>
        at >= Epoch && _pairs.TryGetValue(symbol, out var pair) ? pair.Forming(HourOf(at), SecondOf(at)) : null;

    /// <inheritdoc />
    public TapePrice? PriceAt(DateTimeOffset at, string symbol) =>
        at >= Epoch && _pairs.TryGetValue(symbol, out var pair) ? pair.Price(HourOf(at), SecondOf(at)) : null;

    /// <inheritdoc />
    public TapeBook? BookAt(DateTimeOffset at, string symbol) =>
        at >= Epoch && _pairs.TryGetValue(symbol, out var pair) ? pair.Book(at, HourOf(at), SecondOf(at)) : null;

    /// <inheritdoc />
    public IReadOnlyList<Trade> TradesAfter(DateTimeOffset after, DateTimeOffset at, string symbol) =>
        at < Epoch || after >= at || !_pairs.TryGetValue(symbol, out var pair) ? [] : pair.Trades(after < Epoch ? Epoch - TimeSpan.FromTicks(1) : after, at);

    /// <inheritdoc />
    public TapePerpetual? PerpetualAt(DateTimeOffset at, string symbol) =>
        at >= Epoch && _pairs.TryGetValue(symbol, out var pair) ? pair.Perpetual(HourOf(at), SecondOf(at)) : null;

    /// <inheritdoc />
    public IReadOnlyList<TapePerpetualHour> PerpetualHours(DateTimeOffset at, string symbol, DateTimeOffset from) =>
        at >= Epoch && _pairs.TryGetValue(symbol, out var pair) ? pair.PerpetualHours(Math.Max(0, HourOf(from + TimeSpan.FromHours(1) - TimeSpan.FromTicks(1))), HourOf(at)) : [];

    /// <inheritdoc />
    public DateTimeOffset? NextAfter(DateTimeOffset at) =>
        at < Epoch ? Epoch : new DateTimeOffset(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerSecond) + TimeSpan.TicksPerSecond, TimeSpan.Zero);

    private void List(SimulatedVenue venue)
    {
        foreach (var pair in _all)
        {
            if (!_paths.TryGetValue(pair.Path, out var path)) _paths[pair.Path] = path = new CoinPath(_key, pair, CoinTraits.Draw(_key, pair), _factors);
            if (!venue.Lists(KeyedRandom.Key(_key, pair.Path), pair)) continue;

            var (instrument, here) = (TapeInstrument.Named(pair.Base, pair.Quote, pair.Decimals, pair.Status), venue.Of(pair));
            _instruments.Add(instrument);
            _pairs.Add(instrument.Symbol, new SimulatedPair(KeyedRandom.Key(KeyedRandom.Key(_key, pair.Path), "inside"), here, CoinTraits.Draw(_key, pair), path, venue));
        }
    }

    private static int HourOf(DateTimeOffset at) => (int)Math.Floor((at - Epoch) / TimeSpan.FromHours(1));

    private static int SecondOf(DateTimeOffset at) => (int)((at - Epoch).Ticks % TimeSpan.TicksPerHour / TimeSpan.TicksPerSecond);

    /// <summary>One pair; the hour asked for last is kept laid out.</summary>
    private sealed class SimulatedPair(ulong key, VenuePair pair, CoinTraits traits, CoinPath path, SimulatedVenue venue)
    {
        private readonly Lock _gate = new();
        private readonly HourPath _current = new(pair, traits);
        private readonly CoinBook _book = new(venue.Key(key), pair);
        private readonly CoinPerpetual? _perpetual = CoinPerpetual.IsListed(key, pair) ? new CoinPerpetual(venue.Key(key), pair) : null;
        private int _laid = -1;

        public TapeCandle[] Candles(int first, int end)
        {
            var hours = path.Through(end - 1);
            var inside = new HourPath(pair, traits);
            var candles = new TapeCandle[end - first];
            for (var hour = first; hour < end; hour++)
            {
                Lay(inside, hours, hour);
                candles[hour - first] = inside.Final(Epoch.AddHours(hour));
            }

            return candles;
        }

        public TapeCandle Forming(int hour, int second)
        {
            lock (_gate) return Current(hour).Forming(Epoch.AddHours(hour), second);
        }

        public TapePrice Price(int hour, int second)
        {
            lock (_gate) return Current(hour).Price(Epoch.AddHours(hour), second);
        }

        public TapeBook Book(DateTimeOffset at, int hour, int second)
        {
            lock (_gate) return _book.At(at, Current(hour).Price(Epoch.AddHours(hour), second), path.Through(hour)[hour].Heat);
        }

        public List<Trade> Trades(DateTimeOffset after, DateTimeOffset at)
        {
            List<Trade> trades = [];
            lock (_gate)
            {
                for (var hour = Math.Max(0, HourOf(after)); hour <= HourOf(at); hour++)
                {
                    var open = Epoch.AddHours(hour);
                    Current(hour).AddTrades(open, Milliseconds(after - open), Milliseconds(at - open), trades);
                }
            }

            return trades;

            static int Milliseconds(TimeSpan into) => (int)Math.Clamp(Math.Floor(into.TotalMilliseconds), -1, TimeSpan.MillisecondsPerHour);
        }

        public TapePerpetual? Perpetual(int hour, int second)
        {
            if (_perpetual is null) return null;

            lock (_gate) return _perpetual.At(path.Through(hour), hour, Current(hour).Price(Epoch.AddHours(hour), second));
        }

        public TapePerpetualHour[] PerpetualHours(int first, int last)
        {
            if (_perpetual is null || last < first) return [];

            var hours = path.Through(last);
            var found = new TapePerpetualHour[last - first + 1];
            for (var hour = first; hour <= last; hour++) found[hour - first] = _perpetual.Hour(hours, hour);
            return found;
        }

        private HourPath Current(int hour)
        {
            if (_laid == hour) return _current;

            Lay(_current, path.Through(hour), hour);
            _laid = hour;
            return _current;
        }

        private void Lay(HourPath inside, ReadOnlySpan<CoinHour> hours, int hour) =>
            inside.Lay(
                KeyedRandom.Key(key, (ulong)hour),
                (hour > 0 ? hours[hour - 1].Level : 0) + venue.Offset(key, hour),
                hours[hour] with { Level = hours[hour].Level + venue.Offset(key, hour + 1), VolumeUsd = (float)(hours[hour].VolumeUsd * pair.AdvUsd / path.AdvUsd) });
    }
}
