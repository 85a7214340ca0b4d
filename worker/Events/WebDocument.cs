using System.Net;
using System.Net.Http.Headers;

namespace CryptoRun.Worker.Events;

/// <summary>
/// A document at an address, asked for politely: only when it has changed (ETag, If-Modified-Since), not before a Retry-After is over. At most three redirects, never from https to http
/// and never to another scheme, and credentials are not sent on to another host.
/// </summary>
/// <param name="http">Made by <see cref="CreateHttp"/>, or a test's own; follows no redirect by itself.</param>
/// <param name="address">Address.</param>
/// <param name="options">Bounds.</param>
/// <param name="wall">Wall time.</param>
internal sealed class WebDocument(HttpClient http, Uri address, DocumentOptions options, TimeProvider wall) : IDocument
{
    private const int MostRedirects = 3;
    private (EntityTagHeaderValue? Tag, DateTimeOffset? Modified) _seen;
    private (EntityTagHeaderValue? Tag, DateTimeOffset? Modified) _accepted;

    /// <inheritdoc />
    public string Name { get; } = DocumentAddress.Mask(address);

    /// <summary>A client with the connect time-out. No redirects, no cookies, no system credentials.</summary>
    public static HttpClient CreateHttp(DocumentOptions options) => new(
        new SocketsHttpHandler
        {
            ConnectTimeout = options.ConnectTimeout,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            AutomaticDecompression = DecompressionMethods.All,
            AllowAutoRedirect = false,
            UseCookies = false,
        },
        disposeHandler: true)
    { Timeout = Timeout.InfiniteTimeSpan };

    /// <inheritdoc />
    public void Accepted() => _accepted = _seen;

    /// <inheritdoc />
    public async Task<DocumentAnswer> ReadAsync(CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(options.ReadTimeout, wall);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            return await AskAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Fail(timeout.IsCancellationRequested ? $"no answer within {options.ReadTimeout.TotalSeconds:0.#} s." : "no connection within the time allowed.");
        }
        catch (Exception e) when (e is HttpRequestException or IOException or InvalidDataException)
        {
            // The text of the exception may hold the address.
            return Fail(e is HttpRequestException { HttpRequestError: var error } ? $"no answer ({error})." : "the answer broke off or cannot be decompressed.");
        }
    }

    private async Task<DocumentAnswer> AskAsync(CancellationToken cancellationToken)
    {
        var target = address;
        for (var redirects = 0; ; redirects++)
        {
            using var request = Request(target);
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (response.StatusCode == HttpStatusCode.NotModified) return DocumentAnswer.Unchanged;
            if ((int)response.StatusCode is 301 or 302 or 303 or 307 or 308)
            {
                if (redirects == MostRedirects) return Fail($"is redirected more than {MostRedirects} times.");
                if (response.Headers.Location is not { } location || !Uri.TryCreate(target, location, out var next)) return Fail("is redirected to nowhere.");
                if (next.Scheme != target.Scheme && next.Scheme != Uri.UriSchemeHttps) return Fail($"is redirected from {target.Scheme} to {next.Scheme}, which is not followed.");
                target = next;
                continue;
            }

            return response.IsSuccessStatusCode ? await BodyAsync(response, cancellationToken) : Fail($"HTTP {(int)response.StatusCode}.", RetryAfter(response));
        }
    }

    private HttpRequestMessage Request(Uri target)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, new UriBuilder(target) { UserName = "", Password = "", Fragment = "" }.Uri);
        request.Headers.UserAgent.ParseAdd("CryptoRun");
        if (target.Authority == address.Authority && address.UserInfo.Length > 0)
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(Uri.UnescapeDataString(address.UserInfo))));
        if (_accepted.Tag is { } tag) request.Headers.IfNoneMatch.Add(tag);
        if (_accepted.Modified is { } modified) request.Headers.IfModifiedSince = modified;
        return request;
    }

    private async Task<DocumentAnswer> BodyAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        _seen = (response.Headers.ETag, response.Content.Headers.LastModified);
        if (response.Content.Headers.ContentLength is { } length && length > options.MaxBytes) return Fail($"has {length} bytes; allowed are {options.MaxBytes}.");

        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        return await BoundedBody.ReadAsync(stream, options.MaxBytes, cancellationToken) is { } body ? new DocumentAnswer(body) : Fail($"has more than the allowed {options.MaxBytes} bytes.");
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response) =>
        response.Headers.RetryAfter is { } header && (header.Delta ?? (header.Date - wall.GetUtcNow())) is { } pause && pause > TimeSpan.Zero ? pause : null;

    private DocumentAnswer Fail(string problem, TimeSpan? notBefore = null) => new(null, $"{Name}: {problem}", notBefore);
}
