using System.Net.Security;
using System.Net.Sockets;
using CryptoRun.Domain.Markets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace CryptoRun.Worker.Alerts.Channels;

/// <summary>E-mail by SMTP: plain text, TLS unless the server is on this machine, and no password before it.</summary>
/// <param name="guard">Where a connection may go.</param>
/// <param name="wall">Wall time.</param>
/// <param name="isTrusted">Judges a server's certificate; null: as the system does, name and revocation included.</param>
internal sealed class EmailSender(TargetGuard guard, TimeProvider wall, RemoteCertificateValidationCallback? isTrusted = null) : IAlertSender
{
    public AlertChannelKind Kind => AlertChannelKind.Email;

    public async Task<SendResult> SendAsync(AlertChannel channel, string? secret, AlertMessage message, CancellationToken cancellationToken)
    {
        if (channel.Host is null || channel.From is null || (channel.User is not null && secret is null)) return SendResult.Refused("its password is not set, or lost with its keys: set it again");

        using var mail = Mail(channel, message);
        using var client = new SmtpClient { ServerCertificateValidationCallback = isTrusted };
        try
        {
            var port = channel.Port ?? (channel.Security == SmtpSecurity.Tls ? 465 : 587);
            var socket = await guard.ConnectAsync(channel.Host, port, cancellationToken);
            await client.ConnectAsync(socket, channel.Host, port, Options(channel.Security), cancellationToken);
            if (channel.User is not null) await client.AuthenticateAsync(channel.User, secret!, cancellationToken);
            await client.SendAsync(mail, cancellationToken);
            await client.DisconnectAsync(quit: true, cancellationToken);
            return SendResult.Sent;
        }
        catch (TargetRefusedException e)
        {
            return SendResult.Refused(e.Message);
        }
        catch (AuthenticationException)
        {
            return SendResult.Refused("the server does not accept user and password");
        }
        catch (NotSupportedException)
        {
            return SendResult.Refused("the server offers no STARTTLS, or no way to sign in: nothing was sent");
        }
        catch (SmtpCommandException e)
        {
            return (int)e.StatusCode >= 500 ? SendResult.Refused($"the server answered {(int)e.StatusCode}") : SendResult.Retry($"the server answered {(int)e.StatusCode}");
        }
        catch (SslHandshakeException)
        {
            return SendResult.Retry("no secure connection: its certificate is not trusted, or it speaks no TLS here");
        }
        catch (Exception e) when (e is SocketException or IOException or ProtocolException)
        {
            return SendResult.Retry(e is SocketException ? "nobody answers" : "the connection broke");
        }
    }

    private MimeMessage Mail(AlertChannel channel, AlertMessage message)
    {
        var mail = new MimeMessage { Date = wall.GetUtcNow(), MessageId = $"{message.Id}@cryptorun", Subject = message.Title };
        mail.From.Add(MailboxAddress.Parse(channel.From!));
        mail.To.AddRange(channel.To.Select(static t => MailboxAddress.Parse(t)));
        mail.Headers.Add("X-CryptoRun-Id", message.Id);
        mail.Headers.Add("Auto-Submitted", "auto-generated");
        mail.Body = new TextPart("plain")
        {
            Text = $"{message.Title}\n\n{message.Origin}\n{(message.Link is null ? "" : message.Link + "\n")}{(message.Source == MarketSource.Live ? "" : $"\nThese numbers are {message.Source.ToString().ToLowerInvariant()}, not live.\n")}",
        };
        return mail;
    }

    private static SecureSocketOptions Options(SmtpSecurity security) => security switch
    {
        SmtpSecurity.Tls => SecureSocketOptions.SslOnConnect,
        SmtpSecurity.None => SecureSocketOptions.None,
        _ => SecureSocketOptions.StartTls,
    };
}
