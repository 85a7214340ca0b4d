using System.Net.Http.Json;

namespace CryptoRun.Worker.Alerts.Channels;

/// <summary>A webhook of Discord; the secret is its address. Its rate-limit headers are obeyed before they have to be. <see href="https://discord.com/developers/docs/topics/rate-limits"/></summary>
internal sealed class DiscordSender(HttpClient http, TimeProvider wall) : IAlertSender
{
    public AlertChannelKind Kind => AlertChannelKind.Discord;

    public Task<SendResult> SendAsync(AlertChannel channel, string? secret, AlertMessage message, CancellationToken cancellationToken)
    {
        if (secret is null) return Task.FromResult(SendResult.Refused("its address is not set, or lost with its keys: set it again"));

        // Nobody is mentioned, whatever a text says.
        var request = new HttpRequestMessage(HttpMethod.Post, secret)
        {
            Content = JsonContent.Create(new
            {
                content = $"**{Escaped(message.Title)}**\n{Escaped(message.Origin)}{(message.Link is null ? "" : $"\n<{message.Link}>")}",
                allowed_mentions = new { parse = Array.Empty<string>() },
            }),
        };
        return HttpSending.SendAsync(http, request, Wait, wall, cancellationToken);
    }

    private static TimeSpan? Wait(HttpResponseMessage answer, string body)
    {
        if ((int)answer.StatusCode == 429) return HttpSending.Seconds(body, "retry_after");
        return HttpSending.Seconds(answer, "X-RateLimit-Remaining") == TimeSpan.Zero ? HttpSending.Seconds(answer, "X-RateLimit-Reset-After") : null;
    }

    private static string Escaped(string text) => string.Concat(text.Select(static c => c is '\\' or '*' or '_' or '~' or '`' or '|' or '>' or '<' or '[' or ']' or '#' ? $"\\{c}" : $"{c}"));
}
