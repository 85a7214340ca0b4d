using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CryptoRun.Worker.Tests.Alerts.Channels;

/// <summary>A mail server on this machine that speaks SMTP and keeps what it heard.</summary>
internal sealed class LoopbackMail : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _serving;

    public LoopbackMail()
    {
        _listener.Start();
        _serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Commands, in order.</summary>
    public List<string> Heard { get; } = [];

    /// <summary>Messages as they came.</summary>
    public List<string> Mails { get; } = [];

    /// <summary>What it offers after EHLO.</summary>
    public string[] Offers { get; init; } = ["AUTH PLAIN LOGIN", "8BITMIME"];

    /// <summary>Its answer to a command, by the command's first word, where it is not the usual one.</summary>
    public Dictionary<string, string> Instead { get; } = new(StringComparer.OrdinalIgnoreCase);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _serving;
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                await TalkAsync(client.GetStream());
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or SocketException or InvalidOperationException)
        {
            // The test is over, or the client went.
        }
    }

    private async Task TalkAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8);
        await using var writer = new StreamWriter(stream, new UTF8Encoding(false)) { NewLine = "\r\n", AutoFlush = true };
        await writer.WriteLineAsync("220 loopback ESMTP");
        while (await reader.ReadLineAsync(_stop.Token) is { } line)
        {
            Heard.Add(line);
            var word = line.Split(' ', ':')[0].ToUpperInvariant();
            if (Instead.TryGetValue(word, out var other))
            {
                await writer.WriteLineAsync(other);
                continue;
            }

            switch (word)
            {
                case "EHLO":
                    await writer.WriteLineAsync("250-loopback");
                    foreach (var offer in Offers) await writer.WriteLineAsync("250-" + offer);
                    await writer.WriteLineAsync("250 HELP");
                    break;
                case "AUTH":
                    await writer.WriteLineAsync("235 welcome");
                    break;
                case "DATA":
                    await writer.WriteLineAsync("354 go on");
                    var mail = new StringBuilder();
                    while (await reader.ReadLineAsync(_stop.Token) is { } text && text != ".") mail.Append(text).Append("\r\n");
                    Mails.Add(mail.ToString());
                    await writer.WriteLineAsync("250 taken");
                    break;
                case "QUIT":
                    await writer.WriteLineAsync("221 bye");
                    return;
                default:
                    await writer.WriteLineAsync("250 ok");
                    break;
            }
        }
    }
}
