using System.Diagnostics;
using System.Globalization;
using Microsoft.Playwright;

namespace CryptoRun.Benchmarks.Circuits;

/// <summary>
/// <c>soak URL MINUTES PID</c>: 20 pages in a real browser and 500 further circuits on a running program, whose memory must stay flat after minute 2 while none is lost.
/// What a process still needs is measured after a full collection: what it holds besides depends on how lazy the collector may be.
/// </summary>
public static class Soak
{
    private const int Pages = 20;
    private const int Circuits = 500;
    private static readonly string[] Paths = ["/", "/?verdict=blocked", "/regime", "/venues", "/alerts", "/explain/SOL-USD"];

    /// <summary>Runs the soak and prints it. Loopback only.</summary>
    /// <returns>0 when nothing was lost.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(output);
        if (arguments.Count != 3 || !Uri.TryCreate(arguments[0], UriKind.Absolute, out var server) || !server.IsLoopback
            || !int.TryParse(arguments[1], NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) || minutes < 3 || !int.TryParse(arguments[2], NumberStyles.None, CultureInfo.InvariantCulture, out var pid))
        {
            await Console.Error.WriteLineAsync("usage: soak URL MINUTES PID (loopback only, at least 3 minutes; PID is the server's)");
            return 2;
        }

        using var process = Process.GetProcessById(pid);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium", Args = ["--no-sandbox", "--disable-gpu"] });
        var pages = new List<IPage>();
        for (var i = 0; i < Pages; i++)
        {
            var page = await browser.NewPageAsync();
            await page.GotoAsync(new Uri(server, Paths[i % Paths.Length]).ToString(), new PageGotoOptions { Timeout = 60_000 });
            await page.Locator("html[data-circuit=up]").WaitForAsync(new LocatorWaitForOptions { Timeout = 60_000 });
            pages.Add(page);
        }

        using var http = new HttpClient();
        using var stop = new CancellationTokenSource();
        var viewers = new List<CircuitClient>();
        foreach (var group in Enumerable.Range(0, Circuits).Chunk(8))
        {
            var some = group.Select(i => new CircuitClient(server, Paths[i % Paths.Length])).ToList();
            viewers.AddRange(some);
            await Task.WhenAll(some.Select(v => v.StartAsync(http, stop.Token)));
        }

        var clock = Stopwatch.StartNew();
        var flat = 0L;
        var last = 0L;
        for (var minute = 1; minute <= minutes; minute++)
        {
            await Task.Delay(TimeSpan.FromMinutes(minute) - clock.Elapsed is { Ticks: > 0 } rest ? rest : TimeSpan.Zero);
            var up = 0;
            foreach (var page in pages)
                if (await page.EvaluateAsync<string>("document.documentElement.dataset.circuit") == "up") up++;
            last = await LiveHeap.MeasureAsync(pid) ?? last;
            if (minute == 2) flat = last;
            process.Refresh();
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"minute {minute}: {last / 1e6:F1} MB in use, {process.WorkingSet64 / 1e6:F0} MB resident, {up} of {Pages} pages and {viewers.Count(static v => v.Error is null)} of {Circuits} circuits up, {viewers.Sum(static v => v.Batches)} renderings"));
        }

        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"growth after minute 2: {(double)(last - flat) / flat:P1}; first loss: {viewers.Find(static v => v.Error is not null)?.Error ?? "none"}"));
        await stop.CancelAsync();
        var lost = viewers.Exists(static v => v.Error is not null);
        foreach (var viewer in viewers) viewer.Dispose();
        return lost ? 1 : 0;
    }
}
