using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;

namespace CryptoRun.Web.Board;

/// <summary>Writes server-sent events (WHATWG HTML, 9.2) to one viewer.</summary>
/// <param name="output">Where they go.</param>
/// <param name="deflated">Whether as a gzip stream; else as text.</param>
internal sealed class EventWriter(PipeWriter output, bool deflated = false)
{
    /// <summary>Begins the stream, and tells how long a browser waits before it connects again.</summary>
    public void Begin(TimeSpan wait)
    {
        if (deflated) output.Write(SharedDeflate.Head);
        Own($"retry: {(long)wait.TotalMilliseconds}\n\n");
    }

    /// <summary>An event that others are sent too.</summary>
    public void Event(EncodedEvent encoded) => output.Write(deflated ? encoded.Deflated : encoded.Plain);

    /// <summary>Shows that the connection lives, and what time it is in the market.</summary>
    public void Heartbeat(DateTimeOffset now) => Own(string.Create(CultureInfo.InvariantCulture, $"event: heartbeat\ndata: {{\"now\":\"{now:O}\"}}\n\n"));

    /// <summary>Sends. False when the reader is gone.</summary>
    public async ValueTask<bool> FlushAsync(CancellationToken cancellationToken)
    {
        var sent = await output.FlushAsync(cancellationToken);
        return !sent.IsCompleted && !sent.IsCanceled;
    }

    // Too short to be worth compressing.
    private void Own(string text)
    {
        var head = deflated ? SharedDeflate.StoredHead : 0;
        var span = output.GetSpan(head + text.Length);
        if (deflated) SharedDeflate.Store(span, text.Length);
        output.Advance(head + Encoding.ASCII.GetBytes(text, span[head..]));
    }
}
