using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Storage;
using static CryptoRun.Worker.Tests.Storage.Examples;

namespace CryptoRun.Worker.Tests.Storage;

public abstract class CandleStoreContract<TDatabase> : StoreContract<TDatabase>
    where TDatabase : ITestDatabase, new()
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly DateTimeOffset Later = T0.AddDays(30);

    [Fact]
    public async Task WriteAsync_SameTwice_CountsEqualAndChangesNothing()
    {
        Candle[] candles = [Candle(0), Candle(1), Candle(2)];

        (await WriteAsync(candles, T0.AddHours(3))).ShouldBe(new CandleIngest(3, 0, 0));
        (await WriteAsync(candles, T0.AddHours(4))).ShouldBe(new CandleIngest(0, 3, 0));

        (await ReadAsync(Later)).ShouldBe(candles);
        (await Stores.LatestKnownAtAsync()).ShouldBe(T0.AddHours(3));
    }

    [Fact]
    public async Task WriteAsync_TrailingZeros_AreEqual()
    {
        await WriteAsync([new Candle(T0, 1.50m, 2m, 1m, 1.5m, 10.000m, 15.0m, 3)], T0);

        (await WriteAsync([new Candle(T0, 1.5m, 2.000m, 1m, 1.500m, 10m, 15m, 3)], T0)).ShouldBe(new CandleIngest(0, 1, 0));
    }

    [Fact]
    public async Task ReadAsync_Correction_SeenFromItsInstantOn()
    {
        await WriteAsync([Candle(0, 100), Candle(1, 101)], T0.AddHours(2));
        (await WriteAsync([Candle(0, 100), Candle(1, 99), Candle(2, 98)], T0.AddHours(3))).ShouldBe(new CandleIngest(1, 1, 1));

        (await ReadAsync(T0.AddHours(2).AddTicks(-1))).ShouldBeEmpty();
        (await ReadAsync(T0.AddHours(2))).ShouldBe([Candle(0, 100), Candle(1, 101)]);
        (await ReadAsync(T0.AddHours(3).AddTicks(-1))).ShouldBe([Candle(0, 100), Candle(1, 101)]);
        (await ReadAsync(T0.AddHours(3))).ShouldBe([Candle(0, 100), Candle(1, 99), Candle(2, 98)]);
    }

    [Fact]
    public async Task WriteAsync_CorrectionBackAgain_IsAThirdVersion()
    {
        await WriteAsync([Candle(0, 100)], T0.AddHours(1));
        await WriteAsync([Candle(0, 90)], T0.AddHours(2));
        (await WriteAsync([Candle(0, 100)], T0.AddHours(3))).Corrected.ShouldBe(1);

        (await ReadAsync(T0.AddHours(2))).ShouldBe([Candle(0, 90)]);
        (await ReadAsync(T0.AddHours(3))).ShouldBe([Candle(0, 100)]);
    }

    [Fact]
    public async Task WriteAsync_CorrectionKnownNoLaterThanItsCandle_DoesNotRewriteThePast()
    {
        await WriteAsync([Candle(0, 100)], T0.AddHours(5));
        await WriteAsync([Candle(0, 90)], T0.AddHours(5));
        await WriteAsync([Candle(0, 80)], T0.AddHours(1));

        (await ReadAsync(T0.AddHours(1))).ShouldBeEmpty();
        (await ReadAsync(T0.AddHours(5))).ShouldBe([Candle(0, 100)]);
        (await ReadAsync(T0.AddHours(5).AddTicks(2))).ShouldBe([Candle(0, 80)]);
    }

    [Fact]
    public async Task ReadAsync_Span_HalfOpenAndOldestFirst()
    {
        await WriteAsync([Candle(3), Candle(0), Candle(2), Candle(1)], T0);

        var read = await Stores.Candles.ReadAsync("kraken", "BTC-USD", Hour, T0.AddHours(1), T0.AddHours(3), Later, None);

        read.ShouldBe([Candle(1), Candle(2)]);
        read[0].OpenTime.Offset.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public async Task WriteAsync_OtherOffset_SameInstant()
    {
        await WriteAsync([Candle(0)], T0);

        (await WriteAsync([Candle(0) with { OpenTime = T0.ToOffset(TimeSpan.FromHours(5)) }], T0)).Equal.ShouldBe(1);
    }

    [Fact]
    public async Task WriteAsync_SameCandleTwiceInABatch_LastOneIsTheCorrection()
    {
        (await WriteAsync([Candle(0, 100), Candle(0, 90), Candle(0, 90)], T0)).ShouldBe(new CandleIngest(1, 1, 1));

        (await ReadAsync(Later)).ShouldBe([Candle(0, 90)]);
    }

    [Fact]
    public async Task WriteAsync_ExtremeDecimals_ExactlyTheSame()
    {
        decimal[] values =
        [
            decimal.MaxValue, 79228162514264337593543950335m / 10m, 0.0000000000000000000000000001m, 1234567890123456789.0123456789m, 0.1m + 0.2m, 61032.80m, 1e-7m, 288230376151711743m, 288230376151711744m,
            28823037615171174.3m, 115465580m, 10.000000000000000000000000000m,
        ];
        Candle[] candles = [.. values.Select((v, i) => new Candle(T0.AddHours(i), v, v, v, v, v, v, int.MaxValue)), new Candle(T0.AddHours(values.Length), 1, 1, 1, 1, 0, 0, 0)];

        await WriteAsync(candles, T0);

        (await ReadAsync(Later)).ShouldBe(candles);
    }

    [Fact]
    public async Task ReadAsync_SeriesOfOtherVenueSymbolInterval_KeptApart()
    {
        await WriteAsync([Candle(0, 1)], T0);
        await Stores.Candles.WriteAsync("okx", "BTC-USD", Hour, [Candle(0, 2)], T0, None);
        await Stores.Candles.WriteAsync("kraken", "ETH-USD", Hour, [Candle(0, 3)], T0, None);
        await Stores.Candles.WriteAsync("kraken", "BTC-USD", TimeSpan.FromMinutes(1), [Candle(0, 4)], T0, None);

        (await ReadAsync(Later)).ShouldBe([Candle(0, 1)]);
        (await Stores.Candles.SymbolsAsync("kraken", Hour, None)).ShouldBe(["BTC-USD", "ETH-USD"]);
        (await Stores.Candles.SymbolsAsync("bybit", Hour, None)).ShouldBeEmpty();
        (await Stores.Candles.ReadAsync("bybit", "BTC-USD", Hour, T0, Later, Later, None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task ReadManyAsync_ManySymbols_WhatEachReadGives()
    {
        foreach (var (symbol, count) in new[] { ("A-USD", 30), ("B-USD", 1), ("C-USD", 720), ("D-USD", 5) })
            await Stores.Candles.WriteAsync("kraken", symbol, Hour, [.. Enumerable.Range(0, count).Select(h => Candle(h, count))], T0, None);
        await Stores.Candles.WriteAsync("kraken", "C-USD", Hour, [Candle(3, 1), Candle(700, decimal.MaxValue / 3)], T0.AddHours(1), None);
        string[] symbols = ["C-USD", "NONE-USD", "A-USD", "B-USD"];

        foreach (var asOf in new[] { T0.AddTicks(-1), T0, Later })
        {
            var many = await Stores.Candles.ReadManyAsync("kraken", symbols, Hour, T0.AddHours(1), T0.AddHours(9000), asOf, None);

            foreach (var symbol in symbols)
                many.GetValueOrDefault(symbol, []).ShouldBe(await Stores.Candles.ReadAsync("kraken", symbol, Hour, T0.AddHours(1), T0.AddHours(9000), asOf, None));
            many.Keys.ShouldBe(asOf < T0 ? [] : ["A-USD", "C-USD"], ignoreOrder: true);
        }
    }

    [Fact]
    public async Task GapsAsync_Holes_JoinedToRanges()
    {
        await WriteAsync([Candle(2), Candle(3), Candle(7)], T0);

        (await GapsAsync(0, 10)).ShouldBe([Gap(0, 2), Gap(4, 7), Gap(8, 10)]);
        (await GapsAsync(2, 4)).ShouldBeEmpty();
        (await GapsAsync(3, 8)).ShouldBe([Gap(4, 7)]);
        (await Stores.Candles.GapsAsync("kraken", "BTC-USD", Hour, T0.AddHours(3.5), T0.AddHours(5.5), None)).ShouldBe([Gap(4, 6)]);
        (await Stores.Candles.GapsAsync("kraken", "NONE-USD", Hour, T0, T0.AddHours(2), None)).ShouldBe([Gap(0, 2)]);

        static CandleGap Gap(int from, int to) => new(T0.AddHours(from), T0.AddHours(to), to - from);
        Task<IReadOnlyList<CandleGap>> GapsAsync(int from, int to) => Stores.Candles.GapsAsync("kraken", "BTC-USD", Hour, T0.AddHours(from), T0.AddHours(to), None);
    }

    [Fact]
    public async Task WriteAsync_BackfillOfOlderYears_EveryCandleOnce()
    {
        await WriteAsync([.. Enumerable.Range(-100, 100).Select(h => Candle(h))], T0);
        List<Candle> months = [.. Enumerable.Range(0, 40).Select(m => Candle(-m * 24 * 31)), .. Enumerable.Range(0, 40).Select(m => Candle(m * 24 * 31))];

        (await WriteAsync(months, T0)).ShouldBe(new CandleIngest(79, 1, 0));
        (await WriteAsync(months, T0)).ShouldBe(new CandleIngest(0, 80, 0));
        (await Stores.Candles.ReadAsync("kraken", "BTC-USD", Hour, T0.AddYears(-9), T0.AddYears(9), Later, None)).Count.ShouldBe(179);
    }

    [Fact]
    public async Task WriteAsync_Nothing_LeavesNothing()
    {
        (await WriteAsync([], T0)).ShouldBe(new CandleIngest(0, 0, 0));

        (await Stores.Candles.SymbolsAsync("kraken", Hour, None)).ShouldBeEmpty();
        (await Stores.LatestKnownAtAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task WriteAsync_TwoProcessesAtOnce_EveryCandleOnce()
    {
        using var other = Database.Open();
        var candles = Enumerable.Range(0, 200).Select(h => Candle(h)).ToList();

        var writes = await Task.WhenAll(Enumerable.Range(0, 24).Select(i =>
            (i % 2 == 0 ? Stores : other).Candles.WriteAsync("kraken", $"C{i / 4}-USD", Hour, candles, T0.AddTicks(i), None)));

        writes.Sum(w => w.New).ShouldBe(6 * 200);
        writes.Sum(w => w.Equal).ShouldBe(18 * 200);
        (await other.Candles.ReadAsync("kraken", "C5-USD", Hour, T0, Later, Later, None)).ShouldBe(candles);
    }

    [Fact]
    public async Task WriteAsync_CancelledMidway_LeavesNothing()
    {
        using var cancel = new CancellationTokenSource();
        var candles = new CancellingList(Enumerable.Range(0, 5000).Select(h => Candle(h)).ToList(), 2500, cancel);

        await Should.ThrowAsync<OperationCanceledException>(() => Stores.Candles.WriteAsync("kraken", "BTC-USD", Hour, candles, T0, cancel.Token));

        (await Stores.Candles.SymbolsAsync("kraken", Hour, None)).ShouldBeEmpty();
        (await WriteAsync([Candle(0)], T0)).New.ShouldBe(1);
    }

    [Fact]
    public async Task ReadAsync_Cancelled_Stops()
    {
        using var cancel = new CancellationTokenSource();
        await cancel.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => Stores.Candles.ReadAsync("kraken", "BTC-USD", Hour, T0, Later, Later, cancel.Token));
    }

    private Task<CandleIngest> WriteAsync(IReadOnlyList<Candle> candles, DateTimeOffset knownAt) => Stores.Candles.WriteAsync("kraken", "BTC-USD", Hour, candles, knownAt, None);

    private Task<IReadOnlyList<Candle>> ReadAsync(DateTimeOffset asOf) => Stores.Candles.ReadAsync("kraken", "BTC-USD", Hour, T0, Later, asOf, None);

    /// <summary>Cancels when its reader comes to a place.</summary>
    private sealed class CancellingList(IReadOnlyList<Candle> candles, int place, CancellationTokenSource cancel) : IReadOnlyList<Candle>
    {
        public int Count => candles.Count;

        public Candle this[int index]
        {
            get
            {
                if (index == place) cancel.Cancel();
                return candles[index];
            }
        }

        public IEnumerator<Candle> GetEnumerator() => candles.GetEnumerator();

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
