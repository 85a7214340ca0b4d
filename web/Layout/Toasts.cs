namespace CryptoRun.Web.Layout;

/// <summary>What is said in passing to the reader of one circuit. Errors stay until they are closed, the rest goes after six seconds.</summary>
public sealed class Toasts
{
    /// <summary>Most that stand at once; the oldest gives way.</summary>
    public const int Most = 4;

    private readonly List<Toast> _standing = [];
    private long _last;

    /// <summary>Raised when something was said or taken back.</summary>
    public event EventHandler? Changed;

    /// <summary>What stands, oldest first.</summary>
    public IReadOnlyList<Toast> Standing => _standing;

    /// <summary>Says something.</summary>
    /// <param name="kind">How it is meant.</param>
    /// <param name="title">In a few words.</param>
    /// <param name="text">In a sentence, or null.</param>
    /// <param name="href">Where to see more, an address of this program, or null.</param>
    public void Show(ToastKind kind, string title, string? text = null, string? href = null)
    {
        _standing.Add(new Toast(++_last, kind, title, text, href));
        if (_standing.Count > Most) _standing.RemoveAt(0);
        Changed?.Invoke(this, EventArgs.Empty);
    }

    /// <summary>Takes one back.</summary>
    public void Close(long id)
    {
        if (_standing.RemoveAll(t => t.Id == id) > 0) Changed?.Invoke(this, EventArgs.Empty);
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
public sealed record Toast(long Id, ToastKind Kind, string Title, string? Text, string? Href);
