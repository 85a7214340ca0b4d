using System.IO.Compression;
using System.Net.Http.Headers;

namespace CryptoRun.Web.Tests.Board;

/// <summary>One event as it came.</summary>
internal sealed record ServerEvent(string Name, string? Id, byte[] Data)
{
    public bool Equals(ServerEvent? other) => other is not null && Name == other.Name && Id == other.Id && Data.AsSpan().SequenceEqual(other.Data);

    public override int GetHashCode() => HashCode.Combine(Name, Id, Data.Length);
}

/// <summary>Reads server-sent events off a connection.</summary>
internal sealed class EventReader(Stream stream, HttpResponseMessage? answer = null) : IDisposable
{
    private readonly StreamReader _lines = new(stream, new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: false));

    public HttpResponseHeaders Headers => answer!.Headers;

    public ICollection<string> Encoding => answer!.Content.Headers.ContentEncoding;

    public string? MediaType => answer!.Content.Headers.ContentType?.MediaType;

    public static async Task<EventReader> OpenAsync(WebFixture web, string? lastEventId = null, string query = "", bool gzip = false)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/stream" + query);
        if (gzip) request.Headers.TryAddWithoutValidation("Accept-Encoding", "deflate, gzip, br");
        if (lastEventId is not null) request.Headers.TryAddWithoutValidation("Last-Event-ID", lastEventId);
        var answer = await web.CreateClient().SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        var stream = await answer.Content.ReadAsStreamAsync();
        return new EventReader(answer.Content.Headers.ContentEncoding.Contains("gzip") ? new GZipStream(stream, CompressionMode.Decompress) : stream, answer);
    }

    public Task<ServerEvent> NextAsync(string name) => NextAsync(e => e.Name == name);

    public async Task<ServerEvent> NextAsync(Func<ServerEvent, bool> wanted)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            var read = await ReadAsync(limit.Token) ?? throw new EndOfStreamException("The stream ended.");
            if (wanted(read)) return read;
        }
    }

    public async Task<bool> ReadToEndAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        try
        {
            while (await ReadAsync(limit.Token) is not null)
            {
                // Whatever was on its way.
            }
        }
        catch (IOException)
        {
            // The server's end of the connection is gone.
        }

        return true;
    }

    public void Dispose()
    {
        answer?.Dispose();
        _lines.Dispose();
    }

    private async Task<ServerEvent?> ReadAsync(CancellationToken cancellationToken)
    {
        string? name = null, id = null, data = null;
        while (await _lines.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.Length == 0)
            {
                if (name is not null) return new ServerEvent(name, id, System.Text.Encoding.UTF8.GetBytes(data ?? ""));
                continue;
            }

            var colon = line.IndexOf(':', StringComparison.Ordinal);
            var (field, value) = (line[..colon], line[(colon + 1)..].TrimStart());
            if (field == "event") name = value;
            else if (field == "id") id = value;
            else if (field == "data") data = value;
        }

        return null;
    }
}
