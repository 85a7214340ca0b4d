namespace CryptoRun.Web.Layout;

/// <summary>What is said in passing to the reader of one circuit. Errors stay until they are closed, the rest goes after six seconds. May be called from any thread.</summary>
public sealed class Toasts
{
    /// <summary>Most that stand at once; the oldest that is not an error gives way, and an error only to another one.</summary>
    public const int Most = 4;

    private readonly Lock _gate = new();
    private IReadOnlyList<Toast> _standing = [];
    private long _last;

    /// <summary>Raised when something was said or taken back, on the thread that did.</summary>
    public event EventHandler? Changed;

    /// <summary>What stands, oldest first.</summary>
    public IReadOnlyList<Toast> Standing => Volatile.Read(ref _standing);

    /// <summary>Says something; what stands already in the same words is said anew.</summary>
    /// <param name="kind">How it is meant.</param>
    /// <param name="title">In a few words.</param>
    /// <param name="text">In a sentence, or null.</param>
    /// <param name="href">Where to see more, an address of this program, or null.</param>
    public void Show(ToastKind kind, string title, string? text = null, string? href = null)
    {
        lock (_gate)
        {
            var toast = new Toast(++_last, kind, title, text, href);
            var standing = _standing.Where(t => t with { Id = toast.Id } != toast).Append(toast).ToList();
            if (standing.Count > Most) standing.Remove(standing.Find(static t => t.Kind != ToastKind.Error) ?? standing[0]);
            Volatile.Write(ref _standing, standing);
        }

        Changed?.Invoke(this, EventArgs.Empty);
    }

    /// <summary>Takes one back.</summary>
    public void Close(long id)
    {
        lock (_gate)
        {
            if (_standing.All(t => t.Id != id)) return;
            Volatile.Write(ref _standing, [.. _standing.Where(t => t.Id != id)]);
        }

        Changed?.Invoke(this, EventArgs.Empty);
    }
}

/// <summary>How a toast is meant; each has a glyph of its own.</summary>
public enum ToastKind
{
    /// <summary>For information.</summary>
    Info,

    /// <summary>Done.</summary>
    Ok,

    /// <summary>Look.</summary>
    Warning,

    /// <summary>Failed; it stays.</summary>
    Error,
}

/// <summary>One toast.</summary>
/// <param name="Id">Grows by one with every toast.</param>
/// <param name="Kind">How it is meant.</param>
/// <param name="Title">In a few words.</param>
/// <param name="Text">In a sentence, or null.</param>
/// <param name="Href">Where to see more, an address of this program, or null.</param>
public sealed record Toast(long Id, ToastKind Kind, string Title, string? Text, string? Href);
