using System.Collections.Concurrent;
using System.Net;
using System.Text.RegularExpressions;
using CryptoRun.Web.Identity;
using CryptoRun.Worker.Auditing;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace CryptoRun.Web.Tests.Identity;

/// <summary>The program with users: every line that it logs is kept, and what it writes to the console.</summary>
internal sealed class PeopleWeb : IDisposable
{
    public const string Password = "violet kettle underneath 77";

    private readonly WebFixture _base = new();
    private readonly WebApplicationFactory<Program> _web;
    private readonly StringWriter _console = new();

    public PeopleWeb(string anonymous = "false", params (string Key, string Value)[] settings)
    {
        _web = _base.WithWebHostBuilder(b => settings.Aggregate(b.UseSetting("Identity:Anonymous", anonymous), static (made, s) => made.UseSetting(s.Key, s.Value))
            .ConfigureLogging(l => l.SetMinimumLevel(LogLevel.Trace).AddProvider(new Lines(Log)))
            .ConfigureTestServices(s => s.Replace(ServiceDescriptor.Singleton(new SetupCode(_console)))));
        _ = _web.Server;
    }

    /// <summary>Every line logged, with its values and exceptions.</summary>
    public ConcurrentQueue<string> Log { get; } = new();

    public string Console => _console.ToString();

    public string SetupCode => Regex.Matches(Console, "([A-Z2-9]{4}-){4}[A-Z2-9]{4}", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Last().Value;

    public IServiceProvider Services => _web.Services;

    public TestServer Server => _web.Server;

    public CryptoRun.Worker.Tests.ManualTime Wall => _base.Wall;

    /// <summary>A browser: it keeps cookies and shows where it is sent instead of going there.</summary>
    public HttpClient Browser() => _web.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });

    public async Task<User> MakeAsync(string name, string role, bool mustChange = false)
    {
        await using var scope = Services.CreateAsyncScope();
        var (user, problem) = await scope.ServiceProvider.GetRequiredService<Accounts>().CreateAsync(AuditActor.Program, name, Password, role, mustChange, CancellationToken.None);
        problem.ShouldBeNull();
        return user!;
    }

    /// <summary>A browser whose user has signed in.</summary>
    public async Task<HttpClient> SignedInAsync(string name, string role)
    {
        await MakeAsync(name, role);
        var browser = Browser();
        using var answer = await browser.SubmitAsync("/sign-in", "sign-in", ("Form.Name", name), ("Form.Password", Password));
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        return browser;
    }

    /// <summary>A user who has signed in, and the header that shows it.</summary>
    public async Task<(User User, string Cookie)> CookieAsync(string name, string role)
    {
        var user = await MakeAsync(name, role);
        using var browser = Browser();
        using var answer = await browser.SubmitAsync("/sign-in", "sign-in", ("Form.Name", name), ("Form.Password", Password));
        return (user, answer.Headers.GetValues("Set-Cookie").Single(static c => c.StartsWith("cryptorun.user=", StringComparison.Ordinal)).Split(';')[0]);
    }

    public async Task<T> WithAsync<T>(Func<Accounts, Task<T>> work)
    {
        await using var scope = Services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<Accounts>());
    }

    public void Dispose()
    {
        _web.Dispose();
        _base.Dispose();
    }

    private sealed class Lines(ConcurrentQueue<string> lines) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            lines.Enqueue($"{state}");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => lines.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose()
        {
            // Nothing is open.
        }
    }
}

/// <summary>What people do with forms.</summary>
internal static partial class Browsing
{
    /// <summary>Opens a page and sends a form of it.</summary>
    public static async Task<HttpResponseMessage> SubmitAsync(this HttpClient browser, string page, string form, params (string Name, string Value)[] fields)
    {
        using var shown = await browser.GetAsync(page);
        return await browser.SubmitAsync(page, await shown.Content.ReadAsStringAsync(), form, fields);
    }

    /// <summary>Sends a form of a page that is open.</summary>
    public static async Task<HttpResponseMessage> SubmitAsync(this HttpClient browser, string page, string html, string form, params (string Name, string Value)[] fields)
    {
        var token = Token().Match(html).Groups["it"].Value;
        using var content = new FormUrlEncodedContent([new("_handler", form), new("__RequestVerificationToken", token), .. fields.Select(static f => new KeyValuePair<string, string>(f.Name, f.Value))]);
        return await browser.PostAsync(page, content);
    }

    public static async Task<string> TextAsync(this HttpResponseMessage answer) => WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"(?<it>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Token();
}
