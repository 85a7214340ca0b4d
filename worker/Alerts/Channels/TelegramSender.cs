using System.Net;
using System.Net.Http.Json;

namespace CryptoRun.Worker.Alerts.Channels;

/// <summary>A bot's message. <see href="https://core.telegram.org/bots/api#sendmessage"/>; of 429 the answer's own <c>retry_after</c> counts.</summary>
internal sealed class TelegramSender(HttpClient http, AlertsOptions options, TimeProvider wall) : IAlertSender
{
    public AlertChannelKind Kind => AlertChannelKind.Telegram;

    public Task<SendResult> SendAsync(AlertChannel channel, string? secret, AlertMessage message, CancellationToken cancellationToken)
    {
        if (secret is null) return Task.FromResult(SendResult.Refused("its token is not set, or lost with its keys: set it again"));

        var link = message.Link is null ? "" : $"\n<a href=\"{WebUtility.HtmlEncode(message.Link)}\">Why</a>";
        var text = $"<b>{WebUtility.HtmlEncode(message.Title)}</b>\n{WebUtility.HtmlEncode(message.Origin)}{link}";
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(options.TelegramAddress, $"/bot{secret}/sendMessage"))
        {
            Content = JsonContent.Create(new { chat_id = channel.ChatId, text, parse_mode = "HTML", link_preview_options = new { is_disabled = true } }),
        };
        return HttpSending.SendAsync(http, request, static (_, body) => HttpSending.Seconds(body, "parameters", "retry_after"), wall, cancellationToken);
    }
}
