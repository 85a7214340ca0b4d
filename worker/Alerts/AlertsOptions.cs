using System.ComponentModel.DataAnnotations;

namespace CryptoRun.Worker.Alerts;

/// <summary>Configuration section <c>Alerts</c>. Delays are wall time.</summary>
public sealed record AlertsOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Alerts";

    /// <summary>Most alerts of all rules together within an hour of market time, 1 to 10000.</summary>
    [Range(1, 10_000)]
    public int BudgetPerHour { get; init; } = 60;

    /// <summary>Attempts before a delivery is given up, 1 to 20.</summary>
    [Range(1, 20)]
    public int MostAttempts { get; init; } = 8;

    /// <summary>Delay after the first failure, 0.1 to 600 s; it doubles with each.</summary>
    public TimeSpan FirstRetry { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Longest delay, up to a day.</summary>
    public TimeSpan LongestRetry { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Longest wait for a receiver, 1 to 60 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Whether a channel may lead into this machine or its private network. Off, because who may edit channels could otherwise reach what stands behind the firewall.</summary>
    public bool AllowPrivateTargets { get; init; }

    /// <summary>Where the keys lie that seal the channels' secrets; empty: <c>keys</c> in <c>Store:Directory</c>. Several nodes on one database share it.</summary>
    public string KeyDirectory { get; init; } = "";

    /// <summary>Telegram's interface.</summary>
    public Uri TelegramAddress { get; init; } = new("https://api.telegram.org");

    /// <summary>Where Discord's webhooks begin; a webhook elsewhere is refused.</summary>
    public Uri DiscordAddress { get; init; } = new("https://discord.com");

    /// <summary>Where readers find this program, for links in messages: <c>https://board.example</c>. Empty: messages have no links.</summary>
    public string PublicAddress { get; init; } = "";

    /// <summary>What is wrong, one line each.</summary>
    public IEnumerable<string> Problems()
    {
        if (FirstRetry < TimeSpan.FromSeconds(0.1) || FirstRetry > TimeSpan.FromSeconds(600)) yield return $"Alerts:FirstRetry is {FirstRetry}; allowed is 00:00:00.1 to 00:10:00.";
        if (LongestRetry < FirstRetry || LongestRetry > TimeSpan.FromDays(1)) yield return $"Alerts:LongestRetry is {LongestRetry}; allowed is Alerts:FirstRetry, {FirstRetry}, to 1.00:00:00.";
        if (Timeout < TimeSpan.FromSeconds(1) || Timeout > TimeSpan.FromSeconds(60)) yield return $"Alerts:Timeout is {Timeout}; allowed is 00:00:01 to 00:01:00.";
        if (PublicAddress.Length > 0 && !(Uri.TryCreate(PublicAddress, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"))
            yield return $"Alerts:PublicAddress is \"{PublicAddress}\"; allowed is an address such as https://board.example, or nothing.";
    }
}
