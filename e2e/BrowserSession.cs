using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace CryptoRun.E2e;

/// <summary>One real Chromium and one simulated market, shared by the tests of the collection.</summary>
public sealed class BrowserSession : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private ServerProcess? _server;

    internal ServerProcess Server => _server ?? throw new InvalidOperationException("The session was not started.");

    public async ValueTask InitializeAsync()
    {
        _server = await ServerProcess.StartAsync(("Design:Gallery", "true"), ("Jobs:HealthCron", "0/15 * * * * ?"));
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
        await Server.Until(async () => (await Server.Http.GetAsync("/health/ready")).IsSuccessStatusCode, TimeSpan.FromSeconds(60), "the first board");
    }

    /// <summary>A page in a fresh context that remembers every console error and failed page script.</summary>
    internal async Task<WatchedPage> OpenAsync(string path, int width = 1440, int height = 900, ColorScheme scheme = ColorScheme.Dark, string? theme = null, bool touch = false, string? timeZone = null)
    {
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = height },
            ColorScheme = scheme,
            HasTouch = touch,
            TimezoneId = timeZone,
            BaseURL = Server.BaseAddress.ToString(),
        });
        if (theme is not null) await context.AddInitScriptAsync($"localStorage.setItem('cryptorun.theme', '{theme}')");
        var page = await context.NewPageAsync();
        var watched = new WatchedPage(context, page);
        await page.GotoAsync(path);
        return watched;
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
        // Where the start itself failed, its own error is the one to see.
        if (_server is not null) await _server.DisposeAsync();
    }
}

/// <summary>A page with its console errors.</summary>
internal sealed class WatchedPage : IAsyncDisposable
{
    private readonly IBrowserContext _context;

    public WatchedPage(IBrowserContext context, IPage page)
    {
        (_context, Page) = (context, page);
        page.Console += (_, message) =>
        {
            if (message.Type == "error") Errors.Enqueue($"{message.Text} ({message.Location})");
        };
        page.PageError += (_, error) => Errors.Enqueue(error);
    }

    public IPage Page { get; }

    public ConcurrentQueue<string> Errors { get; } = new();

    public ValueTask DisposeAsync() => _context.DisposeAsync();
}

/// <summary>Tests that share the session run one after another.</summary>
[CollectionDefinition(Name)]
public sealed class BrowserCollection : ICollectionFixture<BrowserSession>
{
    public const string Name = "browser";
}
