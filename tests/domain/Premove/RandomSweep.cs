using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Portfolios;
using CryptoRun.Domain.Premove;
using CryptoRun.Domain.Regimes;
using CryptoRun.Domain.Tests.Portfolios;

namespace CryptoRun.Domain.Tests.Premove;

/// <summary>Sweeps of any kind: feeds missing, old, live, late, broken or of extreme size; few bars, gaps, halted coins.</summary>
internal static class RandomSweep
{
    public static PremoveInput Draw(int seed, bool isSound = false)
    {
        var random = new Random(seed);
        var market = Enumerable.Range(0, 168).Select(_ => 0.01 * (random.NextDouble() - 0.5)).ToArray();
        var coins = Enumerable.Range(0, random.Next(1, 7)).Select(i => Coin(random, $"C{i}-USD", market, isSound)).ToList();
        var alerts = Enumerable.Range(0, random.Next(12)).Select(_ => new AlertSent(Sweep.At.AddMinutes(-random.Next(-30, 1500)), $"C{random.Next(6)}-USD")).ToList();
        var positions = Enumerable.Range(0, random.Next(3)).Select(i => new Position($"P{i}-USD", Sector(random), 0.02 * random.NextDouble(), Candles(random, $"P{i}-USD", market))).ToList();
        return new PremoveInput(Sweep.At, (RegimeState)random.Next(3), coins, alerts, positions, random.Next(4) == 0 ? null : Waves.FromReturns("BTC-USD", market));
    }

    public static PremoveCoin Coin(Random random, string symbol, double[] market, bool isSound)
    {
        return new PremoveCoin(symbol, random.Next(1, 5) * 1e6, Sector(random))
        {
            FundingZ = Feed(-5, 5),
            OpenInterestResidualUsd = Feed(-2e6, 2e6),
            OpenInterestChange24h = Feed(-0.5, 0.5),
            EtfFlowShare = Feed(-0.03, 0.03),
            ReservesChange7d = Feed(-0.3, 0.1),
            WithdrawalsUsd24h = Feed(0, 1e8),
            StakingInflowUsd24h = Feed(-1e6, 2e7),
            WhaleComposite = Feed(0, 1),
            DepthImbalanceZ = Feed(-4, 4),
            SpreadCompressionZ = Feed(-4, 4),
            Heat = Feed(0, 1),
            BollingerWidthPercentile = Feed(0, 1),
            LargePrints = random.Next(6) == 0 ? null : new LargePrintFlow(Stamp(), Value(0, 100), Value(0, 300), Value(0, 300), Value(600, 1000)),
            Cvd = random.Next(6) == 0 ? null : Cvd(),
            FailedGates = random.Next(8) == 0 ? ["depth"] : [],
            Weight = random.Next(3) == 0 ? null : Value(0.01, 0.06),
            Candles = random.Next(6) == 0 ? null : Candles(random, symbol, market),
        };

        FeedReading? Feed(double least, double most) => random.Next(isSound ? 20 : 6) == 0 ? null : new FeedReading(Stamp(), Value(least, most));

        FeedStamp Stamp() => isSound
            ? Sweep.Stamp(random.Next(7000))
            : Sweep.Stamp(random.Next(6) switch { 0 => -random.Next(1, 100), 1 => random.Next(7200, 16000), 2 => 14400, _ => random.Next(7200) }, random.Next(12) == 0);

        double Value(double least, double most) => isSound ? Between(least, most) : random.Next(20) switch
        {
            0 => double.NaN,
            1 => double.PositiveInfinity,
            2 => -1e300,
            3 => most * 3,
            4 => 0,
            _ => Between(least, most),
        };

        double Between(double least, double most) => least + ((most - least) * random.NextDouble());

        CvdFeed Cvd()
        {
            var (slope, bars) = (random.Next(3) == 0 ? 0 : 5e6, new List<CvdBar>());
            for (var i = random.Next(1, 70); i > -3; i--)
            {
                if (random.Next(30) == 0) continue;
                var change = 0.01 * (random.NextDouble() - 0.5);
                bars.Add(new CvdBar(Sweep.At.AddMinutes(-5 - (15 * i)), isSound ? Between(-1e4, 1e4) + (slope * change) : Value(-1e4, 1e4) + (slope * change), change, Math.Abs(Between(0, 1e6))));
            }

            return new CvdFeed(Stamp(), bars);
        }
    }

    private static string? Sector(Random random) => random.Next(4) switch { 0 => null, 1 => "L1", 2 => "L2", _ => "AI" };

    private static CandleSeries Candles(Random random, string symbol, double[] market) =>
        random.Next(8) == 0
            ? Waves.FromReturns(symbol, new double[random.Next(2, 168)])
            : Waves.FromReturns(symbol, [.. market.Select(m => m + (0.02 * (random.NextDouble() - 0.5)))], Waves.LastHour.AddHours(random.Next(-20, 3)));
}
