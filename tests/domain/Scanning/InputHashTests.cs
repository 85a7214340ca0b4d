using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Regimes;
using CryptoRun.Domain.Scanning;

namespace CryptoRun.Domain.Tests.Scanning;

public class InputHashTests
{
    private static readonly DateTimeOffset At = SyntheticMarket.At;
    private static readonly IReadOnlyList<SymbolInput> Symbols = [.. SyntheticMarket.Universe(3, 500, seed: 1).Select((symbol, i) => i == 0 ? symbol with { Quote = Quoted(1.5m) } : symbol)];
    private static readonly string Hash = HashOf(SyntheticMarket.Input(Symbols));

    public static TheoryData<string, ScanInput> Changes => new()
    {
        { "instant", SyntheticMarket.Input(Symbols, at: At.AddSeconds(1)) },
        { "regime", SyntheticMarket.Input(Symbols, RegimeState.TrendingBull) },
        { "confidence", SyntheticMarket.Input(Symbols) with { Regime = SyntheticMarket.Regime(RegimeState.Choppy, At) with { Confidence = 2.0 / 3 } } },
        { "source", SyntheticMarket.Input(Symbols) with { Source = MarketSource.Live } },
        { "price", SyntheticMarket.Input([Symbols[0] with { Quote = Quoted(1.51m) }, .. Symbols.Skip(1)]) },
        { "bid", SyntheticMarket.Input([Symbols[0] with { Quote = Quoted(1.5m) with { Bid = 1.4m } }, .. Symbols.Skip(1)]) },
        { "no quote", SyntheticMarket.Input([Symbols[0] with { Quote = null }, .. Symbols.Skip(1)]) },
        { "exclusion", SyntheticMarket.Input([Symbols[0] with { ExcludedBecause = "list" }, .. Symbols.Skip(1)]) },
        { "one symbol less", SyntheticMarket.Input([.. Symbols.Skip(1)]) },
        { "one hour less", SyntheticMarket.Input([Symbols[0] with { Candles = Symbols[0].Candles.Last(499) }, .. Symbols.Skip(1)]) },
        { "one number", SyntheticMarket.Input([Symbols[0] with { Candles = Touched(Symbols[0].Candles) }, .. Symbols.Skip(1)]) },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void Run_AnythingThatMatters_ChangesTheHash(string what, ScanInput changed) => HashOf(changed).ShouldNotBe(Hash, what);

    [Fact]
    public void Run_PriceWithTrailingZeros_IsTheSamePrice() =>
        HashOf(SyntheticMarket.Input([Symbols[0] with { Quote = Quoted(1.5000m) }, .. Symbols.Skip(1)])).ShouldBe(Hash);

    [Fact]
    public void Run_OtherOptions_ChangeBothHashes()
    {
        var (plain, other) = (Scan.Run(SyntheticMarket.Input(Symbols), new ScanOptions()), Scan.Run(SyntheticMarket.Input(Symbols), new ScanOptions { Momentum = new() { AccelerationBoost = 0.11 } }));

        other.ParametersHash.ShouldNotBe(plain.ParametersHash);
        other.InputHash.ShouldNotBe(plain.InputHash);
    }

    [Fact]
    public void Run_EqualOptions_HaveEqualHashes() =>
        Scan.Run(SyntheticMarket.Input(Symbols), new ScanOptions { Gates = new(), Weights = new() }).ParametersHash.ShouldBe(Scan.Run(SyntheticMarket.Input(Symbols), new ScanOptions()).ParametersHash);

    private static string HashOf(ScanInput input) => Scan.Run(input, new ScanOptions()).InputHash;

    private static Quote Quoted(decimal last) => new(At, "C000-USD", "kraken", last, null, null);

    private static CandleSeries Touched(CandleSeries series)
    {
        var open = series.Open.ToArray();
        open[250] = Math.BitIncrement(open[250]);
        return CandleSeries.FromColumns(series.Symbol, series.Venue, series.Start, open, series.High.ToArray(), series.Low.ToArray(), series.Close.ToArray(), series.Volume.ToArray());
    }
}
