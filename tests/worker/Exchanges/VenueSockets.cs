using System.Net.WebSockets;
using System.Text;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CryptoRun.Worker.Tests.Exchanges;

/// <summary>A WebSocket server on a free loopback port; a test plays the venue.</summary>
internal sealed class VenueSockets : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Channel<VenueSocket> _accepted = Channel.CreateUnbounded<VenueSocket>();

    private VenueSockets()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(System.Net.IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.UseWebSockets();
        _app.Run(async context =>
        {
            var socket = new VenueSocket(await context.WebSockets.AcceptWebSocketAsync());
            _accepted.Writer.TryWrite(socket);
            await socket.ReceiveAsync();
        });
    }

    public Uri Address { get; private set; } = new("ws://127.0.0.1:1");

    public int Waiting => _accepted.Reader.Count;

    public static async Task<VenueSockets> StartAsync()
    {
        var server = new VenueSockets();
        await server._app.StartAsync();
        var address = server._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        server.Address = new Uri(address.Replace("http://", "ws://", StringComparison.Ordinal) + "/v2");
        return server;
    }

    public Task<VenueSocket> AcceptAsync() => _accepted.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10));

    public async ValueTask DisposeAsync()
    {
        using var hurry = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        await _app.StopAsync(hurry.Token);
        await _app.DisposeAsync();
    }
}

/// <summary>The venue's end of a connection.</summary>
internal sealed class VenueSocket(WebSocket socket)
{
    private readonly Channel<string> _received = Channel.CreateUnbounded<string>();

    public Task<string> NextAsync() => _received.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10));

    public Task SendAsync(string text, bool end = true) => SendAsync(Encoding.UTF8.GetBytes(text), end);

    public Task SendAsync(byte[] bytes, bool end = true) => socket.SendAsync(bytes, WebSocketMessageType.Text, end, CancellationToken.None);

    public Task CloseAsync() => socket.CloseOutputAsync(WebSocketCloseStatus.EndpointUnavailable, "maintenance", CancellationToken.None);

    public void Abort() => socket.Abort();

    public async Task ReceiveAsync()
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (socket.State is WebSocketState.Open or WebSocketState.CloseSent)
            {
                var part = await socket.ReceiveAsync(buffer, CancellationToken.None);
                if (part.MessageType == WebSocketMessageType.Close) return;
                _received.Writer.TryWrite(Encoding.UTF8.GetString(buffer, 0, part.Count));
            }
        }
        catch (WebSocketException)
        {
            // The other end is gone.
        }
    }
}
