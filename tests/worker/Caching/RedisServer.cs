using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using CryptoRun.Tests;

namespace CryptoRun.Worker.Tests.Caching;

/// <summary>A throw-away Redis of one test, which can be killed and started again; where no server is installed the test is skipped with a word.</summary>
internal sealed class RedisServer : IDisposable
{
    private Process? _process;

    private RedisServer(string address) => Address = address;

    public string Address { get; }

    private int Port => int.Parse(Address.Split(':')[^1]);

    /// <summary>Starts one on a free port.</summary>
    public static async Task<RedisServer> StartAsync()
    {
        var server = Installed();
        await server.StartAgainAsync();
        return server;
    }

    /// <summary>One that is not running yet, on a free port.</summary>
    public static RedisServer Installed()
    {
        Assert.SkipUnless(Binary is not null, "redis-server is not installed.");
        return new RedisServer($"127.0.0.1:{LoopbackPort.Take()}");
    }

    /// <summary>The server that the test run has started for all, <c>CRYPTORUN_TEST_REDIS=host:port</c>; null where it names none.</summary>
    public static RedisServer? Shared() => Environment.GetEnvironmentVariable("CRYPTORUN_TEST_REDIS") is { Length: > 0 } address ? new RedisServer(address) : null;

    /// <summary><c>kill -9</c>.</summary>
    public void Kill()
    {
        _process!.Kill();
        _process.WaitForExit();
        _process.Dispose();
        _process = null;
    }

    public async Task StartAgainAsync()
    {
        _process = Process.Start(new ProcessStartInfo(Binary!, ["--port", $"{Port}", "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        _process.BeginOutputReadLine();
        for (var i = 0; i < 500; i++)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, Port);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(10);
            }
        }

        throw new TimeoutException($"redis-server does not listen on port {Port}.");
    }

    public void Dispose()
    {
        if (_process is not null) Kill();
    }

    private static string? Binary { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(static d => Path.Combine(d, "redis-server")).FirstOrDefault(File.Exists);
}
