using System.Diagnostics;
using CryptoRun.Worker.Scheduling;
using CryptoRun.Worker.Storage;
using CryptoRun.Worker.Storage.Sql;

namespace CryptoRun.Benchmarks.Slots;

/// <summary>
/// Two nodes on one PostgreSQL, a slot a second, and one of them killed at random again and again: afterwards every slot was run once, or is recorded as missed or lost with its reason, and none twice.
/// <c>slots CONNECTION COUNT</c>; the answer is 0 when it holds.
/// </summary>
internal static class SlotDrill
{
    private const int Nodes = 2;

    public static async Task<int> RunAsync(string[] arguments, TextWriter output)
    {
        if (arguments is ["node", var server, var name]) return await SlotNode.RunAsync(server, name);
        if (arguments is not [var connection, var text] || !int.TryParse(text, out var count)) return await UsageAsync(output);
        var schema = $"slots{Guid.NewGuid():N}"[..16];
        using var store = SlotNode.Open(connection, schema);
        var runs = new SqlRunStore(store);
        var nodes = Enumerable.Range(0, Nodes).Select(_ => Start(connection, schema)).ToList();
        var kills = 0;
        DateTimeOffset? first = null, last = null;
        try
        {
            first = await FirstAsync(runs);
            last = first.Value.AddSeconds(count - 1);
            while (DateTimeOffset.UtcNow < last)
            {
                await Task.Delay(TimeSpan.FromSeconds(1.5 + (2 * Random.Shared.NextDouble())));
                var victim = Random.Shared.Next(Nodes);
                nodes[victim].Kill();
                await nodes[victim].WaitForExitAsync();
                kills++;
                await Task.Delay(TimeSpan.FromSeconds(Random.Shared.NextDouble()));
                nodes[victim].Dispose();
                nodes[victim] = Start(connection, schema);
            }

            // Who is left says what became of the last slots.
            await SettledAsync(runs, first.Value, last.Value);
        }
        finally
        {
            foreach (var node in nodes)
            {
                if (!node.HasExited) node.Kill();
                node.Dispose();
            }
        }

        return await JudgeAsync(runs, first.Value, last.Value, kills, output);
    }

    private static async Task<int> UsageAsync(TextWriter output)
    {
        await output.WriteLineAsync("slots CONNECTION COUNT");
        return 2;
    }

    private static Process Start(string connection, string schema)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var argument in new[] { typeof(SlotDrill).Assembly.Location, "slots", "node", connection, schema }) start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }

    private static async Task<DateTimeOffset> FirstAsync(SqlRunStore runs)
    {
        var began = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(began) < TimeSpan.FromMinutes(2))
        {
            if ((await ScansAsync(runs)).Where(static r => r.Trigger == JobNames.BySchedule).MinBy(static r => r.ScheduledFor) is { } run) return run.ScheduledFor;
            await Task.Delay(100);
        }

        throw new TimeoutException("No slot was run within two minutes.");
    }

    private static async Task SettledAsync(SqlRunStore runs, DateTimeOffset first, DateTimeOffset last)
    {
        var began = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(60))
        {
            var rows = await ScansAsync(runs);
            if (Slots(first, last).All(slot => rows.Any(r => r.ScheduledFor == slot && r.Outcome is "succeeded" or "missed"))) return;
            await Task.Delay(250);
        }
    }

    private static async Task<int> JudgeAsync(SqlRunStore runs, DateTimeOffset first, DateTimeOffset last, int kills, TextWriter output)
    {
        var rows = (await ScansAsync(runs)).ToLookup(static r => r.ScheduledFor);
        int succeeded = 0, missed = 0, lost = 0, twice = 0, unexplained = 0, takenOver = 0;
        foreach (var slot in Slots(first, last))
        {
            var of = rows[slot].ToList();
            var done = of.Count(static r => r.Outcome == "succeeded");
            if (done > 1) twice++;
            if (done == 1) succeeded++;
            else if (of.Exists(static r => r is { Outcome: "missed", Error: not null })) missed++;
            else if (of.Exists(static r => r is { Outcome: "lost", Error: not null })) lost++;
            else unexplained++;
            if (done == 1 && of.Exists(static r => r.Outcome == "lost")) takenOver++;
        }

        await output.WriteLineAsync($"slots {succeeded + missed + lost + unexplained}, kills {kills}: run once {succeeded} (of these taken over {takenOver}), missed {missed}, lost {lost}, twice {twice}, unexplained {unexplained}");
        return twice + unexplained == 0 && succeeded > 0 ? 0 : 1;
    }

    private static Task<IReadOnlyList<JobRun>> ScansAsync(SqlRunStore runs) => runs.ListAsync(JobNames.Scan, 10_000, CancellationToken.None);

    private static IEnumerable<DateTimeOffset> Slots(DateTimeOffset first, DateTimeOffset last)
    {
        for (var slot = first; slot <= last; slot = slot.AddSeconds(1)) yield return slot;
    }
}
