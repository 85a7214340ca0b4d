using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace CryptoRun.Benchmarks.Circuits;

/// <summary>
/// A viewer with a circuit: loads the page as a browser does, starts the circuit with the components that the page names, acknowledges each rendering,
/// and answers the server's calls of scripts with null. It draws nothing; everything the server does for a browser it does for this one.
/// </summary>
/// <param name="server">Address of the program.</param>
/// <param name="path">Page.</param>
internal sealed partial class CircuitClient(Uri server, string path) : IDisposable
{
    private static readonly TimeSpan PingEvery = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ClientWebSocket _socket = new();
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly TaskCompletionSource _up = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private byte[] _buffer = new byte[64 * 1024];
    private int _filled;

    /// <summary>Renderings received.</summary>
    public long Batches { get; private set; }

    /// <summary>Bytes of renderings received.</summary>
    public long Bytes { get; private set; }

    /// <summary>Why the circuit ended, null while it lives.</summary>
    public string? Error { get; private set; }

    /// <summary>Loads the page and starts the circuit; completes with the first rendering.</summary>
    public async Task StartAsync(HttpClient http, CancellationToken cancellationToken)
    {
        var html = await http.GetStringAsync(new Uri(server, path), cancellationToken);
        await _socket.ConnectAsync(new UriBuilder(server) { Scheme = "ws", Path = "/_blazor" }.Uri, cancellationToken);
        await SendAsync(Encoding.UTF8.GetBytes("""{"protocol":"blazorpack","version":1}""" + "\u001e"), WebSocketMessageType.Text, cancellationToken);
        await ReceiveAsync(cancellationToken);
        var end = Array.IndexOf(_buffer, (byte)0x1e, 0, _filled);
        if (end < 0 || Encoding.UTF8.GetString(_buffer, 0, end) is var answer && answer != "{}") throw new InvalidDataException("The handshake was refused.");
        Drop(end + 1);

        _ = ReadAsync(cancellationToken);
        await SendAsync(BlazorPack.Invocation("0", "StartCircuit", server.ToString(), new Uri(server, path).ToString(), "[]", StateOf(html)), WebSocketMessageType.Binary, cancellationToken);
        await _up.Task.WaitAsync(Patience, cancellationToken);
        await SendAsync(BlazorPack.Invocation(null, "UpdateRootComponents", Operations(html), ""), WebSocketMessageType.Binary, cancellationToken);
        _ = PingAsync(cancellationToken);
    }

    public void Dispose()
    {
        _socket.Dispose();
        _sending.Dispose();
    }

    // Markers that open a component: a closing one carries the prerender id alone.
    private static string Operations(string html)
    {
        var operations = new JsonArray();
        foreach (Match found in Marker().Matches(html))
        {
            var marker = JsonNode.Parse(found.Groups["marker"].Value)!.AsObject();
            if (marker["descriptor"] is null) continue;
            operations.Add(new JsonObject { ["type"] = "add", ["ssrComponentId"] = operations.Count + 1, ["marker"] = marker.DeepClone() });
        }

        if (operations.Count == 0) throw new InvalidDataException("The page names no component of a circuit.");
        return new JsonObject { ["batchId"] = 1, ["operations"] = operations }.ToJsonString();
    }

    private static string StateOf(string html) => State().Match(html) is { Success: true } found ? found.Groups["state"].Value : "";

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                while (BlazorPack.Read(_buffer.AsSpan(0, _filled), out var taken) is { } message)
                {
                    Drop(taken);
                    await AnswerAsync(message, cancellationToken);
                }

                await ReceiveAsync(cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The measurement is over.
        }
        catch (Exception failure) when (failure is WebSocketException or InvalidDataException or ObjectDisposedException)
        {
            Error ??= failure.Message;
            _up.TrySetException(failure);
        }
    }

    private async Task AnswerAsync(BlazorMessage message, CancellationToken cancellationToken)
    {
        switch (message)
        {
            case { Type: 3, Id: "0" }:
                if (message.Arguments is [string { Length: > 0 }]) _up.TrySetResult();
                else _up.TrySetException(new InvalidDataException("The circuit was refused."));
                break;
            case { Type: 7 }:
                throw new InvalidDataException("The server closed the connection.");
            case { Target: "JS.RenderBatch", Arguments: [long batch, int size] }:
                Batches++;
                Bytes += size;
                await SendAsync(BlazorPack.Invocation(null, "OnRenderCompleted", batch, null), WebSocketMessageType.Binary, cancellationToken);
                break;
            case { Target: "JS.BeginInvokeJS", Arguments: [long call, ..] }:
                if (call != 0) await SendAsync(BlazorPack.Invocation(null, "EndInvokeJSFromDotNet", call, true, JsonSerializer.Serialize(new object?[] { call, true, null })), WebSocketMessageType.Binary, cancellationToken);
                break;
            case { Target: "JS.Error", Arguments: [string error, ..] }:
                throw new InvalidDataException(error);
        }
    }

    private async Task PingAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (Error is null)
            {
                await Task.Delay(PingEvery, cancellationToken);
                await SendAsync(BlazorPack.Ping(), WebSocketMessageType.Binary, cancellationToken);
            }
        }
        catch (Exception over) when (over is OperationCanceledException or WebSocketException or ObjectDisposedException)
        {
            // The reader has said why.
        }
    }

    private async Task SendAsync(byte[] bytes, WebSocketMessageType type, CancellationToken cancellationToken)
    {
        await _sending.WaitAsync(cancellationToken);
        try
        {
            await _socket.SendAsync(bytes.AsMemory(), type, endOfMessage: true, cancellationToken);
        }
        finally
        {
            _sending.Release();
        }
    }

    private async Task ReceiveAsync(CancellationToken cancellationToken)
    {
        if (_filled == _buffer.Length) Array.Resize(ref _buffer, _buffer.Length * 2);
        var received = await _socket.ReceiveAsync(_buffer.AsMemory(_filled), cancellationToken);
        if (received.MessageType == WebSocketMessageType.Close) throw new InvalidDataException($"The server closed the connection: {_socket.CloseStatusDescription}");
        _filled += received.Count;
    }

    private void Drop(int count)
    {
        _buffer.AsSpan(count, _filled - count).CopyTo(_buffer);
        _filled -= count;
    }

    [GeneratedRegex("<!--Blazor:(?<marker>\\{.*?\\})-->", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Marker();

    [GeneratedRegex("<!--Blazor-Server-Component-State:(?<state>.*?)-->", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex State();
}
