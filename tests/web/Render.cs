using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace CryptoRun.Web.Tests;

/// <summary>A component as the HTML it makes.</summary>
internal static class Render
{
    public static Task<string> HtmlAsync<TComponent>(params (string Name, object? Value)[] parameters)
        where TComponent : IComponent => HtmlAsync<TComponent>(new ServiceCollection(), parameters);

    public static async Task<string> HtmlAsync<TComponent>(IServiceCollection services, params (string Name, object? Value)[] parameters)
        where TComponent : IComponent
    {
        await using var provider = services.BuildServiceProvider();
        await using var renderer = new HtmlRenderer(provider, NullLoggerFactory.Instance);
        return await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var view = ParameterView.FromDictionary(parameters.ToDictionary(p => p.Name, p => p.Value));
            return (await renderer.RenderComponentAsync<TComponent>(view)).ToHtmlString();
        });
    }
}
