using System.Text.RegularExpressions;
using CryptoRun.E2e.Board;
using Microsoft.Playwright;
using Npgsql;

namespace CryptoRun.E2e.Jobs;

/// <summary>Two processes of the program on one PostgreSQL and one Redis: pages on one, market and jobs on the other, and people at both.</summary>
public sealed partial class TwoNodesTests : IAsyncLifetime
{
    private const string Password = "violet kettle underneath 77";
    private const string Another = "copper lantern sideways 41";
    private const float Patience = 60_000;
    private readonly string _schema = $"nodes{Guid.NewGuid():N}"[..16];
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    private static string Postgres => Environment.GetEnvironmentVariable("CRYPTORUN_TEST_POSTGRES") ?? throw new InvalidOperationException("CRYPTORUN_TEST_POSTGRES is not set; tests/run starts a server.");

    private static string Redis => Environment.GetEnvironmentVariable("CRYPTORUN_TEST_REDIS") ?? throw new InvalidOperationException("CRYPTORUN_TEST_REDIS is not set; tests/run starts a server.");

    public async ValueTask InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
    }

    [Fact]
    public async Task Admin_EditsRunsAndCancelsTheHotScan_SeenAtTheOtherNodeAndRefusedToAViewer()
    {
        await using var worker = await StartAsync("All");
        await using var web = await StartAsync("Web");
        await worker.Until(async () => (await worker.Http.GetAsync("/health/ready")).IsSuccessStatusCode, TimeSpan.FromSeconds(60), "the first board");

        // The admin sits at the node without jobs, the viewer at the one with them.
        await using var admins = await OpenAsync(web);
        var admin = admins.Page;
        await SetUpAsync(admin, web);
        await using var viewers = await OpenAsync(worker);
        var viewer = viewers.Page;
        await SignInAsync(viewer, "vera", await MakeViewerAsync(admin, "vera"));

        await EditAsync(admin);
        await viewer.GotoAsync("/jobs");
        await BoardTests.WaitForCircuitAsync(viewer);
        await Expect(Row(viewer)).ToContainTextAsync("every 5 min", new() { Timeout = Patience });

        await SeenThereTooAsync(admin);
        var runId = await WatchAndCancelAsync(admin, viewer);
        await FindAsync(admin, runId);
        await CancelOnTheBoardAsync(admin);
        await RefusedAsync(viewer, runId);
        admins.Errors.ShouldBeEmpty();
        await RestartAsync(worker, web, admin, viewer);
    }

    /// <summary>Every five minutes, the fifty most traded.</summary>
    private static async Task EditAsync(IPage admin)
    {
        await admin.GotoAsync("/jobs");
        await BoardTests.WaitForCircuitAsync(admin);

        // The page's title has the focus once the page has come: before that what is typed may go there.
        await Expect(admin.Locator("h1")).ToBeFocusedAsync(new() { Timeout = Patience });
        (await Accessibility.SeriousFindingsAsync(admin)).ShouldBeEmpty();
        await admin.GetByLabel("Edit scan.hot").ClickAsync();
        var form = admin.Locator("[data-edit='scan.hot']");
        var says = form.Locator("#jb-says b");
        await form.Locator("[name=cron]").FillAsync("0 0/5 * * * ?");
        await Expect(says).ToHaveTextAsync("every 5 min", new() { Timeout = Patience });
        await form.Locator("[name=top]").FillAsync("5");
        await form.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(form).ToContainTextAsync("10 to 500", new() { Timeout = Patience });
        await form.Locator("[name=top]").FillAsync("50");
        await Expect(says).ToHaveTextAsync("every 5 min", new() { Timeout = Patience });
        await Expect(form.Locator(".jb-fires li")).ToHaveCountAsync(5);
        (await Accessibility.SeriousFindingsAsync(admin)).ShouldBeEmpty();
        await Screenshots.KeepAsync(admin, "jobs-two-nodes-edit");
        await form.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(Row(admin)).ToContainTextAsync("every 5 min", new() { Timeout = Patience });
    }

    /// <summary>What only the other node knows from its market: the sweep and the venues, with their age.</summary>
    private static async Task SeenThereTooAsync(IPage admin)
    {
        await admin.GotoAsync("/premove");
        await Expect(admin.Locator(".pm-board")).ToBeVisibleAsync(new() { Timeout = Patience });
        await admin.GotoAsync("/venues");
        await Expect(admin.Locator("tr[data-venue]")).ToHaveCountAsync(8, new() { Timeout = Patience });
        await Expect(admin.Locator(".eh [data-ago]")).ToContainTextAsync("ago");
        (await Accessibility.SeriousFindingsAsync(admin)).ShouldBeEmpty();
        await Screenshots.KeepAsync(admin, "venues-two-nodes");
        await admin.GotoAsync("/jobs");
        await BoardTests.WaitForCircuitAsync(admin);
    }

    /// <summary>A table that somebody else has locked holds the run, first where it reads, then where it writes: both pages show where it stands.</summary>
    private async Task<string> WatchAndCancelAsync(IPage admin, IPage viewer)
    {
        await using var data = NpgsqlDataSource.Create(Postgres);
        var reading = await LockAsync(data, "regime_history", "ACCESS EXCLUSIVE");
        string runId;
        await using (reading)
        {
            await Row(admin).GetByRole(AriaRole.Button, new() { Name = "Run now" }).ClickAsync();
            foreach (var page in (IPage[])[admin, viewer]) await StandsAtAsync(page, "candles");
            runId = (await admin.Locator(".jb-run").GetAttributeAsync("data-shown"))!;
            (await viewer.Locator(".jb-run").GetAttributeAsync("data-shown")).ShouldBe(runId);
            await Screenshots.KeepAsync(viewer, "jobs-two-nodes-running");

            await using var writing = await LockAsync(data, "scans", "EXCLUSIVE");
            await reading.DisposeAsync();
            foreach (var page in (IPage[])[admin, viewer]) await StandsAtAsync(page, "publish");
            await Screenshots.KeepAsync(admin, "jobs-two-nodes-stages");

            // Both pages stay at this run: once it has ended, a page without a choice goes on to the next.
            foreach (var page in (IPage[])[admin, viewer])
            {
                await page.GotoAsync($"/jobs?run={runId}");
                await BoardTests.WaitForCircuitAsync(page);
            }

            await admin.Locator(".jb-run").GetByRole(AriaRole.Button, new() { Name = "Cancel run" }).ClickAsync();
            await Expect(viewer.Locator(".jb-log")).ToContainTextAsync("Asked to stop", new() { Timeout = Patience });

            // The table is still locked: the run does not wait for whoever has it.
            foreach (var page in (IPage[])[admin, viewer]) await Expect(page.Locator($".jb-run[data-shown='{runId}']")).ToContainTextAsync("Cancelled", new() { Timeout = Patience });
        }

        (await CountAsync(data, $"SELECT count(*) FROM {_schema}_simulated.scans WHERE run_id = '{runId}'")).ShouldBe(0);
        (await CountAsync(data, $"SELECT count(*) FROM {_schema}_simulated.job_requests")).ShouldBe(0);
        return runId;
    }

    /// <summary>The board's own button stops the running scan, asked once more before it does; the board keeps the scan that it has.</summary>
    private async Task CancelOnTheBoardAsync(IPage admin)
    {
        await using var data = NpgsqlDataSource.Create(Postgres);
        await admin.GotoAsync("/jobs");
        await BoardTests.WaitForCircuitAsync(admin);
        await using var reading = await LockAsync(data, "regime_history", "ACCESS EXCLUSIVE");
        await Row(admin).GetByRole(AriaRole.Button, new() { Name = "Run now" }).ClickAsync();
        await StandsAtAsync(admin, "candles");
        var runId = await admin.Locator(".jb-run").GetAttributeAsync("data-shown");
        await admin.GotoAsync("/");
        await BoardTests.WaitForCircuitAsync(admin);
        var rows = admin.Locator("table.board tbody tr[data-symbol]");
        await rows.First.WaitForAsync();
        await admin.Locator(".anchor-cancel").ClickAsync(new() { Timeout = Patience });
        await Screenshots.KeepAsync(admin, "board-two-nodes-cancel");
        await admin.Locator("#cancel-run .danger").ClickAsync();
        await Expect(admin.Locator(".anchor-cancel")).ToHaveCountAsync(0, new() { Timeout = Patience });
        await Expect(rows.First).ToBeVisibleAsync();
        await admin.GotoAsync($"/jobs?run={runId}");
        await Expect(admin.Locator($".jb-run[data-shown='{runId}']")).ToContainTextAsync("Cancelled", new() { Timeout = Patience });
    }

    /// <summary>In the history and in the trail.</summary>
    private static async Task FindAsync(IPage admin, string runId)
    {
        await admin.GotoAsync($"/jobs?outcome=cancelled&job=scan.hot&run={runId}");
        await BoardTests.WaitForCircuitAsync(admin);
        await Expect(admin.Locator(".jb-run dl")).ToContainTextAsync("run now, ada");
        await Screenshots.KeepAsync(admin, "jobs-two-nodes-history");
        await admin.GotoAsync("/audit");
        var trail = admin.Locator(".au-t");
        foreach (var action in (string[])["job.schedule", "job.run", "job.cancel"]) await Expect(trail).ToContainTextAsync(action);
        await Expect(trail).ToContainTextAsync(runId);
        await BoardTests.WaitForCircuitAsync(admin);
        await admin.GetByRole(AriaRole.Button, new() { Name = "Verify the chain" }).ClickAsync();
        await Expect(admin.Locator(".au-verified[data-whole=true]")).ToBeVisibleAsync(new() { Timeout = Patience });
        await Screenshots.KeepAsync(admin, "jobs-two-nodes-audit");
    }

    /// <summary>A viewer looks, and changes nothing: no page offers it, the API refuses it, and nothing was changed.</summary>
    private static async Task RefusedAsync(IPage viewer, string runId)
    {
        await viewer.GotoAsync("/jobs?edit=scan.hot");
        await BoardTests.WaitForCircuitAsync(viewer);
        await Expect(Row(viewer)).ToContainTextAsync("every 5 min");
        foreach (var name in (string[])["Run now", "Cancel run", "Pause scan.hot", "Save"]) await Expect(viewer.GetByRole(AriaRole.Button, new() { Name = name })).ToHaveCountAsync(0);
        await Expect(viewer.Locator(".jb-editor")).ToHaveCountAsync(0);
        foreach (var (method, path) in ((string, string)[])[("PUT", "/api/v1/jobs/scan.hot"), ("POST", "/api/v1/jobs/scan.hot/run"), ("POST", "/api/v1/jobs/scan.hot/pause"), ("POST", "/api/v1/jobs/scan.hot/resume"), ("POST", $"/api/v1/jobs/runs/{runId}/cancel")])
        {
            var status = await viewer.EvaluateAsync<int>(
                "async ([method, path]) => (await fetch(path, { method, headers: { 'Content-Type': 'application/json', 'If-Match': '\"2\"' }, body: method === 'PUT' ? '{\"paused\":true}' : undefined })).status", new[] { method, path });
            status.ShouldBe(403, $"{method} {path}");
        }

        (await viewer.EvaluateAsync<bool>("async () => (await (await fetch('/api/v1/jobs/scan.hot')).json()).schedule.paused")).ShouldBeFalse();
        (await viewer.GotoAsync("/audit"))!.Url.ShouldContain("no-right");
    }

    /// <summary>One node after the other is stopped and started again: the run at work is gone on with, and whoever looks is where they were, with what they chose.</summary>
    private async Task RestartAsync(ServerProcess worker, ServerProcess web, IPage admin, IPage viewer)
    {
        await admin.GotoAsync("/jobs");
        await BoardTests.WaitForCircuitAsync(admin);
        await viewer.GotoAsync("/?maxFails=11&sort=-price");
        await BoardTests.WaitForCircuitAsync(viewer);
        for (var i = 0; i < 3; i++) await viewer.Keyboard.PressAsync("j");
        var row = (await viewer.Locator("a[data-row]:focus").GetAttributeAsync("href"))!;

        await using var data = NpgsqlDataSource.Create(Postgres);
        string stopped;
        await using (await LockAsync(data, "regime_history", "ACCESS EXCLUSIVE"))
        {
            await Row(admin).GetByRole(AriaRole.Button, new() { Name = "Run now" }).ClickAsync();
            await StandsAtAsync(admin, "candles");
            stopped = (await admin.Locator(".jb-run").GetAttributeAsync("data-shown"))!;
            (await worker.TerminateAsync()).ShouldBe(0, worker.Output);
            await Expect(admin.Locator($".jb-run[data-shown='{stopped}']")).ToContainTextAsync("goes on with it", new() { Timeout = Patience });
        }

        await Expect(viewer.Locator("#connection")).ToBeVisibleAsync(new() { Timeout = Patience });
        await worker.StartAsync();
        await Expect(viewer.Locator("#connection")).ToBeHiddenAsync(new() { Timeout = Patience });
        await BoardTests.WaitForCircuitAsync(viewer);
        viewer.Url.ShouldEndWith("/?maxFails=11&sort=-price");
        await Expect(viewer.Locator($"a[data-row][href='{row}']")).ToBeFocusedAsync(new() { Timeout = Patience });
        await Expect(viewer.Locator("th[aria-sort=descending]")).ToBeVisibleAsync();

        // The other node, while somebody reads a run's log there.
        await admin.GotoAsync($"/jobs?outcome=cancelled&run={stopped}");
        await BoardTests.WaitForCircuitAsync(admin);
        (await web.TerminateAsync()).ShouldBe(0, web.Output);
        await Expect(admin.Locator("#connection")).ToBeVisibleAsync(new() { Timeout = Patience });
        await web.StartAsync();
        await Expect(admin.Locator("#connection")).ToBeHiddenAsync(new() { Timeout = Patience });
        await BoardTests.WaitForCircuitAsync(admin);
        admin.Url.ShouldEndWith($"/jobs?outcome=cancelled&run={stopped}");
        await Expect(admin.Locator($".jb-run[data-shown='{stopped}']")).ToContainTextAsync("goes on with it", new() { Timeout = Patience });
        await Expect(Row(admin).GetByRole(AriaRole.Button, new() { Name = "Run now" })).ToBeVisibleAsync();
        await worker.Until(async () => await CountAsync(data, HeirOf(stopped)) == 1, TimeSpan.FromSeconds(60), "the run that goes on");
    }

    private string HeirOf(string stopped) =>
        $"SELECT count(*) FROM {_schema}_simulated.job_runs heir JOIN {_schema}_simulated.job_runs gone ON gone.run_id = '{stopped}' AND gone.error LIKE '%run ' || heir.run_id || ' %' WHERE gone.outcome = 'cancelled' AND heir.outcome = 'succeeded'";

    private static async Task StandsAtAsync(IPage page, string stage) => await Expect(page.Locator(".jb-stg .now")).ToContainTextAsync(stage, new() { Timeout = Patience });

    private static ILocator Row(IPage page) => page.Locator("tr[data-job='scan.hot']");

    private static async Task SetUpAsync(IPage page, ServerProcess server)
    {
        await page.GotoAsync("/setup");
        await page.Locator("[name='Form.Code']").FillAsync(Code().Matches(server.Output).Last().Value);
        await page.Locator("[name='Form.Name']").FillAsync("ada");
        await page.Locator("[name='Form.Password']").FillAsync(Password);
        await page.Locator("[name='Form.Again']").FillAsync(Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Make the first admin" }).ClickAsync();
        await page.WaitForURLAsync(static u => !u.Contains("/setup", StringComparison.Ordinal));
    }

    private static async Task<string> MakeViewerAsync(IPage admin, string name)
    {
        await admin.GotoAsync("/admin?user=new");
        await BoardTests.WaitForCircuitAsync(admin);
        await admin.GetByLabel("Name").FillAsync(name);
        await admin.GetByLabel("Role").SelectOptionAsync("viewer");
        await admin.GetByRole(AriaRole.Button, new() { Name = "Make user" }).ClickAsync();
        return await admin.Locator("[data-once]").InnerTextAsync();
    }

    /// <summary>The first sign-in asks for a password of one's own.</summary>
    private static async Task SignInAsync(IPage page, string name, string given)
    {
        await page.GotoAsync("/sign-in");
        await page.Locator("[name='Form.Name']").FillAsync(name);
        await page.Locator("[name='Form.Password']").FillAsync(given);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await page.WaitForURLAsync("**/account**");
        await page.Locator("[name='Password.Current']").FillAsync(given);
        await page.Locator("[name='Password.Password']").FillAsync(Another);
        await page.Locator("[name='Password.Again']").FillAsync(Another);
        await page.Locator("form:has([name='Password.Current']) button[type=submit]").ClickAsync();
        await page.WaitForLoadStateAsync();
    }

    private async Task<NpgsqlConnectionLock> LockAsync(NpgsqlDataSource data, string table, string mode)
    {
        var connection = await data.OpenConnectionAsync();
        var transaction = await connection.BeginTransactionAsync();
        await using var command = new NpgsqlCommand($"LOCK TABLE {_schema}_simulated.{table} IN {mode} MODE", connection, transaction);
        await command.ExecuteNonQueryAsync();
        return new NpgsqlConnectionLock(connection);
    }

    private static async Task<long> CountAsync(NpgsqlDataSource data, string query)
    {
        await using var command = data.CreateCommand(query);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private Task<ServerProcess> StartAsync(string role) => ServerProcess.StartAsync(
        ("Node:Role", role), ("Jobs:HealthCron", "0/15 * * * * ?"), ("Identity:Anonymous", "false"), ("Store:Provider", "Postgres"), ("Store:ConnectionString", Postgres), ("Store:Schema", _schema), ("Store:Exclusive", "false"), ("Cache:Redis", Redis), ("Cache:RedisPrefix", _schema));

    private async Task<WatchedPage> OpenAsync(ServerProcess server)
    {
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 1440, Height = 900 }, BaseURL = server.BaseAddress.ToString(), ColorScheme = ColorScheme.Dark });
        return new WatchedPage(context, await context.NewPageAsync());
    }

    private static ILocatorAssertions Expect(ILocator locator) => Assertions.Expect(locator);

    [GeneratedRegex("([A-Z2-9]{4}-){4}[A-Z2-9]{4}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Code();

    /// <summary>Held until it is disposed.</summary>
    private sealed class NpgsqlConnectionLock(NpgsqlConnection connection) : IAsyncDisposable
    {
        private bool _released;

        public async ValueTask DisposeAsync()
        {
            if (_released) return;
            _released = true;
            await connection.DisposeAsync();
        }
    }
}
