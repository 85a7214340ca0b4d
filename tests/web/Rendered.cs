using System.Net;
using CryptoRun.Web.Board;
using CryptoRun.Web.Identity;
using CryptoRun.Web.Layout;
using CryptoRun.Worker;
using CryptoRun.Worker.Live;
using CryptoRun.Worker.Markets;
using CryptoRun.Worker.Tests;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace CryptoRun.Web.Tests;

/// <summary>A component as HTML, rendered as the server does before the circuit is there.</summary>
internal static class Rendered
{
    public static readonly DateTimeOffset Now = BoardFixture.At.AddSeconds(48);

    /// <summary>With entities as the characters they stand for, to read words in.</summary>
    public static async Task<string> HtmlAsync<T>(params (string Name, object? Value)[] parameters)
        where T : IComponent => WebUtility.HtmlDecode(await RawAsync<T>(parameters));

    /// <summary>As it is sent.</summary>
    public static Task<string> RawAsync<T>(params (string Name, object? Value)[] parameters)
        where T : IComponent => WithAsync<T>(static _ => { }, parameters);

    /// <summary>As it is sent, of a component that wants more services than most.</summary>
    public static async Task<string> WithAsync<T>(Action<IServiceCollection> more, params (string Name, object? Value)[] parameters)
        where T : IComponent
    {
        var wall = new ManualTime(Now);
        using var live = new LiveBoard(wall);
        var wanted = new ServiceCollection()
            .AddSingleton(new MarketView(WorkerSettings.Read(new ConfigurationBuilder().Build()), new MarketClock(wall, null, 1)))
            .AddSingleton(live)
            .AddSingleton<RowMarkup>()
            .AddSingleton<NavigationManager>(new FixedNavigation())
            .AddSingleton(NSubstitute.Substitute.For<Microsoft.JSInterop.IJSRuntime>());
        wanted.AddScoped<Toasts>().AddScoped<Permission>().AddCascadingValue(static _ => Rights.Everything);
        more(wanted);
        await using var services = wanted.BuildServiceProvider();
        await using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
        return await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<T>(ParameterView.FromDictionary(parameters.ToDictionary(p => p.Name, p => p.Value)))).ToHtmlString());
    }

    private sealed class FixedNavigation : NavigationManager
    {
        public FixedNavigation() => Initialize("http://localhost/", "http://localhost/");

        protected override void NavigateToCore(string uri, NavigationOptions options)
        {
            // A rendered page does not move.
        }
    }
}
