using System.Globalization;
using System.Net;
using System.Text.Json;

namespace CryptoRun.Worker.Alerts.Channels;

/// <summary>What the three ways over HTTP share: one request, and what its answer means. No answer, error or log has the address: it may hold a secret.</summary>
internal static class HttpSending
{
    /// <summary>Sends.</summary>
    /// <param name="http">Client.</param>
    /// <param name="request">Request; it is disposed.</param>
    /// <param name="after">How long the receiver wants to be left alone, where it says so in its own way.</param>
    /// <param name="wall">Wall time.</param>
    /// <param name="cancellationToken">Cancellation.</param>
    public static async Task<SendResult> SendAsync(HttpClient http, HttpRequestMessage request, Func<HttpResponseMessage, string, TimeSpan?> after, TimeProvider wall, CancellationToken cancellationToken)
    {
        try
        {
            using (request)
            {
                using var answer = await http.SendAsync(request, cancellationToken);
                var body = await answer.Content.ReadAsStringAsync(cancellationToken);
                var wait = after(answer, body) ?? RetryAfter(answer, wall);
                return (int)answer.StatusCode switch
                {
                    >= 200 and < 300 => new SendResult(SendOutcome.Sent, null, wait),
                    >= 300 and < 400 => SendResult.Refused($"it answered {(int)answer.StatusCode}; redirects are not followed"),
                    408 or 425 or 429 or >= 500 => SendResult.Retry($"it answered {(int)answer.StatusCode}", wait),
                    var status => SendResult.Refused($"it answered {status} {Word(answer.StatusCode)}"),
                };
            }
        }
        catch (HttpRequestException e) when (e.InnerException is TargetRefusedException refused)
        {
            return SendResult.Refused(refused.Message);
        }
        catch (HttpRequestException e)
        {
            return SendResult.Retry($"it could not be asked ({Words(e.HttpRequestError)})");
        }
    }

    /// <summary>A number of seconds in a JSON answer, 0 to a day.</summary>
    public static TimeSpan? Seconds(string body, params ReadOnlySpan<string> path)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var at = document.RootElement;
            foreach (var name in path)
            {
                if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(name, out at)) return null;
            }

            return at.ValueKind == JsonValueKind.Number ? Bounded(at.GetDouble()) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A number of seconds in a header, 0 to a day.</summary>
    public static TimeSpan? Seconds(HttpResponseMessage answer, string header) =>
        answer.Headers.TryGetValues(header, out var values) && double.TryParse(values.First(), NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) ? Bounded(seconds) : null;

    private static TimeSpan? RetryAfter(HttpResponseMessage answer, TimeProvider wall) => answer.Headers.RetryAfter switch
    {
        { Delta: { } delta } => Bounded(delta.TotalSeconds),
        { Date: { } date } => Bounded((date - wall.GetUtcNow()).TotalSeconds),
        _ => null,
    };

    private static TimeSpan? Bounded(double seconds) => double.IsFinite(seconds) ? TimeSpan.FromSeconds(Math.Clamp(seconds, 0, 86_400)) : null;

    private static string Word(HttpStatusCode status) => Enum.IsDefined(status) ? string.Concat(status.ToString().Select(static (c, i) => char.IsUpper(c) && i > 0 ? $" {char.ToLowerInvariant(c)}" : $"{c}")) : "";

    private static string Words(HttpRequestError error) => error switch
    {
        HttpRequestError.NameResolutionError => "there is no such name",
        HttpRequestError.ConnectionError => "nobody answers",
        HttpRequestError.SecureConnectionError => "no secure connection",
        HttpRequestError.ConfigurationLimitExceeded => "its answer is too long",
        _ => "the connection broke",
    };
}
