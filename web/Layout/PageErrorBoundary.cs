using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace CryptoRun.Web.Layout;

/// <summary>Keeps an error inside the page that made it, and gives it the correlation id that is also in the log.</summary>
public sealed class PageErrorBoundary : ErrorBoundary
{
    [Inject]
    private ILogger<PageErrorBoundary> Logger { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    /// <summary>Correlation id of the newest error.</summary>
    public string? Correlation { get; private set; }

    /// <summary>Address of the page that met it.</summary>
    public string? Page { get; private set; }

    /// <inheritdoc />
    protected override Task OnErrorAsync(Exception exception)
    {
        Correlation = Guid.NewGuid().ToString("N")[..8];
        Page = "/" + Navigation.ToBaseRelativePath(Navigation.Uri).Split('?', '#')[0];
        LayoutLog.PageFailed(Logger, exception, Page, Correlation);
        return Task.CompletedTask;
    }
}
