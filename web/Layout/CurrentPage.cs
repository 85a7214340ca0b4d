using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace CryptoRun.Web.Layout;

/// <summary>Navigation that knows which of its links leads to the page on screen. One component for all its links: each one more costs every circuit kilobytes.</summary>
public abstract class CurrentPage : ComponentBase, IDisposable
{
    private string? _shown;

    /// <summary>Where the reader is.</summary>
    [Inject] protected NavigationManager Navigation { get; set; } = default!;

    /// <summary>Value of <c>aria-current</c> for a link: <c>page</c> when it leads to the page on screen, else null.</summary>
    /// <param name="href">Path of the page; <c>/</c> is the board and the pages of its rows.</param>
    protected string? Is(string href) => string.Equals(_shown, href, StringComparison.Ordinal) ? "page" : null;

    /// <inheritdoc />
    protected override void OnInitialized()
    {
        _shown = Shown();
        Navigation.LocationChanged += Moved;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Navigation.LocationChanged -= Moved;
        GC.SuppressFinalize(this);
    }

    private string? Shown()
    {
        var path = "/" + Navigation.ToBaseRelativePath(Navigation.Uri).Split('?', '#')[0];
        return path == "/" || path.StartsWith("/explain", StringComparison.Ordinal) ? "/" : SitePage.All.FirstOrDefault(p => p.Path != "/" && path.StartsWith(p.Path, StringComparison.Ordinal))?.Path;
    }

    private void Moved(object? sender, LocationChangedEventArgs e)
    {
        var shown = Shown();
        if (string.Equals(shown, _shown, StringComparison.Ordinal)) return;
        _shown = shown;
        _ = InvokeAsync(StateHasChanged);
    }
}
