using System.Security.Cryptography;
using System.Text;
using CryptoRun.Web.Api;
using CryptoRun.Web.Identity;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace CryptoRun.Web.Wall;

/// <summary><c>GET /wall</c>: the wall's document. It holds nothing of the board and nothing of the viewer, so it is rendered once and told apart by its hash.</summary>
internal static class WallEndpoints
{
    public static IServiceCollection AddWall(this IServiceCollection services) => services.AddSingleton<WallPage>();

    public static void MapWall(this WebApplication app) => app.MapGet("/wall", GetAsync).RequireAuthorization(Policies.View).ExcludeFromDescription();

    private static async Task<IResult> GetAsync(HttpContext context, WallPage page)
    {
        var (bytes, hash) = await page.Value;
        return Conditional.IsFresh(context, Conditional.FixedTag("wall", hash)) ? Conditional.NotModified() : Results.Bytes(bytes, "text/html; charset=utf-8");
    }
}

/// <summary>The document as bytes, with their hash.</summary>
/// <param name="services">What the document asks for.</param>
/// <param name="logs">Logs of the renderer.</param>
internal sealed class WallPage(IServiceProvider services, ILoggerFactory logs)
{
    private readonly Lazy<Task<(byte[] Bytes, string Hash)>> _page = new(() => RenderAsync(services, logs));

    public Task<(byte[] Bytes, string Hash)> Value => _page.Value;

    private static async Task<(byte[] Bytes, string Hash)> RenderAsync(IServiceProvider services, ILoggerFactory logs)
    {
        // The renderer asks for services of a request; the document outlives any.
        await using var scope = services.CreateAsyncScope();
        await using var renderer = new HtmlRenderer(scope.ServiceProvider, logs);
        var html = await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<WallDocument>(ParameterView.Empty)).ToHtmlString());
        var bytes = Encoding.UTF8.GetBytes(html);
        return (bytes, Convert.ToHexStringLower(SHA256.HashData(bytes))[..12]);
    }
}
