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

    /// <summary>Draws the market.</summary>
    /// <param name="seed">Seed of everything random.</param>
    /// <param name="coins">Number of coins, 1 or more; the pairs that a universe leaves out come on top.</param>
    public SimulatedMarket(int seed, int coins)
    {
        if (coins < 1) throw new ArgumentOutOfRangeException(nameof(coins), coins, "A simulated market needs 1 coin or more.");

        var key = KeyedRandom.Key(0, (ulong)(uint)seed);
        var factors = new MarketFactors(key);
        var paths = new Dictionary<string, CoinPath>(StringComparer.Ordinal);
        foreach (var pair in VenuePairs.Take(coins))
        {
            var traits = CoinTraits.Draw(key, pair);
            var instrument = TapeInstrument.Named(pair.Base, pair.Quote, pair.Decimals, pair.Status);
            if (!paths.TryGetValue(pair.Path, out var path)) paths[pair.Path] = path = new CoinPath(key, pair, traits, factors);
            _instruments.Add(instrument);
            _pairs.Add(instrument.Symbol, new SimulatedPair(KeyedRandom.Key(KeyedRandom.Key(key, pair.Path), "inside"), pair, traits, path));
        }
    }

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
    public TapePerpetual? PerpetualAt(DateTimeOffset at, string symbol) =>
        at >= Epoch && _pairs.TryGetValue(symbol, out var pair) ? pair.Perpetual(HourOf(at), SecondOf(at)) : null;

    /// <inheritdoc />
    public IReadOnlyList<TapePerpetualHour> PerpetualHours(DateTimeOffset at, string symbol, DateTimeOffset from) =>
        at >= Epoch && _pairs.TryGetValue(symbol, out var pair) ? pair.PerpetualHours(Math.Max(0, HourOf(from + TimeSpan.FromHours(1) - TimeSpan.FromTicks(1))), HourOf(at)) : [];

    /// <inheritdoc />
    public DateTimeOffset? NextAfter(DateTimeOffset at) =>
        at < Epoch ? Epoch : new DateTimeOffset(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerSecond) + TimeSpan.TicksPerSecond, TimeSpan.Zero);

    private static int HourOf(DateTimeOffset at) => (int)Math.Floor((at - Epoch) / TimeSpan.FromHours(1));

    private static int SecondOf(DateTimeOffset at) => (int)((at - Epoch).Ticks % TimeSpan.TicksPerHour / TimeSpan.TicksPerSecond);

    /// <summary>One pair; the hour asked for last is kept laid out.</summary>
    private sealed class SimulatedPair(ulong key, VenuePair pair, CoinTraits traits, CoinPath path)
    {
        private readonly Lock _gate = new();
        private readonly HourPath _current = new(pair, traits);
        private readonly CoinBook _book = new(key, pair);
        private readonly CoinPerpetual? _perpetual = CoinPerpetual.IsListed(key, pair) ? new CoinPerpetual(key, pair) : null;
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
            inside.Lay(KeyedRandom.Key(key, (ulong)hour), hour > 0 ? hours[hour - 1].Level : 0, hours[hour] with { VolumeUsd = (float)(hours[hour].VolumeUsd * pair.AdvUsd / path.AdvUsd) });
    }
}
