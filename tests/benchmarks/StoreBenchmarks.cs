using System.Diagnostics;
using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Storage.Postgres;
using CryptoRun.Worker.Storage.Sql;
using CryptoRun.Worker.Storage.Sqlite;
using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace CryptoRun.Benchmarks;

/// <summary>
/// What the stores do in a second: <c>stores [CONNECTION]</c>. With the connection string of a PostgreSQL server both databases are measured, without it SQLite only.
/// Each figure is the best of several runs, beside its target; of reads also the median, and what each took of this process's processors, which a loaded machine does not change much.
/// </summary>
internal static class StoreBenchmarks
{
    private const string Venue = "kraken";
    private const int Symbols = 400;
    private const int Bars = 2500;
    private const int Window = 720;
    private const int Year = 8760;
    private const int IngestSeries = 10;
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly DateTimeOffset End = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Begin = End.AddHours(-Bars);

    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, TextWriter output)
    {
        if (arguments.Count > 1)
        {
            await output.WriteLineAsync("usage: stores [CONNECTION]");
            return 2;
        }

        var directory = Directory.CreateTempSubdirectory("stores").FullName;
        try
        {
            using (var sqlite = SqliteStore.Open(Path.Combine(directory, "stores.db"), MarketSource.Simulated, NullLogger.Instance))
                await MeasureAsync("SQLite", sqlite, 80, output);
            if (arguments is [var connection]) await MeasurePostgresAsync(connection, output);
            return 0;
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task MeasurePostgresAsync(string connection, TextWriter output)
    {
        var address = new PostgresAddress(connection, $"bench{Environment.ProcessId}", MarketSource.Simulated);
        using var store = PostgresStore.Open(address, MarketSource.Simulated, NullLogger.Instance);
        try
        {
            var ingest = await MeasureAsync("PostgreSQL", store, 150, output);
            var raw = await store.WriteAsync(c => RawCopy((NpgsqlConnection)c), CancellationToken.None);
            output.WriteLine($"PostgreSQL  raw COPY into the same table  {raw,12:N0} rows/s; ingest is {ingest / raw:P0} of it (target 70 %)");
        }
        finally
        {
            using var pool = address.Pool();
            using var cleaner = pool.OpenConnection();
            cleaner.Execute($"DROP SCHEMA {address.Schema} CASCADE");
        }
    }

    private static async Task<double> MeasureAsync(string name, SqlStore store, int windowTargetMs, TextWriter output)
    {
        var ingest = await IngestAsync(store);
        output.WriteLine($"{name,-11} ingest of new candles with their key {ingest,12:N0} rows/s{(store is PostgresStore ? " (target 400,000)" : "")}");

        var series = Enumerable.Range(0, Symbols).Select(i => Series(i, Bars)).ToList();
        for (var i = 0; i < Symbols; i++) await store.Candles.WriteAsync(Venue, Symbol(i), Hour, series[i], End, CancellationToken.None);
        var again = await BestAsync(3, async () => await store.Candles.WriteAsync(Venue, Symbol(7), Hour, series[7], End, CancellationToken.None));
        output.WriteLine($"{name,-11} the same candles again                {Bars / again.TotalSeconds,12:N0} rows/s");

        if (store is PostgresStore) await store.WriteAsync(c => c.Execute("ANALYZE candles"), CancellationToken.None);
        string[] symbols = [.. Enumerable.Range(0, Symbols).Select(Symbol)];
        var many = await TimedAsync(15, async () => await store.Candles.ReadManyAsync(Venue, symbols, Hour, End.AddHours(-Window), End, End, CancellationToken.None));
        output.WriteLine($"{name,-11} last {Window} bars of {Symbols} symbols          {many.Best,12:N1} ms (target {windowTargetMs}), median {many.Median:N1} ms, {many.Processor:N0} ms of this process's processors");
        var oneByOne = await BestAsync(3, async () =>
        {
            foreach (var symbol in symbols) await store.Candles.ReadAsync(Venue, symbol, Hour, End.AddHours(-Window), End, End, CancellationToken.None);
        });
        output.WriteLine($"{name,-11} the same, one symbol after the other  {oneByOne.TotalMilliseconds,12:N1} ms");

        // A tenth corrected twice: as-of reads have something to leave out. Plain is the same reader over a series that was never corrected; the two take turns.
        for (var version = 1; version <= 2; version++)
            await store.Candles.WriteAsync(Venue, Symbol(0), Hour, [.. series[0].Where((_, i) => i % 10 == 0).Select(c => c with { Close = c.Close + version })], End.AddHours(version), CancellationToken.None);
        var (asOf, plain) = (TimeSpan.MaxValue, TimeSpan.MaxValue);
        for (var turn = 0; turn < 5; turn++)
        {
            asOf = Min(asOf, await BestAsync(5, async () => await store.Candles.ReadAsync(Venue, Symbol(0), Hour, Begin, End, End.AddHours(1), CancellationToken.None)));
            plain = Min(plain, await BestAsync(5, async () => await store.Candles.ReadAsync(Venue, Symbol(1), Hour, Begin, End, End.AddHours(1), CancellationToken.None)));
        }

        output.WriteLine($"{name,-11} as-of read {asOf.TotalMilliseconds:N2} ms, plain read {plain.TotalMilliseconds:N2} ms, ratio {asOf / plain:N2} (target 2)");
        return ingest;
    }

    /// <summary>Years of ten symbols, each a write of its own.</summary>
    private static async Task<double> IngestAsync(SqlStore store)
    {
        var year = Series(1, Year);
        await store.Candles.WriteAsync("warm", "UP-USD", Hour, year, End, CancellationToken.None);
        var best = 0.0;
        for (var run = 0; run < 5; run++)
        {
            var clock = Stopwatch.StartNew();
            for (var i = 0; i < IngestSeries; i++) await store.Candles.WriteAsync($"ingest{run}", Symbol(i), Hour, year, End, CancellationToken.None);
            best = Math.Max(best, (double)IngestSeries * Year / clock.Elapsed.TotalSeconds);
        }

        return best;
    }

    /// <summary>Rows a second of a COPY of nothing but numbers into the very table, months included, rolled back.</summary>
    private static double RawCopy(NpgsqlConnection connection)
    {
        var best = 0.0;
        for (var run = 0; run < 5; run++)
        {
            connection.Execute("SAVEPOINT raw");
            var clock = Stopwatch.StartNew();
            using (var copy = connection.BeginBinaryImport("COPY candles (series_id, open_time, known_at, open, high, low, close, volume, quote_volume, trades) FROM STDIN (FORMAT BINARY)"))
            {
                for (var series = 0; series < IngestSeries; series++)
                {
                    for (var i = 0; i < Year; i++)
                    {
                        copy.StartRow();
                        copy.Write(1_000_000L + series);
                        copy.Write(End.AddHours(i - Year).UtcTicks);
                        copy.Write(End.UtcTicks);
                        for (var n = 0; n < 5; n++) copy.Write(3_200_000L + (i * 32));
                        copy.Write(3_200_000L);
                        copy.Write(17);
                    }
                }

                copy.Complete();
            }

            best = Math.Max(best, (double)IngestSeries * Year / clock.Elapsed.TotalSeconds);
            connection.Execute("ROLLBACK TO SAVEPOINT raw");
        }

        return best;
    }

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;

    /// <summary>Milliseconds: the best, the median, and the processors' time of one.</summary>
    private static async Task<(double Best, double Median, double Processor)> TimedAsync(int runs, Func<Task> work)
    {
        await work();
        var times = new double[runs];
        var before = Environment.CpuUsage.TotalTime;
        for (var i = 0; i < runs; i++)
        {
            var clock = Stopwatch.StartNew();
            await work();
            times[i] = clock.Elapsed.TotalMilliseconds;
        }

        Array.Sort(times);
        return (times[0], times[runs / 2], (Environment.CpuUsage.TotalTime - before).TotalMilliseconds / runs);
    }

    private static async Task<TimeSpan> BestAsync(int runs, Func<Task> work)
    {
        await work();
        var best = TimeSpan.MaxValue;
        for (var i = 0; i < runs; i++)
        {
            var clock = Stopwatch.StartNew();
            await work();
            if (clock.Elapsed < best) best = clock.Elapsed;
        }

        return best;
    }

    private static string Symbol(int i) => $"C{i:000}-USD";

    private static Candle[] Series(int seed, int bars)
    {
        var random = new Random(seed);
        var price = 100.0;
        return [.. Enumerable.Range(0, bars).Select(i =>
        {
            var open = price;
            price *= Math.Exp((random.NextDouble() - 0.5) * 0.02);
            var (high, low) = (Math.Max(open, price) * 1.001, Math.Min(open, price) * 0.999);
            return new Candle(End.AddHours(i - bars), Round(open), Round(high), Round(low), Round(price), Round(random.NextDouble() * 1e5), Round(random.NextDouble() * 1e7), random.Next(10_000));
        })];

        static decimal Round(double value) => Math.Round((decimal)value, 5);
    }
}
