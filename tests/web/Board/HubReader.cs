using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;

namespace CryptoRun.Web.Tests.Board;

/// <summary>Speaks SignalR's JSON protocol to the hub: each message ends with the record separator.</summary>
internal sealed class HubReader(WebSocket socket) : IDisposable
{
    private const byte End = 0x1e;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly List<byte> _read = [];

    /// <summary>Opens a connection and shakes hands.</summary>
    public static async Task<HubReader> OpenAsync(TestServer server, Action<HttpRequest>? with = null)
    {
        var sockets = server.CreateWebSocketClient();
        sockets.ConfigureRequest = with;
        var hub = new HubReader(await sockets.ConnectAsync(new Uri("ws://localhost/hubs/board"), CancellationToken.None));
        await hub.SendAsync("""{"protocol":"json","version":1}""");
        Encoding.UTF8.GetString((await hub.MessageAsync())!).ShouldBe("{}");
        return hub;
    }

    /// <summary>Asks for the stream.</summary>
    public Task StreamAsync(string arguments = "null,null", string id = "1") => SendAsync($$"""{"type":4,"invocationId":"{{id}}","target":"Stream","arguments":[{{arguments}}]}""");

    public Task SendAsync(string message) => socket.SendAsync(new ArraySegment<byte>([.. Encoding.UTF8.GetBytes(message), End]), WebSocketMessageType.Text, true, CancellationToken.None);

    public Task<ServerEvent> NextAsync(string name) => NextAsync(e => e.Name == name);

    public async Task<ServerEvent> NextAsync(Func<ServerEvent, bool> wanted)
    {
        while (true)
        {
            using var message = await DocumentAsync(2);
            var item = message.RootElement.GetProperty("item");
            var id = item.GetProperty("id");
            var read = new ServerEvent(item.GetProperty("event").GetString()!, id.ValueKind == JsonValueKind.Null ? null : id.GetRawText(), Encoding.UTF8.GetBytes(item.GetProperty("data").GetRawText()));
            if (wanted(read)) return read;
        }
    }

    /// <summary>The error that an invocation or the connection ends with; empty where there is none.</summary>
    public async Task<string> ErrorAsync()
    {
        using var message = await DocumentAsync(3, 7);
        return message.RootElement.TryGetProperty("error", out var error) ? error.GetString()! : "";
    }

    /// <summary>Reads to the connection's end.</summary>
    public async Task EndAsync()
    {
        try
        {
            while (await MessageAsync() is not null)
            {
                // What was sent before.
            }
        }
        catch (Exception end) when (end is WebSocketException or IOException)
        {
            // Cut.
        }
    }

    public void Dispose() => socket.Dispose();

    private async Task<JsonDocument> DocumentAsync(params int[] types)
    {
        while (true)
        {
            var message = JsonDocument.Parse(await MessageAsync() ?? throw new EndOfStreamException("The connection ended."));
            if (types.Contains(message.RootElement.GetProperty("type").GetInt32())) return message;
            message.Dispose();
        }
    }

    private async Task<byte[]?> MessageAsync()
    {
        using var limit = new CancellationTokenSource(Patience);
        var buffer = new byte[16 * 1024];
        while (true)
        {
            if (_read.IndexOf(End) is var end and >= 0)
            {
                var message = _read[..end].ToArray();
                _read.RemoveRange(0, end + 1);
                return message;
            }

            var got = await socket.ReceiveAsync(new ArraySegment<byte>(buffer), limit.Token);
            if (got.MessageType == WebSocketMessageType.Close) return null;
            _read.AddRange(buffer.AsSpan(0, got.Count));
        }
    }
}
