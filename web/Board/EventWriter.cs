using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;

namespace CryptoRun.Web.Board;

/// <summary>Writes server-sent events (WHATWG HTML, 9.2) to one viewer.</summary>
/// <param name="output">Where they go.</param>
/// <param name="deflated">Whether as a gzip stream; else as text.</param>
internal sealed class EventWriter(PipeWriter output, bool deflated = false) : IEventSink
{
    /// <inheritdoc />
    public void Begin(TimeSpan wait)
    {
        if (deflated) output.Write(SharedDeflate.Head);
        Own($"retry: {(long)wait.TotalMilliseconds}\n\n");
    }

    /// <inheritdoc />
    public void Event(EncodedEvent encoded) => output.Write(deflated ? encoded.Deflated : encoded.Plain);

    /// <inheritdoc />
    public void Heartbeat(DateTimeOffset now) => Own($"event: heartbeat\ndata: {HeartbeatText(now)}\n\n");

    /// <summary>The document of a heartbeat.</summary>
    public static byte[] HeartbeatData(DateTimeOffset now) => Encoding.ASCII.GetBytes(HeartbeatText(now));

    /// <summary>Sends what each turn wrote, until they end or the reader is gone.</summary>
    public async Task SendAsync(IAsyncEnumerable<long> turns, CancellationToken cancellationToken)
    {
        await foreach (var _ in turns)
        {
            var sent = await output.FlushAsync(cancellationToken);
            if (sent.IsCompleted || sent.IsCanceled) return;
        }
    }

    private static string HeartbeatText(DateTimeOffset now) => string.Create(CultureInfo.InvariantCulture, $"{{\"now\":\"{now:O}\"}}");

    // Too short to be worth compressing.
    private void Own(string text)
    {
        var head = deflated ? SharedDeflate.StoredHead : 0;
        var span = output.GetSpan(head + text.Length);
        if (deflated) SharedDeflate.Store(span, text.Length);
        output.Advance(head + Encoding.ASCII.GetBytes(text, span[head..]));
    }
}
