using BenchmarkDotNet.Attributes;
using CryptoRun.Domain.Gates;
using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Regimes;
using CryptoRun.Domain.Venues;

namespace CryptoRun.Benchmarks;

/// <summary>Books read and gates asked for 500 symbols, three venues each, 100 levels a side.</summary>
[MemoryDiagnoser]
public class GateBenchmarks
{
    private const int Symbols = 500;
    private const int Levels = 100;
    private static readonly DateTimeOffset At = new(2026, 1, 31, 20, 0, 0, TimeSpan.Zero);
    private static readonly GateOptions Options = new();
    private static readonly string[] Venues = ["kraken", "okx", "bybit"];
    private ExchangeNativeBook[] _books = [];
    private GateInputs[] _inputs = [];

    [GlobalSetup]
    public void Make()
    {
        _books = [.. Enumerable.Range(0, Symbols * Venues.Length).Select(i => Source.Book(i / Venues.Length, Venues[i % Venues.Length]))];
        _inputs = [.. Enumerable.Range(0, Symbols).Select(Inputs)];
    }

    /// <summary>1,500 books to their figures.</summary>
    [Benchmark]
    public double ReadBooks()
    {
        var sum = 0.0;
        foreach (var book in _books) sum += BookReading.Of(book, At).DepthUsd ?? 0;
        return sum;
    }

    /// <summary>500 symbols under the regime in force, in words, and under the two others, without.</summary>
    [Benchmark]
    public double Judge()
    {
        var sum = 0.0;
        foreach (var inputs in _inputs)
        {
            foreach (var regime in Enum.GetValues<RegimeState>()) sum += EntryGates.Judge(inputs with { Regime = regime, WithWords = regime == RegimeState.Choppy }, Options).Size.Factor;
        }

        return sum;
    }

    private GateInputs Inputs(int i) => new(
        At, At.AddSeconds(-2), "kraken", RegimeState.Choppy, 60 + (i % 35), 100 + i, 1 + (i % 20 / 10.0), 1.6, null, 200_000 * (1 + i), 0.001 * (i % 60), 0.002 * (i % 90), 1e6 * (1 + i), i % 50,
        0.5 + (i % 10 / 100.0), new SignalReading(i % 4, 100 + i, At), 1, 50 + (i % 40), 0.001 * (i % 30), At)
    {
        Books = [.. _books.AsSpan(i * Venues.Length, Venues.Length).ToArray().Select(book => new VenueBook(BookReading.Of(book, At), VenueState.Green))],
        Funding = new FundingReading((i % 9) - 4, HasPerpetual: true, "okx", At),
        Vwap24h = 100,
        SocialPoints = i % 12,
        CatalystHeatPoints = i % 12,
        Decision = new DecisionTiming(At, At.AddSeconds(i % 40)),
    };

    private sealed class Source : ExchangeBookSource
    {
        public static ExchangeNativeBook Book(int i, string venue)
        {
            var mid = 100m + i;
            return Native(At.AddSeconds(-1), $"C{i:000}-USD", venue, BookIntegrity.Verified, Side(-1), Side(1));

            BookLevel[] Side(int direction) => [.. Enumerable.Range(1, Levels).Select(k => new BookLevel(mid + (direction * mid * k * 0.0002m), 1.23456789m * k))];
        }
    }
}
