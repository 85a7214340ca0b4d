namespace CryptoRun.Worker.Alerts;

/// <summary>Somebody who is told. Its secret is not here: it is written and used, never read.</summary>
/// <param name="Id">Unique, never reused.</param>
/// <param name="Version">Grows by one with every change.</param>
/// <param name="Name">In a person's words, 1 to 60 characters.</param>
/// <param name="Kind">How.</param>
/// <param name="HasSecret">Whether a secret is set.</param>
public sealed record AlertChannel(string Id, int Version, string Name, AlertChannelKind Kind, bool HasSecret)
{
    /// <summary>The channel that is always there.</summary>
    public const string WebId = "web";

    /// <summary>Every open page: the board's pane, a toast, the event stream.</summary>
    public static AlertChannel Web { get; } = new(WebId, 1, "Web", AlertChannelKind.Web, false);

    /// <summary>Webhook: where to POST, http or https.</summary>
    public string? Address { get; init; }

    /// <summary>E-mail: the server's name.</summary>
    public string? Host { get; init; }

    /// <summary>E-mail: its port, 1 to 65535; null for 587, with TLS from the beginning 465.</summary>
    public int? Port { get; init; }

    /// <summary>E-mail: how the connection is protected.</summary>
    public SmtpSecurity Security { get; init; } = SmtpSecurity.StartTls;

    /// <summary>E-mail: the user's name at the server; null for a server that asks for none.</summary>
    public string? User { get; init; }

    /// <summary>E-mail: sender.</summary>
    public string? From { get; init; }

    /// <summary>E-mail: receivers, 1 to 20.</summary>
    public IReadOnlyList<string> To { get; init; } = [];

    /// <summary>Telegram: chat, its number or <c>@name</c>.</summary>
    public string? ChatId { get; init; }

    /// <summary>Whether it is used.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>The same without where it leads: what those see who may not change it.</summary>
    public AlertChannel WithoutReceiver() => this with { Address = null, Host = null, Port = null, User = null, From = null, To = [], ChatId = null };
}

/// <summary>How somebody is told, and what the channel's secret is.</summary>
public enum AlertChannelKind
{
    /// <summary>Every open page; no secret.</summary>
    Web,

    /// <summary>A signed POST; the secret signs it.</summary>
    Webhook,

    /// <summary>E-mail by SMTP; the secret is the user's password.</summary>
    Email,

    /// <summary>A Telegram bot; the secret is its token.</summary>
    Telegram,

    /// <summary>A Discord webhook; the secret is its address.</summary>
    Discord,
}

/// <summary>How the connection to a mail server is protected.</summary>
public enum SmtpSecurity
{
    /// <summary>TLS after greeting; no message without it.</summary>
    StartTls,

    /// <summary>TLS from the beginning.</summary>
    Tls,

    /// <summary>None; only for a server on this machine.</summary>
    None,
}
