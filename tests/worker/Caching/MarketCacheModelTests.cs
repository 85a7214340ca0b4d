using CryptoRun.Worker.Caching;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoRun.Worker.Tests.Caching;

/// <summary>Random requests, failures and waits agree with a naive cache: a list in order of use.</summary>
public sealed class MarketCacheModelTests
{
    private const int Most = 3;

    [Fact]
    public void Cache_RandomRequests_AgreesWithModel()
    {
        var get = from key in Gen.Choose(0, 4)
                  from fails in Gen.Choose(0, 3)
                  select (Step)new Get(key, fails == 0);
        var wait = Gen.Choose(1, 80).Select(tenths => (Step)new Wait(tenths / 10.0));
        var degrade = Gen.Elements(true, false).Select(d => (Step)new Degrade(d));
        var steps = Gen.Frequency((6, get), (3, wait), (1, degrade));
        Prop.ForAll(steps.ListOf().ToArbitrary(), s => Agrees([.. s])).Check(Config.QuickThrowOnFailure.WithMaxTest(1000).WithEndSize(200));
    }

    private static void Agrees(IReadOnlyList<Step> steps)
    {
        using var bench = new CacheBench(new CacheOptions { MostEntries = Most });
        var model = new Model();
        foreach (var step in steps)
        {
            switch (step)
            {
                case Wait wait:
                    bench.Pass(wait.Seconds);
                    model.Now += wait.Seconds;
                    break;
                case Degrade degrade:
                    (bench.IsDegraded, model.IsDegraded) = (degrade.On, degrade.On);
                    break;
                case Get get:
                    bench.Load = n => Task.FromResult(get.Fails ? CacheBench.Failed : bench.Value(n));
                    var answer = bench.GetAsync(new CacheKey(CacheKind.Book, "kraken", $"C{get.Key}-USD")).AsTask();
                    answer.IsCompleted.ShouldBeTrue();
                    var given = answer.GetAwaiter().GetResult();
                    (given.Value, given.IsHit, given.IsStale).ShouldBe(model.Get(get.Key, get.Fails));
                    break;
            }

            bench.Calls.ShouldBe(model.Calls);
            bench.Cache.Report().Entries.ShouldBe(model.Entries.Count);
        }

        if (bench.Cache.Report().Kinds is [var counts])
        {
            (counts.Hits, counts.StaleHits, counts.Misses, counts.Coalesced).ShouldBe((model.Hits, model.StaleHits, model.Misses, 0));
            counts.Evictions.ShouldBe(model.Evictions);
            (counts.Misses + counts.Refreshes).ShouldBe(model.Calls);
        }
    }

    public abstract record Step;

    public sealed record Get(int Key, bool Fails) : Step;

    public sealed record Wait(double Seconds) : Step;

    public sealed record Degrade(bool On) : Step;

    private sealed class Model
    {
        public List<(int Key, string Value, double At)> Entries { get; } = [];

        public double Now { get; set; }

        public bool IsDegraded { get; set; }

        public int Calls { get; private set; }

        public long Hits { get; private set; }

        public long StaleHits { get; private set; }

        public long Misses { get; private set; }

        public long Evictions { get; private set; }

        public (string? Value, bool IsHit, bool IsStale) Get(int key, bool fails)
        {
            var life = IsDegraded ? 10 : 5;
            var at = Entries.FindIndex(e => e.Key == key);
            if (at >= 0)
            {
                var entry = Entries[at];
                Entries.RemoveAt(at);
                Entries.Add(entry);
                var age = Math.Round(Now - entry.At, 3);
                if (age < life)
                {
                    Hits++;
                    return (entry.Value, true, false);
                }

                if (age < life * 3)
                {
                    StaleHits++;
                    Call(key, fails);
                    return (entry.Value, true, true);
                }
            }

            Misses++;
            return (Call(key, fails), false, false);
        }

        private string? Call(int key, bool fails)
        {
            Calls++;
            if (fails) return null;
            Entries.RemoveAll(e => e.Key == key);
            if (Entries.Count == Most)
            {
                Entries.RemoveAt(0);
                Evictions++;
            }

            Entries.Add((key, $"v{Calls}", Now));
            return $"v{Calls}";
        }
    }
}
