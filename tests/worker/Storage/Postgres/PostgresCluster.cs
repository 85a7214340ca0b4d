using System.Diagnostics;
using System.Globalization;
using CryptoRun.Tests;

namespace CryptoRun.Worker.Tests.Storage.Postgres;

/// <summary>A throw-away PostgreSQL cluster on a free loopback port. As root it runs as the user postgres, because the server refuses root.</summary>
internal sealed class PostgresCluster : IDisposable
{
    private static readonly string? Programs = Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").Select(d => Path.Combine(d, "bin")).Where(d => File.Exists(Path.Combine(d, "initdb"))).Order(StringComparer.Ordinal).LastOrDefault()
        : null;

    private readonly string _directory;
    private readonly int _port;

    private readonly string? _password;

    private PostgresCluster(string directory, int port, string? password) => (_directory, _port, _password) = (directory, port, password);

    public static bool IsInstalled => Programs is not null;

    public string ConnectionString => $"Host=127.0.0.1;Port={_port};Database=postgres;Username=postgres;Timeout=5{(_password is null ? "" : $";Password={_password}")}";

    private string Data => Path.Combine(_directory, "data");

    /// <summary>Makes one.</summary>
    /// <param name="password">Of the user postgres; null lets everybody in.</param>
    public static PostgresCluster Create(string? password = null)
    {
        var directory = Directory.CreateTempSubdirectory("pg").FullName;
        var cluster = new PostgresCluster(directory, LoopbackPort.Take(), password);
        var passwordFile = Path.Combine(directory, "password");
        if (password is not null) File.WriteAllText(passwordFile, password);
        if (Environment.IsPrivilegedProcess) Run("chown", "-R", "postgres", directory);
        string[] letIn = password is null ? ["-A", "trust"] : ["-A", "scram-sha-256", $"--pwfile={passwordFile}"];
        Run(Program("initdb"), ["-D", cluster.Data, "-U", "postgres", "-E", "UTF8", "--locale=C", "--no-sync", .. letIn]);
        return cluster;
    }

    /// <summary>Starts it, also after a crash: it recovers first.</summary>
    public void Start(string options = "-c fsync=off") =>
        Run(Program("pg_ctl"), "-D", Data, "-w", "-t", "60", "-l", Path.Combine(_directory, "log"), "-o", $"-p {_port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={_directory} {options}", "start");

    /// <summary>Ends the server and every process of it as a power failure would.</summary>
    public void Kill()
    {
        var server = int.Parse(File.ReadLines(Path.Combine(Data, "postmaster.pid")).First(), CultureInfo.InvariantCulture);
        List<int> all = [server, .. Directory.GetDirectories("/proc").Select(Path.GetFileName).Where(n => int.TryParse(n, out _)).Where(n => Parent(n!) == server).Select(n => int.Parse(n!, CultureInfo.InvariantCulture))];
        Run("kill", ["-9", .. all.Select(p => p.ToString(CultureInfo.InvariantCulture))]);
        SpinWait.SpinUntil(() => all.TrueForAll(p => !Directory.Exists($"/proc/{p}")), TimeSpan.FromSeconds(10)).ShouldBeTrue();
    }

    public void Dispose()
    {
        if (!Directory.Exists(_directory)) return;
        if (IsRunning) Run(Program("pg_ctl"), "-D", Data, "-m", "immediate", "-w", "stop");
        Directory.Delete(_directory, recursive: true);
    }

    // A server that was killed leaves its file behind; stopping it would fail and hide why the test did.
    private bool IsRunning =>
        Path.Combine(Data, "postmaster.pid") is var file && File.Exists(file) && File.ReadLines(file).FirstOrDefault() is { } process && Directory.Exists($"/proc/{process.Trim()}");

    private static string Program(string name) => Path.Combine(Programs!, name);

    private static int? Parent(string process)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(l => l.StartsWith("PPid:", StringComparison.Ordinal));
            return line is null ? null : int.Parse(line[5..], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static void Run(string program, params string[] arguments)
    {
        var asPostgres = Environment.IsPrivilegedProcess && Programs is not null && program.StartsWith(Programs, StringComparison.Ordinal);
        string[] user = asPostgres ? ["runuser", "-u", "postgres", "--"] : [];

        // A server that inherits our output keeps it open for as long as it lives.
        var start = new ProcessStartInfo("sh", ["-c", "exec \"$@\" </dev/null >/dev/null 2>&1", "sh", .. user, program, .. arguments]) { WorkingDirectory = "/" };
        using var process = Process.Start(start)!;
        process.WaitForExit();
        process.ExitCode.ShouldBe(0, $"{program} {string.Join(' ', arguments)}");
    }
}
