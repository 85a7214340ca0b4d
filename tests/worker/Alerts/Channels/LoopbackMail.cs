using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
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

    /// <summary>Its certificate; null: it speaks no TLS.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>Whether TLS begins with the connection, not with STARTTLS.</summary>
    public bool IsImplicit { get; init; }

    /// <summary>How many of the commands came in the clear.</summary>
    public int HeardInTheClear { get; private set; }

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
                try
                {
                    if (IsImplicit) await SecuredAsync(client.GetStream(), greets: true);
                    else await TalkAsync(client.GetStream(), greets: true);
                }
                catch (Exception e) when (e is AuthenticationException or IOException)
                {
                    // The client did not trust it, or went.
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or SocketException or InvalidOperationException)
        {
            // The test is over.
        }
    }

    private async Task SecuredAsync(NetworkStream stream, bool greets)
    {
        await using var tls = new SslStream(stream);
        await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = Certificate }, _stop.Token);
        await TalkAsync(tls, greets);
    }

    private async Task TalkAsync(Stream stream, bool greets)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8, leaveOpen: true);
        await using var writer = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\r\n", AutoFlush = true };
        if (greets) await writer.WriteLineAsync("220 loopback ESMTP");
        while (await reader.ReadLineAsync(_stop.Token) is { } line)
        {
            Heard.Add(line);
            if (stream is not SslStream) HeardInTheClear++;
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
                    if (Certificate is not null && stream is NetworkStream) await writer.WriteLineAsync("250-STARTTLS");
                    foreach (var offer in Offers) await writer.WriteLineAsync("250-" + offer);
                    await writer.WriteLineAsync("250 HELP");
                    break;
                case "STARTTLS" when Certificate is not null && stream is NetworkStream clear:
                    await writer.WriteLineAsync("220 go on");
                    await SecuredAsync(clear, greets: false);
                    return;
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
