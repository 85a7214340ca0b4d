using BenchmarkDotNet.Attributes;
using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Numerics;
using CryptoRun.Domain.Premove;
using CryptoRun.Domain.Regimes;

namespace CryptoRun.Benchmarks;

/// <summary>A sweep of 50 coins with every feed, 200 CVD bars each, all of them candidates: correlations of 50 x 50 pairs over 168 hours. Budget: under 20 ms.</summary>
[MemoryDiagnoser]
public class PremoveBenchmarks
{
    private const int Coins = 50;
    private const int Bars = 200;
    private static readonly DateTimeOffset At = new(2026, 1, 31, 20, 5, 0, TimeSpan.Zero);
    private static readonly FeedStamp Stamp = new(At.AddMinutes(-1), "benchmark");
    private static readonly PremoveOptions Options = new();
    private readonly double[] _design = new double[2 * Bars];
    private readonly double[] _response = new double[Bars];
    private readonly RobustRegression _regression = new(Bars, 2);
    private PremoveInput? _input;
    private uint _state = 42;

    [GlobalSetup]
    public void Draw()
    {
        _input = new PremoveInput(At, RegimeState.Choppy, [.. Enumerable.Range(0, Coins).Select(Coin)], [], [], Candles("BTC-USD"));
        var bars = _input.Coins[0].Cvd!.Bars;
        for (var i = 0; i < Bars; i++) (_design[i], _design[Bars + i], _response[i]) = (1, bars[i].PriceChange, bars[i].DeltaUsd);
    }

    [Benchmark]
    public PremoveResult Sweep() => PremoveDetector.Run(_input!, Options);

    [Benchmark]
    public RobustFit RobustRegressionOf200Bars() => _regression.Fit(_design, _response);

    private PremoveCoin Coin(int number) => new($"C{number:00}-USD", 1e6 * (1 + number), null)
    {
        FundingZ = Reading(2 + Next()),
        OpenInterestResidualUsd = Reading(1e6),
        OpenInterestChange24h = Reading(Next()),
        EtfFlowShare = Reading(0.012 + (0.003 * Next())),
        ReservesChange7d = Reading(-0.2),
        WithdrawalsUsd24h = Reading(1e8 * Next()),
        StakingInflowUsd24h = Reading(2e7 * Next()),
        WhaleComposite = Reading(0.8 + (0.2 * Next())),
        DepthImbalanceZ = Reading(2 + Next()),
        SpreadCompressionZ = Reading(2 + Next()),
        Heat = Reading(1),
        BollingerWidthPercentile = Reading(0.1 * Next()),
        LargePrints = new LargePrintFlow(Stamp, 1e4, 3e6, 1e5, 1e7),
        Cvd = new CvdFeed(Stamp, [.. Enumerable.Range(1, Bars + 20).Select(i => Bar(At.AddMinutes(-5 - (15 * (Bars + 21 - i)))))]),
        Candles = Candles($"C{number:00}-USD"),
    };

    private CvdBar Bar(DateTimeOffset open)
    {
        var change = 0.02 * (Next() - 0.5);
        return new CvdBar(open, (3e7 * change) + (4e5 * (Next() + Next() + Next() - 1.5)), change, 1e6 * Next());
    }

    private CandleSeries Candles(string symbol)
    {
        var close = new double[720];
        var price = 100.0;
        for (var i = 0; i < close.Length; i++) close[i] = price *= 1 + (0.02 * (Next() - 0.5));
        return CandleSeries.FromColumns(symbol, "benchmark", At.AddMinutes(-5).AddHours(-close.Length), close, close, close, close, close);
    }

    private static FeedReading Reading(double value) => new(Stamp, value);

    private double Next()
    {
        _state = unchecked((_state * 1664525u) + 1013904223u);
        return _state / 4294967296.0;
    }
}
