using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using CryptoRun.Tests;

namespace CryptoRun.E2e;

/// <summary>The published program as a process of its own, on a loopback port and a store folder of its own.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private const int Interrupt = 2;
    private const int Terminate = 15;
    private readonly Dictionary<string, string> _settings;
    private readonly StringBuilder _output = new();
    private Process? _process;

    private ServerProcess(string storeDirectory, Dictionary<string, string> settings)
    {
        StoreDirectory = storeDirectory;
        _settings = settings;
        BaseAddress = new Uri($"http://127.0.0.1:{LoopbackPort.Take()}");
        Http = new HttpClient { BaseAddress = BaseAddress, Timeout = TimeSpan.FromSeconds(10) };
    }

    public Uri BaseAddress { get; }

    public string StoreDirectory { get; }

    public HttpClient Http { get; }

    public string Output
    {
        get
        {
            lock (_output) return _output.ToString();
        }
    }

    /// <summary>Whether the program works on PostgreSQL and Redis.</summary>
    public static bool IsOnServers => Environment.GetEnvironmentVariable("CRYPTORUN_E2E_SERVERS") is { Length: > 0 };

    public static string RepositoryRoot { get; } = FindRoot();

    public static async Task<ServerProcess> StartAsync(params (string Key, string Value)[] settings)
    {
        var store = Directory.CreateTempSubdirectory("cryptorun-e2e-").FullName;
        var server = new ServerProcess(store, settings.ToDictionary(s => s.Key, s => s.Value));
        await server.StartAsync();
        return server;
    }

    /// <summary>A program that is not started yet, on a store folder that may belong to another.</summary>
    public static ServerProcess On(string storeDirectory, params (string Key, string Value)[] settings) =>
        new(storeDirectory, settings.ToDictionary(s => s.Key, s => s.Value));

    /// <summary>Runs a program that is expected to end by itself.</summary>
    public async Task<(int ExitCode, string Output)> RunToEndAsync()
    {
        Launch();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await _process!.WaitForExitAsync(limit.Token);
        return (_process.ExitCode, Output);
    }

    /// <summary>Starts (again) on the same port and store, and waits for the first answer.</summary>
    public async Task StartAsync()
    {
        Launch();
        await Until(async () => (await Http.GetAsync("/health/live")).IsSuccessStatusCode, TimeSpan.FromSeconds(60), "the server to answer");
    }

    private void Launch()
    {
        var web = Path.Combine(RepositoryRoot, "artifacts", "web");
        var start = new ProcessStartInfo("env") { WorkingDirectory = web, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        // A run in the background of a shell inherits "ignore Ctrl-C"; the program under test must not.
        start.ArgumentList.Add("--default-signal=INT");
        start.ArgumentList.Add("dotnet");
        start.ArgumentList.Add(Path.Combine(web, "CryptoRun.Web.dll"));
        start.ArgumentList.Add("--urls");
        start.ArgumentList.Add(BaseAddress.ToString());
        start.Environment["Store__Directory"] = StoreDirectory;
        foreach (var (key, value) in OnServers()) start.Environment[key] = value;
        foreach (var (key, value) in _settings) start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        _process = Process.Start(start)!;
        _process.OutputDataReceived += Keep;
        _process.ErrorDataReceived += Keep;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>With <c>CRYPTORUN_E2E_SERVERS</c> the program keeps its store in PostgreSQL and shares through Redis, apart from every other one: a schema and a prefix by its store folder.</summary>
    private IEnumerable<(string Key, string Value)> OnServers()
    {
        if (!IsOnServers) yield break;
        var own = new DirectoryInfo(StoreDirectory).Name.ToLowerInvariant().Replace('-', '_');
        yield return ("Store__Provider", "Postgres");
        yield return ("Store__ConnectionString", Environment.GetEnvironmentVariable("CRYPTORUN_TEST_POSTGRES")!);
        yield return ("Store__Schema", own);
        yield return ("Cache__Redis", Environment.GetEnvironmentVariable("CRYPTORUN_TEST_REDIS")!);
        yield return ("Cache__RedisPrefix", own);
    }

    /// <summary>Ctrl-C. Returns the exit code.</summary>
    public Task<int> InterruptAsync() => EndAsync(Interrupt);

    /// <summary>What a service manager sends. Returns the exit code.</summary>
    public Task<int> TerminateAsync() => EndAsync(Terminate);

    private async Task<int> EndAsync(int signal)
    {
        _ = kill(_process!.Id, signal);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await _process.WaitForExitAsync(limit.Token);
        return _process.ExitCode;
    }

    /// <summary>A crash: no warning, no clean-up.</summary>
    public async Task KillAsync()
    {
        _process!.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    /// <summary>Waits for a state of the outside world, and says what was awaited when it does not come.</summary>
    public async Task Until(Func<Task<bool>> condition, TimeSpan limit, string what)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                if (await condition()) return;
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
            {
                // Not up yet.
            }

            if (clock.Elapsed > limit) throw new TimeoutException($"Waited {limit.TotalSeconds} s for {what}. Server output:\n{Output}");
            if (_process is { HasExited: true }) throw new InvalidOperationException($"The server ended with {_process.ExitCode} while waiting for {what}:\n{Output}");
            await Task.Delay(200);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false }) await KillAsync();
        _process?.Dispose();
        Http.Dispose();
        if (Directory.Exists(StoreDirectory)) Directory.Delete(StoreDirectory, recursive: true);
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        lock (_output) _output.AppendLine(line.Data);
    }

    private static string FindRoot()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "CryptoRun.Web.sln"))) return at.FullName;
        throw new DirectoryNotFoundException("CryptoRun.Web.sln was not found above the test program.");
    }

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int kill(int pid, int signal);
}
