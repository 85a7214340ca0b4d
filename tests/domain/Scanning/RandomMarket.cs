using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Regimes;
using CryptoRun.Domain.Scanning;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoRun.Domain.Tests.Scanning;

/// <summary>
/// Random universes of 1 to 60 symbols as a venue would send them: candles that go on after the scan, missing hours, quotes early and late, coins that are
/// alike, dear, cheap, dead, short or half empty.
/// </summary>
/// <param name="Seed">Names the case in a failure message.</param>
/// <param name="Candles">By symbol, oldest first, reaching past the instant.</param>
/// <param name="Quotes">By symbol.</param>
/// <param name="State">Regime.</param>
public sealed record RandomMarket(int Seed, IReadOnlyDictionary<string, IReadOnlyList<Candle>> Candles, IReadOnlyDictionary<string, Quote> Quotes, RegimeState State)
{
    private const int HoursAfter = 6;
    private const int Kinds = 10;

    public static DateTimeOffset At { get; } = SyntheticMarket.At.AddMinutes(17);

    public static void ForAll(Action<RandomMarket> check, int cases = 200) =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).Select(Draw).ToArbitrary(), check).Check(Config.QuickThrowOnFailure.WithMaxTest(cases));

    public static RandomMarket Draw(int seed)
    {
        var random = new Random(seed);
        var count = random.Next(4) == 0 ? random.Next(1, 61) : random.Next(1, 21);
        var candles = new Dictionary<string, IReadOnlyList<Candle>>();
        var quotes = new Dictionary<string, Quote>();
        IReadOnlyList<Candle>? twin = null;
        for (var s = 0; s < count; s++)
        {
            var symbol = $"{(char)('A' + random.Next(26))}{s}-USD";
            candles[symbol] = twin = Draw(random, random.Next(Kinds), twin);
            if (random.Next(3) > 0)
                quotes[symbol] = new Quote(At.AddSeconds(random.Next(-4000, 60)), symbol, "kraken", twin[^(HoursAfter + 1)].Close * (decimal)(0.95 + (0.1 * random.NextDouble())), null, null);
        }

        return new RandomMarket(seed, candles, quotes, (RegimeState)random.Next(3));
    }

    /// <summary>The scan's input, each symbol's candles changed as told.</summary>
    public ScanInput Input(Func<IReadOnlyList<Candle>, IReadOnlyList<Candle>>? change = null, Func<string, int>? order = null, RegimeState? state = null) => SyntheticMarket.Input(
        [
            .. Candles.OrderBy(pair => order?.Invoke(pair.Key) ?? 0).Select(pair => new SymbolInput(
                CandleSeries.FromHourly(pair.Key, "kraken", change is null ? pair.Value : change(pair.Value)), Quotes.GetValueOrDefault(pair.Key), null)),
        ],
        state ?? State,
        At);

    public override string ToString() => $"seed {Seed}, {Candles.Count} symbols";

    private static List<Candle> Draw(Random random, int kind, IReadOnlyList<Candle>? twin)
    {
        if (kind == 0 && twin is not null) return [.. twin];

        var hours = (kind == 1 ? random.Next(470, 490) : random.Next(500, 560)) + HoursAfter;
        var price = kind switch { 2 => 1e9, 3 => 1e-9, _ => Math.Exp(random.NextDouble() * 8) };
        var missing = kind switch { 4 => 0.2, 5 => 0.03, _ => 0 };
        var candles = new List<Candle>(hours);
        for (var i = 0; i < hours; i++)
        {
            var open = price;
            price *= kind == 6 ? 1 : Math.Exp(0.01 * SyntheticMarket.Normal(random));
            if (i > 0 && random.NextDouble() < missing) continue;
            var (high, low) = (Math.Max(open, price) * 1.002, Math.Min(open, price) * 0.998);
            var volume = kind == 7 && random.Next(3) == 0 ? 0 : 1e6 / price * random.NextDouble();
            candles.Add(new Candle(SyntheticMarket.At.AddHours(i - hours + HoursAfter), (decimal)open, (decimal)high, (decimal)low, (decimal)price, (decimal)volume));
        }

        if (kind == 8) candles.RemoveAll(candle => candle.OpenTime >= SyntheticMarket.At.AddHours(-random.Next(1, 5)) && candle.OpenTime < SyntheticMarket.At.AddHours(2));
        return candles;
    }
}
