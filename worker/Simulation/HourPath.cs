using CryptoRun.Domain.Markets;

namespace CryptoRun.Worker.Simulation;

/// <summary>
/// The inside of one coin's hour: a bridge between its open and its close on a grid of minutes. A price between two minutes lies between their prices,
/// so the grid's extremes are the hour's: tick, forming candle and final candle are three views of one path.
/// </summary>
internal sealed class HourPath(VenuePair pair, CoinTraits traits)
{
    /// <summary>Steps of the grid.</summary>
    public const int Minutes = 60;

    private static readonly decimal SmallestLot = new(1, 0, 0, false, TapeInstrument.LotDecimals);

    private readonly double[] _log = new double[Minutes + 1];
    private readonly double[] _traded = new double[Minutes + 1];
    private readonly double[] _weighted = new double[Minutes + 1];
    private ulong _tickKey;
    private CoinHour _hour;

    /// <summary>Lays the path of an hour.</summary>
    /// <param name="key">Key of this coin and hour.</param>
    /// <param name="open">Log level at its start.</param>
    /// <param name="hour">The hour.</param>
    public void Lay(ulong key, double open, in CoinHour hour)
    {
        var random = new KeyedRandom(key);
        (_tickKey, _hour) = (KeyedRandom.Key(key, 1), hour);
        var step = hour.Volatility * 0.12909944487358055; // 1/sqrt(60)
        _log[0] = 0;
        for (var k = 1; k <= Minutes; k++) _log[k] = _log[k - 1] + (step * random.Step());

        var drift = (hour.Level - open - _log[Minutes]) / Minutes;
        for (var k = 0; k < Minutes; k++) _log[k] += open + (drift * k);
        _log[Minutes] = hour.Level;

        var perStep = 0.5 / (step + 1e-12);
        for (var k = 0; k < Minutes; k++)
        {
            // More is traded when the price moves; never nothing.
            var weight = 0.2 + random.Uniform() + (perStep * Math.Abs(_log[k + 1] - _log[k]));
            _traded[k + 1] = _traded[k] + weight;
            _weighted[k + 1] = _weighted[k] + (weight * 0.5 * (_log[k] + _log[k + 1]));
        }
    }

    /// <summary>The whole hour.</summary>
    public TapeCandle Final(DateTimeOffset openTime)
    {
        var (low, high) = Extremes(Minutes);
        return Build(openTime, low, high, _log[Minutes], _traded[Minutes], _weighted[Minutes]);
    }

    /// <summary>The hour as far as it has come.</summary>
    /// <param name="openTime">Its start.</param>
    /// <param name="second">Seconds since then, under 3600.</param>
    public TapeCandle Forming(DateTimeOffset openTime, int second)
    {
        var slot = second / traits.SlotSeconds * traits.SlotSeconds;
        var minute = slot / 60;
        var (low, high) = Extremes(minute);
        var price = _log[minute];
        for (var s = (minute * 60) + traits.SlotSeconds; s <= slot; s += traits.SlotSeconds)
        {
            price = At(s);
            low = Math.Min(low, price);
            high = Math.Max(high, price);
        }

        var part = (slot - (minute * 60)) / 60.0;
        var weight = part * (_traded[Math.Min(minute + 1, Minutes)] - _traded[minute]);
        return Build(openTime, low, high, price, _traded[minute] + weight, _weighted[minute] + (weight * 0.5 * (_log[minute] + price)));
    }

    /// <summary>Price and book top at a second of the hour.</summary>
    public TapePrice Price(DateTimeOffset openTime, int second)
    {
        var slot = second / traits.SlotSeconds * traits.SlotSeconds;
        var last = Ticks(At(slot));
        var random = new KeyedRandom(KeyedRandom.Key(_tickKey, (ulong)(slot + 4000)));
        var width = traits.SpreadBps * 1e-4 * (0.7 + (0.6 * random.Uniform())) * (1 + (0.5 * Math.Min(_hour.Volatility / (traits.OwnVolatility * 2), 4)));
        var spread = Math.Max(1, (long)((last * width) + 0.5));
        // The last trade took either side of the book.
        var bid = random.Uniform() < 0.5 ? last : Math.Max(1, last - spread);
        return new TapePrice(openTime.AddSeconds(slot), Text(last), Text(bid), Text(bid + spread));
    }

    /// <summary>
    /// Trades of the hour, one at every second that the coin trades at: their prices are the ticks', their sizes what is traded since the one before, and the last one, at the end of the hour, what is
    /// left; so they add up to the final candle.
    /// </summary>
    /// <param name="openTime">Its start.</param>
    /// <param name="after">Milliseconds since then; trades later than that.</param>
    /// <param name="through">Milliseconds since then; trades up to that.</param>
    /// <param name="trades">They are added here.</param>
    public void AddTrades(DateTimeOffset openTime, int after, int through, List<Trade> trades)
    {
        const int Last = 3_599_999;
        var whole = Final(openTime).Candle.Volume;
        var step = traits.SlotSeconds * 1000;
        var first = after < 0 ? 0 : (after / step) + 1;
        var traded = first == 0 ? 0 : Volume((first - 1) * step);
        for (var at = first * step; at <= through && at < Last; at += step) Add(at, At(at / 1000), Volume(at));
        if (through >= Last && after < Last) Add(Last, _log[Minutes], whole);

        // An hour opens with a trade, however small, or its first price would be nobody's.
        decimal Volume(int at)
        {
            var (minute, rest) = Math.DivRem(at / 1000, 60);
            var weight = _traded[minute] + (rest / 60.0 * (_traded[minute + 1] - _traded[minute]));
            return at == 0 ? SmallestLot : PortableMath.FromTicks((long)((double)whole * 1e8 * (weight / _traded[Minutes])), TapeInstrument.LotDecimals);
        }

        void Add(int at, double log, decimal volume)
        {
            if (volume <= traded) return;
            var side = new KeyedRandom(KeyedRandom.Key(_tickKey, (ulong)at + 9000)).Uniform() < 0.5 ? TradeSide.Sell : TradeSide.Buy;
            trades.Add(new Trade(openTime.AddMilliseconds(at), Text(Ticks(log)), volume - traded, side, ((openTime - SimulatedMarket.Epoch).Ticks / TimeSpan.TicksPerMillisecond) + at));
            traded = volume;
        }
    }

    private double At(int second)
    {
        var (minute, rest) = Math.DivRem(second, 60);
        if (rest == 0) return _log[minute];

        var jitter = 0.5 * (new KeyedRandom(KeyedRandom.Key(_tickKey, (ulong)second)).Uniform() - 0.5);
        return _log[minute] + ((_log[minute + 1] - _log[minute]) * Math.Clamp((rest / 60.0) + jitter, 0, 1));
    }

    private (double Low, double High) Extremes(int throughMinute)
    {
        var (low, high) = (_log[0], _log[0]);
        for (var k = 1; k <= throughMinute; k++)
        {
            low = Math.Min(low, _log[k]);
            high = Math.Max(high, _log[k]);
        }

        return (low, high);
    }

    private TapeCandle Build(DateTimeOffset openTime, double low, double high, double close, double traded, double weighted)
    {
        var (open, last) = (Text(Ticks(_log[0])), Text(Ticks(close)));
        if (traded <= 0) return new TapeCandle(new Candle(openTime, open, open, open, last, 0.00000000m, 0m, 0), 0);

        var (lowText, highText) = (Text(Ticks(low)), Text(Ticks(high)));
        var share = traded / _traded[Minutes];
        var vwap = Text(Ticks(weighted / traded));
        var lots = Math.Max(1, (long)(_hour.VolumeUsd * share / ((double)vwap) * 1e8));
        var volume = PortableMath.FromTicks(lots, TapeInstrument.LotDecimals);
        var trades = 1 + (int)(_hour.VolumeUsd * share / traits.TradeUsd);
        return new TapeCandle(new Candle(openTime, open, highText, lowText, last, volume, Math.Round(vwap * volume, 8), trades), vwap);
    }

    private long Ticks(double log) => PortableMath.ToTicks(pair.Price * PortableMath.Exp(log), pair.Decimals);

    private decimal Text(long ticks) => PortableMath.FromTicks(ticks, pair.Decimals);
}
