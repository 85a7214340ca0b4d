using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CryptoRun.Worker.Documents;

namespace CryptoRun.Worker.Alerts.Channels;

/// <summary>A signed POST: HMAC-SHA256 with the channel's secret over <c>timestamp.body</c>; README.md says how a receiver verifies it.</summary>
internal sealed class WebhookSender(HttpClient http, TimeProvider wall) : IAlertSender
{
    /// <summary>Header of the alert's id.</summary>
    public const string IdHeader = "X-CryptoRun-Id";

    /// <summary>Header of the instant of sending, Unix seconds.</summary>
    public const string TimestampHeader = "X-CryptoRun-Timestamp";

    /// <summary>Header of the signature, <c>v1=</c> and 64 hex digits.</summary>
    public const string SignatureHeader = "X-CryptoRun-Signature";

    public AlertChannelKind Kind => AlertChannelKind.Webhook;

    public Task<SendResult> SendAsync(AlertChannel channel, string? secret, AlertMessage message, CancellationToken cancellationToken)
    {
        if (secret is null || channel.Address is null) return Task.FromResult(SendResult.Refused("its secret is not set, or lost with its keys: set it again"));

        var body = JsonSerializer.SerializeToUtf8Bytes(message, Json.Options);
        var timestamp = wall.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var request = new HttpRequestMessage(HttpMethod.Post, channel.Address) { Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json", "utf-8") } } };
        request.Headers.Add(IdHeader, message.Id);
        request.Headers.Add(TimestampHeader, timestamp);
        request.Headers.Add(SignatureHeader, Sign(secret, timestamp, body));
        return HttpSending.SendAsync(http, request, static (_, _) => null, wall, cancellationToken);
    }

    /// <summary>The signature of a body sent at an instant.</summary>
    public static string Sign(string secret, string timestamp, ReadOnlySpan<byte> body) =>
        "v1=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), (byte[])[.. Encoding.ASCII.GetBytes(timestamp + "."), .. body]));
}
