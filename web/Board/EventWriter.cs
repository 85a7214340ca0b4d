using System.Buffers;
using System.Buffers.Text;
using System.IO.Pipelines;

namespace CryptoRun.Web.Board;

/// <summary>Server-sent events as bytes (WHATWG HTML, 9.2). Data are one line: the documents hold no line breaks.</summary>
/// <param name="output">Where they go.</param>
internal sealed class EventWriter(PipeWriter output)
{
    /// <summary>How long a browser waits before it connects again.</summary>
    public void Retry(TimeSpan wait)
    {
        output.Write("retry: "u8);
        Number((long)wait.TotalMilliseconds);
        output.Write("\n\n"u8);
    }

    /// <summary>A comment that carries the wall time of the release in Unix milliseconds; readers of events never see it.</summary>
    public void Released(DateTimeOffset at)
    {
        output.Write(": released "u8);
        Number(at.ToUnixTimeMilliseconds());
        output.Write("\n"u8);
    }

    /// <summary>An event.</summary>
    public void Event(ReadOnlySpan<byte> name, long? id, ReadOnlySpan<byte> data)
    {
        output.Write("event: "u8);
        output.Write(name);
        if (id is { } version)
        {
            output.Write("\nid: "u8);
            Number(version);
        }

        output.Write("\ndata: "u8);
        output.Write(data);
        output.Write("\n\n"u8);
    }

    /// <summary>Shows that the connection lives, and what time it is in the market.</summary>
    public void Heartbeat(DateTimeOffset now)
    {
        output.Write("event: heartbeat\ndata: {\"now\":\""u8);
        var span = output.GetSpan(40);
        Utf8Formatter.TryFormat(now, span, out var written, 'O');
        output.Advance(written);
        output.Write("\"}\n\n"u8);
    }

    /// <summary>Sends. False when the reader is gone.</summary>
    public async ValueTask<bool> FlushAsync(CancellationToken cancellationToken)
    {
        var sent = await output.FlushAsync(cancellationToken);
        return !sent.IsCompleted && !sent.IsCanceled;
    }

    private void Number(long value)
    {
        var span = output.GetSpan(20);
        Utf8Formatter.TryFormat(value, span, out var written);
        output.Advance(written);
    }
}
