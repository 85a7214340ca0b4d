using System.Net;
using System.Text.RegularExpressions;
using MimeKit;

namespace CryptoRun.Worker.Alerts;

/// <summary>What is wrong with a channel. A secret is never repeated.</summary>
internal static partial class ChannelProblems
{
    private const int MostReceivers = 20;
    private const string Hidden = "(hidden)";

    /// <summary>One line a field.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="secret">Its new secret; null when the one there is stays.</param>
    /// <param name="options">Which addresses are whose.</param>
    public static IEnumerable<AlertProblem> Of(AlertChannel channel, string? secret, AlertsOptions options)
    {
        var name = Texts.NameProblem(channel.Name);
        var own = channel.Kind switch
        {
            AlertChannelKind.Webhook => Webhook(channel, secret),
            AlertChannelKind.Email => Email(channel, secret),
            AlertChannelKind.Telegram => Telegram(channel, secret),
            AlertChannelKind.Discord => Discord(channel, secret, options),
            _ => [new AlertProblem("kind", $"{channel.Kind}", "webhook, email, telegram or discord")],
        };
        return name is null ? own : own.Prepend(name);
    }

    private static IEnumerable<AlertProblem> Webhook(AlertChannel channel, string? secret)
    {
        if (!(Uri.TryCreate(channel.Address, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && address.UserInfo.Length == 0 && channel.Address!.Length <= 500))
            yield return new AlertProblem("address", Texts.Clean(WithoutUser(channel.Address ?? ""), 80), "an http or https address without a user in it, at most 500 characters");
        if (Missing(channel, secret) || secret is { Length: < 16 or > 200 }) yield return new AlertProblem("secret", Hidden, "16 to 200 characters that sign each message");
    }

    private static IEnumerable<AlertProblem> Email(AlertChannel channel, string? secret)
    {
        if (channel.Host is null || !HostName().IsMatch(channel.Host)) yield return new AlertProblem("host", Texts.Clean(channel.Host ?? "", 80), "the name or address of a mail server");
        if (channel.Port is < 1 or > 65_535) yield return new AlertProblem("port", $"{channel.Port}", "a whole number from 1 to 65535");
        if (channel.Security == SmtpSecurity.None && !IsThisMachine(channel.Host)) yield return new AlertProblem("security", "none", "startTls or tls; none only for a server on this machine");
        if (!IsMailbox(channel.From)) yield return new AlertProblem("from", Texts.Clean(channel.From ?? "", 80), "an address such as alerts@desk.example");
        if (channel.To.Count is 0 or > MostReceivers) yield return new AlertProblem("to", $"{channel.To.Count} addresses", $"1 to {MostReceivers} addresses");
        foreach (var to in channel.To.Where(static t => !IsMailbox(t))) yield return new AlertProblem("to", Texts.Clean(to, 80), "an address such as trader@desk.example");
        if (channel.User is { } user && (user.Length is 0 or > 200 || user.Any(char.IsControl))) yield return new AlertProblem("user", Texts.Clean(user, 80), "1 to 200 characters, or none for a server that asks for none");
        if (channel.User is not null && (Missing(channel, secret) || secret is { Length: < 1 or > 500 })) yield return new AlertProblem("secret", Hidden, "the user's password, 1 to 500 characters");
    }

    private static IEnumerable<AlertProblem> Telegram(AlertChannel channel, string? secret)
    {
        if (channel.ChatId is null || !Chat().IsMatch(channel.ChatId)) yield return new AlertProblem("chatId", Texts.Clean(channel.ChatId ?? "", 80), "a chat's number such as -1001234567890, or @name");
        if (Missing(channel, secret) || (secret is not null && !Token().IsMatch(secret))) yield return new AlertProblem("secret", Hidden, "a bot's token as BotFather gives it, 123456:ABC-...");
    }

    private static IEnumerable<AlertProblem> Discord(AlertChannel channel, string? secret, AlertsOptions options)
    {
        if (Missing(channel, secret) || (secret is not null && !IsWebhook(secret, options.DiscordAddress))) yield return new AlertProblem("secret", Hidden, $"a webhook's address, {options.DiscordAddress}api/webhooks/...");
    }

    private static bool Missing(AlertChannel channel, string? secret) => secret is null && !channel.HasSecret;

    private static bool IsMailbox(string? text) => text is { Length: <= 200 } && !text.Any(char.IsControl) && MailboxAddress.TryParse(text, out var box) && box.Address.Contains('@', StringComparison.Ordinal);

    private static bool IsWebhook(string text, Uri discord) =>
        text.Length <= 500 && Uri.TryCreate(text, UriKind.Absolute, out var address) && Uri.Compare(address, discord, UriComponents.SchemeAndServer | UriComponents.UserInfo, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0
        && address.AbsolutePath.StartsWith("/api/webhooks/", StringComparison.Ordinal);

    private static bool IsThisMachine(string? host) => string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    private static string WithoutUser(string address) => address.LastIndexOf('@') is > 0 and var at ? "..." + address[at..] : address;

    [GeneratedRegex(@"^[A-Za-z0-9._:\-]{1,253}$", RegexOptions.NonBacktracking)]
    private static partial Regex HostName();

    [GeneratedRegex(@"^(?:-?[0-9]{1,20}|@[A-Za-z0-9_]{3,64})$", RegexOptions.NonBacktracking)]
    private static partial Regex Chat();

    [GeneratedRegex(@"^[0-9]{3,20}:[A-Za-z0-9_\-]{20,100}$", RegexOptions.NonBacktracking)]
    private static partial Regex Token();
}
