using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Storage;
using FsCheck;
using FsCheck.Fluent;
using static CryptoRun.Worker.Tests.Storage.Examples;

namespace CryptoRun.Worker.Tests.Storage;

/// <summary>Random interleavings of writes and reads agree with a naive model: a list of everything ever written.</summary>
public abstract class CandleStoreModelContract<TDatabase> : StoreContract<TDatabase>
    where TDatabase : ITestDatabase, new()
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public void Store_RandomWritesAndReads_AgreesWithModel()
    {
        var write = from symbol in Gen.Choose(0, 1)
                    from hours in Gen.Choose(0, 9).ArrayOf(6)
                    from prices in Gen.Choose(1, 3).ArrayOf(6)
                    from knownAt in Gen.Choose(0, 30)
                    select (Step)new Write(symbol, [.. hours.Zip(prices, (h, p) => Candle(h, p))], knownAt);
        var read = from symbol in Gen.Choose(0, 1)
                   from span in Gen.Choose(-1, 11).Two()
                   from asOf in Gen.Choose(0, 31)
                   select (Step)new Read(symbol, span.Item1, span.Item2, asOf);
        var round = 0;
        Prop.ForAll(Gen.OneOf(write, read).ListOf().ToArbitrary(), steps => Agrees($"run{round++}", [.. steps])).Check(Config.QuickThrowOnFailure.WithMaxTest(60));
    }

    private void Agrees(string venue, IReadOnlyList<Step> steps)
    {
        using var second = Database.Open();
        var model = new Model();
        for (var i = 0; i < steps.Count; i++)
        {
            var stores = i % 2 == 0 ? Stores : second;
            if (steps[i] is Write write)
            {
                var expected = model.Write(write.Symbol, write.Candles, Instant(write.KnownAt));
                stores.Candles.WriteAsync(venue, $"C{write.Symbol}-USD", Hour, write.Candles, Instant(write.KnownAt), None).GetAwaiter().GetResult().ShouldBe(expected);
            }
            else if (steps[i] is Read read)
            {
                var (from, to) = (T0.AddHours(read.From), T0.AddHours(read.To));
                stores.Candles.ReadAsync(venue, $"C{read.Symbol}-USD", Hour, from, to, Instant(read.AsOf), None).GetAwaiter().GetResult()
                    .ShouldBe(model.Read(read.Symbol, from, to, Instant(read.AsOf)));
            }
        }
    }

    private static DateTimeOffset Instant(int minute) => T0.AddDays(1).AddMinutes(minute);

    public abstract record Step;

    public sealed record Write(int Symbol, IReadOnlyList<Candle> Candles, int KnownAt) : Step;

    public sealed record Read(int Symbol, int From, int To, int AsOf) : Step;

    private sealed class Model
    {
        private readonly List<(int Symbol, Candle Candle, DateTimeOffset KnownAt)> _versions = [];

        public CandleIngest Write(int symbol, IReadOnlyList<Candle> candles, DateTimeOffset knownAt)
        {
            var (added, equal, corrected) = (0, 0, 0);
            foreach (var candle in candles)
            {
                var before = _versions.Where(v => v.Symbol == symbol && v.Candle.OpenTime == candle.OpenTime).OrderBy(v => v.KnownAt).ToList();
                if (before.Count == 0) added++;
                else if (before[^1].Candle == candle) equal++;
                else corrected++;
                if (before.Count == 0) _versions.Add((symbol, candle, knownAt));
                else if (before[^1].Candle != candle) _versions.Add((symbol, candle, knownAt > before[^1].KnownAt ? knownAt : before[^1].KnownAt.AddTicks(1)));
            }

            return new CandleIngest(added, equal, corrected);
        }

        public IReadOnlyList<Candle> Read(int symbol, DateTimeOffset from, DateTimeOffset to, DateTimeOffset asOf) =>
            [.. _versions
                .Where(v => v.Symbol == symbol && v.Candle.OpenTime >= from && v.Candle.OpenTime < to && v.KnownAt <= asOf)
                .GroupBy(v => v.Candle.OpenTime).OrderBy(g => g.Key)
                .Select(g => g.MaxBy(v => v.KnownAt).Candle)];
    }
}
