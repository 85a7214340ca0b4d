using BenchmarkDotNet.Attributes;
using CryptoRun.Domain.Numerics;
using CryptoRun.Domain.Regimes;

namespace CryptoRun.Benchmarks;

/// <summary>Second opinions on two years of days. Budget: the hidden Markov fit of 730 x 2 under 200 ms.</summary>
[MemoryDiagnoser]
public class RegimeOpinionBenchmarks
{
    private const int Days = 730;
    private const int Symbols = 50;
    private const int Hours = 168;
    private static readonly DateTimeOffset At = new(2026, 1, 31, 20, 0, 0, TimeSpan.Zero);
    private static readonly RegimeOptions Options = new();
    private readonly double[] _rows = new double[2 * Days];
    private readonly double[] _logVolatility = new double[Days];
    private readonly double[] _returns = new double[Symbols * Hours];
    private readonly List<MarketDay> _days = [];
    private readonly List<RegimeRecord> _year = [];

    [GlobalSetup]
    public void Draw()
    {
        var random = new CounterRandom(42);
        for (var t = 0; t < Days; t++)
        {
            // Stretches of three kinds, 20 to 60 days long.
            var (move, volatility) = (t / 20 % 7) switch { 0 or 1 or 5 => (0.006, 0.45), 3 => (-0.01, 1.3), _ => (-0.003, 0.7) };
            _rows[2 * t] = move + (volatility * 0.05 * random.Normal((ulong)(2 * t)));
            _rows[(2 * t) + 1] = _logVolatility[t] = Math.Log(volatility) + (0.35 * random.Normal((ulong)((2 * t) + 1)));
            _days.Add(new MarketDay(At.AddHours(-20).AddDays(t - Days), _rows[2 * t], Math.Exp(_logVolatility[t]), 100));
        }

        for (var i = 0; i < _returns.Length; i++) _returns[i] = 0.01 * (random.Normal((ulong)(100_000 + (i / Symbols))) + random.Normal((ulong)(200_000 + i)));
        for (var i = 0; i < 2190; i++)
        {
            var state = (RegimeState)(i / 30 % 3);
            _year.Add(new RegimeRecord(At.AddHours(4 * (i - 2189)), state, 1, At, null, state, state, [], "", 100, []));
        }
    }

    [Benchmark]
    public HmmFit HiddenMarkovFit() => HmmFit.Of(_rows, 2, 3);

    [Benchmark]
    public ChangePoints Pelt() => ChangePoints.Pelt(_logVolatility, ChangePoints.BicPenalty(_logVolatility), 5);

    [Benchmark]
    public SecondOpinions Opinions() => SecondOpinions.On(_year[^1], _days, Options);

    [Benchmark]
    public RegimeTransitions TransitionsOfAYear() => RegimeTransitions.Of(_year);

    [Benchmark]
    public ShrunkCovariance LedoitWolf() => ShrunkCovariance.LedoitWolf(_returns, Symbols);
}
